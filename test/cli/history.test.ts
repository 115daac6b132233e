import { expect, test } from 'vitest'
import { aCommandLine } from './support/wirecopy.ts'

async function aCorrectedStory() {
  const line = await aCommandLine()
  const reporter = (await line.json('reporter', 'add', '--name', 'Jane Doe')).id
  const about = ['--headline', 'Council Votes', '--body-file', '-', '--reporter', reporter]
  const added = await line.within(['article', 'add', ...about, '--publish', '--json'], {
    stdin: '<p>The vote was on Tuesday.</p>',
  })
  const { id } = JSON.parse(added.out)
  const correct = ['article', 'correct', id, '--note', 'The day was wrong.', '--body-file', '-']
  await line.within(correct, { stdin: '<p>The vote was on Wednesday.</p>' })
  return { ...line, id }
}

test('the revisions of a story stand in a table, with their notes', async () => {
  const { wirecopy, json, id } = await aCorrectedStory()

  const { out } = await wirecopy('article', 'revisions', id)

  expect(out).toMatch(/REVISION +AT +KIND +BYLINE +HEADLINE\n +1 .* published +By Jane Doe +Council Votes\n/)
  expect(out).toMatch(/ 2 .* corrected +By Jane Doe +Council Votes\n +note: The day was wrong\.\n$/)
  const first = await json('article', 'revisions', id, '--limit', '1')
  expect(first).toMatchObject({ items: [{ revision: 1 }], next: 1 })
  expect(await json('article', 'revisions', id, '--after', '1')).toMatchObject({
    items: [{ revision: 2, note: 'The day was wrong.' }],
    next: null,
  })
})

test('a difference marks words that came and went', async () => {
  const { wirecopy, id } = await aCorrectedStory()

  const { out } = await wirecopy('article', 'diff', id)

  expect(out).toBe(
    [
      '[-revision 1-]{+revision 2+}',
      'Council Votes',
      'By Jane Doe',
      'The vote was on [-Tuesday-]{+Wednesday+}.\n',
    ].join('\n\n'),
  )
  expect((await wirecopy('article', 'diff', id, '1', '--against', '2')).out).toContain(
    '[-Wednesday-]{+Tuesday+}',
  )
})

test('a difference has colors on a screen, unless they are not wanted', async () => {
  const { within, id } = await aCorrectedStory()
  const shown = async (env: Record<string, string>) =>
    (await within(['article', 'diff', id], { columns: 80, env })).out

  expect(await shown({})).toContain('\u001b[31;9mTuesday\u001b[0m\u001b[32;4mWednesday\u001b[0m.')
  expect(await shown({ NO_COLOR: '1' })).toContain('[-Tuesday-]{+Wednesday+}.')
})

test('a difference is also answered in JSON', async () => {
  const { json, id } = await aCorrectedStory()

  expect(await json('article', 'diff', id, '2')).toMatchObject({ id, from: 1, to: 2, granularity: 'words' })
})

test.each([
  [['1'], 'against is missing; there is no revision before the first'],
  [['3'], 'has no revision 3; the newest is 2.'],
  [['two'], 'must be the number of a revision, or draft'],
  [['draft'], 'has no draft'],
])('nothing can be said of revision %s', async (argv, complaint) => {
  const { wirecopy, id } = await aCorrectedStory()

  const { code, err } = await wirecopy('article', 'diff', id, ...argv)

  expect(code).not.toBe(0)
  expect(err).toContain(complaint)
})

test('a story that was never published has nothing to be compared', async () => {
  const { within, wirecopy, json } = await aCommandLine()
  const reporter = (await json('reporter', 'add', '--name', 'Jane Doe')).id
  const add = [
    'article',
    'add',
    '--headline',
    'Not Yet',
    '--body-file',
    '-',
    '--reporter',
    reporter,
    '--json',
  ]
  const { id } = JSON.parse((await within(add, { stdin: '<p>Text.</p>' })).out)

  expect((await wirecopy('article', 'diff', id)).err).toContain('was never published')
  expect((await wirecopy('article', 'revisions', id)).out).toBe('No revision was published yet.\n')
})
