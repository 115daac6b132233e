import { expect, test } from 'vitest'
import { aCommandLine } from './support/wirecopy.ts'

async function aSeededStory() {
  const line = await aCommandLine()
  const [{ id }] = (await line.json('article', 'list')).items
  const shown = () => line.json('article', 'show', id)
  return { ...line, id, shown, before: await shown() }
}

test('an update publishes the next revision with the fields that are given, and no other', async () => {
  const { json, id, shown, before } = await aSeededStory()

  const updated = await json(
    'article',
    'update',
    id,
    '--section',
    'Politics',
    '--tag',
    'NATO',
    '--tag',
    'China',
  )

  expect(updated).toEqual({ id, status: 'published', revision: 2 })
  expect((await shown()).content).toEqual({ ...before.content, section: 'Politics', tags: ['NATO', 'China'] })
})

test('an option that may be repeated does not swallow the id behind it', async () => {
  const { wirecopy, id, shown } = await aSeededStory()

  expect(await wirecopy('article', 'update', '--tag', 'NATO', id)).toMatchObject({ code: 0, err: '' })

  expect((await shown()).content.tags).toEqual(['NATO'])
})

test('an empty text takes a field away', async () => {
  const { json, wirecopy, id, shown } = await aSeededStory()
  await json('article', 'update', id, '--section', 'Politics')

  expect(await wirecopy('article', 'update', id, '--section', '')).toMatchObject({ code: 0, err: '' })

  expect((await shown()).content.section).toBeNull()
})

test('a correction publishes the next revision with its note and a new text', async () => {
  const { within, id, shown } = await aSeededStory()
  const correct = ['article', 'correct', id, '--note', 'The day was wrong.', '--body-file', '-']

  const { out } = await within(correct, { stdin: '<p>On Tuesday.</p>' })

  expect(out).toBe(`${id} is now published, revision 2.\n`)
  expect((await shown()).content.bodyHtml).toBe('<p>On Tuesday.</p>')
})

test('a draft that is updated stays one', async () => {
  const { json, wirecopy, within, before } = await aSeededStory()
  const reporter = before.content.reporters[0]
  const add = ['article', 'add', '--headline', 'Draft', '--body-file', '-', '--reporter', reporter, '--json']
  const { id } = JSON.parse((await within(add, { stdin: '<p>Text.</p>' })).out)

  const { out } = await wirecopy('article', 'update', id, '--headline', 'A Better One')

  expect(out).toBe(`Saved ${id} as a draft.\nPublish it: wirecopy article publish ${id}\n`)
  expect(await json('article', 'show', id)).toMatchObject({ status: 'draft', headline: 'A Better One' })
})

test('hints name the address that partners reach us at', async () => {
  const { within } = await aSeededStory()
  const address = async (env: Record<string, string>) =>
    /http\S+(?=\/v1\/articles)/.exec((await within(['--help'], { env })).out)?.[0]

  expect(await address({ PORT: '9000' })).toBe('http://127.0.0.1:9000')
  expect(await address({ PUBLIC_URL: 'https://wire.example.org' })).toBe('https://wire.example.org')
  expect(await address({ PORT: 'http' })).toBe('http://127.0.0.1:8080')
})
