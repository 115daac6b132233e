import { expect, test } from 'vitest'
import { aCommandLine } from './support/wirecopy.ts'

async function aStory() {
  const line = await aCommandLine()
  const reporter = (await line.json('reporter', 'add', '--name', 'Jane Doe')).id
  const about = ['--headline', 'Council Votes', '--body-file', '-', '--reporter', reporter]
  const { out } = await line.within(['article', 'add', ...about, '--publish', '--json'], {
    stdin: '<p>The vote was on Tuesday.</p>',
  })
  const { id } = JSON.parse(out)
  const bylines = async () =>
    (await line.json('article', 'revisions', id)).items.map(({ byline }: { byline: string }) => byline)
  return { ...line, reporter, bylines }
}

test('a reporter is renamed for what is published from now on', async () => {
  const { wirecopy, reporter, bylines } = await aStory()

  const { out } = await wirecopy('reporter', 'rename', reporter, '--name', 'Jane Roe')

  expect(out).toBe(
    `${reporter} is now Jane Roe, Daily Caller News Foundation. What is out keeps its byline.\n`,
  )
  expect(await bylines()).toEqual(['By Jane Doe'])
})

test('all stories are renewed while one looks on, without a server', async () => {
  const { within, json, reporter, bylines } = await aStory()

  const argv = ['reporter', 'rename', reporter, '--name', 'Jane Roe', '--all-stories']
  const { out, err } = await within(argv, { columns: 80 })

  expect(out).toBe('One story has the new byline.\n')
  expect(err).toContain('Renewing bylines [##############################] 1 of 1')
  expect(await bylines()).toEqual(['By Jane Doe', 'By Jane Roe'])
  const { items } = await json('jobs', 'list')
  expect(items.filter(({ kind }: { kind: string }) => kind !== 'changes.follow')).toEqual([])
})

test('a byline is replaced by the desk’s', async () => {
  const { json, reporter, bylines } = await aStory()
  const desk = (await json('reporter', 'add', '--name', 'Wire Desk', '--kind', 'desk')).id

  expect(await json('reporter', 'replace', reporter, '--by', desk)).toMatchObject({ stories: 1 })

  expect(await bylines()).toEqual(['By Jane Doe', 'By Wire Desk'])
})

test('a renaming that names nothing is refused', async () => {
  const { wirecopy, reporter } = await aStory()

  const { code, err } = await wirecopy('reporter', 'rename', reporter)

  expect([code, err]).toEqual([2, expect.stringContaining('must name what to change')])
})
