import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { apiKeys } from '../../src/partners/tables.ts'
import type { Id } from '../../src/platform/ids.ts'
import type { TestDatabase } from '../support/databases.ts'
import { open } from '../support/opening.ts'
import { aCommandLine, aNewCommandLine, aPublisher, type CommandLine } from './support/wirecopy.ts'

const screen = 80

async function aStory({ within, json }: CommandLine, headline: string, ...more: string[]): Promise<string> {
  const { items } = await json('reporter', 'list')
  const { out } = await within(
    [
      'article',
      'add',
      '--headline',
      headline,
      '--body-file',
      '-',
      '--reporter',
      items[0].id,
      '--json',
      ...more,
    ],
    { stdin: '<p>The council <b>voted</b>.</p>' },
  )
  return JSON.parse(out).id
}

test.each([
  ['partner list', 'No partners yet. Register one: wirecopy partner add --help'],
  ['reporter list', 'No reporters yet. Add one: wirecopy reporter add --help'],
  ['article list', 'No articles yet. Write one: wirecopy article add --help'],
  ['staff-token list', 'No staff tokens yet. Make one: wirecopy staff-token create --help'],
  ['jobs list', 'Nothing waits to be done.'],
  ['drill list', 'There was no drill yet.'],
  ['audit list', 'The audit log has no such entries.'],
])('an empty wirecopy %s says how to begin', async (typed, hint) => {
  const { wirecopy } = await aNewCommandLine()
  await wirecopy('migrate')

  expect((await wirecopy(...typed.split(' '))).out).toBe(`${hint}\n`)
})

test.each([
  ['partner list --status terminated', 'There are no such partners.'],
  ['article list --status draft', 'There are no such articles.'],
])('wirecopy %s that finds nothing does not speak of more', async (typed, answered) => {
  const { wirecopy } = await aCommandLine()

  expect((await wirecopy(...typed.split(' '))).out).toBe(`${answered}\n`)
})

test('columns stand below their titles', async () => {
  const { wirecopy } = await aCommandLine()
  await wirecopy(...aPublisher('--approve'))
  await wirecopy(...aPublisher())

  const [title = '', first = '', second = ''] = (await wirecopy('partner', 'list')).out.split('\n')

  expect(first.slice(title.indexOf('STATUS'))).toMatch(/^approved /)
  expect(second.slice(title.indexOf('STATUS'))).toMatch(/^applied /)
  expect(first.indexOf('Gazette')).toBe(title.indexOf('NAME'))
})

test('a screen is never too narrow for an id; what is long is cut', async () => {
  const { within, json } = await aCommandLine()
  const [article] = (await json('article', 'list')).items

  const { out } = await within(['article', 'list'], { columns: screen })

  expect(out).toContain(article.id)
  expect(out).toContain('…')
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(screen)
})

test('a pipe gets everything, and no control characters', async () => {
  const { wirecopy, json } = await aCommandLine()
  const [article] = (await json('article', 'list')).items

  const { out } = await wirecopy('article', 'list')

  expect(out).toContain(article.headline)
  expect(out).toContain(`desk note: ${article.deskNote}`)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
  expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
})

test('a stored text cannot steer the terminal', async () => {
  const line = await aCommandLine()
  await line.wirecopy('newswire', 'set', '--notice', 'Print this.\u001b[2J\u009b31m\nAnd this.')

  expect((await line.wirecopy('newswire', 'show')).out).toContain('Print this. [2J 31m And this.')
})

test('a working headline and a desk note are pointed out in the list and on the story', async () => {
  const line = await aCommandLine()
  const id = await aStory(
    line,
    'Council Votes',
    '--working-headline',
    '--desk-note',
    'Compare with the minutes.',
  )

  for (const argv of [
    ['article', 'list'],
    ['article', 'show', id],
  ]) {
    const { out } = await line.wirecopy(...argv)
    expect(out).toMatch(/^ +working headline: /m)
    expect(out).toMatch(/^ *desk note:? +Compare with the minutes\.$/im)
  }
})

test('a story is shown as staff read it, with its byline and its text', async () => {
  const line = await aCommandLine()
  const id = await aStory(line, 'Council Votes', '--section', 'Local', '--publish')

  const { out } = await line.wirecopy('article', 'show', id)

  expect(out).toMatch(/^Byline +By Staff$/m)
  expect(out).toMatch(/^Affiliation +Daily Caller News Foundation$/m)
  expect(out).toMatch(/^Section +Local$/m)
  expect(out).toMatch(/\n\nThe council voted\.\n$/)
})

test('a list is read page by page', async () => {
  const line = await aCommandLine()
  for (const headline of ['One', 'Two', 'Three']) await aStory(line, headline)
  const { items } = await line.json('article', 'list')

  const first = await line.json('article', 'list', '--limit', '3')
  const second = await line.json('article', 'list', '--limit', '3', '--after', first.next)

  expect(items).toHaveLength(4)
  expect([...first.items, ...second.items]).toEqual(items)
  expect(second.next).toBeNull()
})

// Keys cannot be made expired, and no test waits for one to expire.
async function expire({ url }: TestDatabase, id: Id<'key'>, time: string): Promise<void> {
  const database = await open(url)
  await database.append(async (queries) => {
    await queries
      .update(apiKeys)
      .set({ expiresAt: Date.parse(time) })
      .where(eq(apiKeys.id, id))
  })
  await database.close()
}

test('keys are listed by what they may still do', async () => {
  const { json, wirecopy, storage } = await aCommandLine()
  const { id } = await json(...aPublisher('--approve'))
  const revoked = await json('key', 'create', id, '--name', 'old')
  const brief = await json('key', 'create', id, '--name', 'brief')
  await expire(storage, brief.id, '2020-01-01T00:00:00Z')
  await json('key', 'create', id, '--name', 'cms', '--scope', 'articles:read', '--scope', 'usage:read')
  await json('key', 'revoke', revoked.id)

  const { out } = await wirecopy('key', 'list', id)

  expect(out).toMatch(/revoked \d{4}-\d\d-\d\d .* old /)
  expect(out).toMatch(/expired 2020-01-01 00:00Z .* brief /)
  expect(out).toMatch(/works +never +cms +articles:read usage:read/)
})
