import { asc } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { patienceMs, renewingStories, renewStories } from '../../src/articles/bylines.ts'
import { changes } from '../../src/articles/tables.ts'
import {
  aDraft,
  anArticle,
  aPartner,
  aReporter,
  aStaffMember,
  killed,
  withdrawn,
} from '../support/factories.ts'
import { actor, letTimeWork, type Product, start } from '../support/product.ts'

async function aReporterWithStories(count: number) {
  const product = await start()
  const [editor, partner] = [await aStaffMember(product, 'editor'), await aPartner(product)]
  const jane = await aReporter(product)
  const stories = []
  for (let number = 0; number < count; number++)
    stories.push(await anArticle(product, { reporters: [jane.id] }))
  const url = `/v1/staff/reporters/${jane.id}`
  const bylineOf = async (id: string) => (await partner.get(`/v1/articles/${id}`)).json().byline
  return { product, editor, partner, jane, stories, url, bylineOf }
}

async function updatesIn({ database }: Product) {
  const rows = await database.read.select().from(changes).orderBy(asc(changes.seq)).limit(500)
  return rows.filter(({ type }) => type === 'article.updated').map(({ articleId }) => articleId)
}

test('a reporter who moves on does not rewrite history', async () => {
  const { product, editor, jane, stories, url, bylineOf } = await aReporterWithStories(1)
  const affiliation = { name: 'Other Wire', shortName: 'OW', url: 'https://other.example' }

  const renamed = await editor.post(`${url}/renames`, { name: 'Jane Roe', affiliation })
  await letTimeWork(product)

  expect(renamed).toHaveStatus(201)
  expect(renamed.json()).toMatchObject({ reporter: { name: 'Jane Roe', affiliation }, stories: 0 })
  expect(await bylineOf(stories[0]?.id ?? '')).toBe('By Jane Doe')
  const next = await anArticle(product, { reporters: [jane.id] })
  expect(await bylineOf(next.id)).toBe('By Jane Roe')
})

test('all stories of a reporter get a revision with the new name, and partners are told', async () => {
  const { product, editor, partner, stories, url, bylineOf } = await aReporterWithStories(60)

  const renamed = await editor.post(`${url}/renames`, { name: 'Jane Roe', allStories: true })
  expect(renamed.json().stories).toBe(60)
  await letTimeWork(product)

  for (const { id } of [stories[0], stories[59]].filter((story) => story !== undefined)) {
    expect(await bylineOf(id)).toBe('By Jane Roe')
    const { items } = (await partner.get(`/v1/articles/${id}/revisions`)).json()
    expect(items).toMatchObject([
      { revision: 1, byline: 'By Jane Doe' },
      { revision: 2, byline: 'By Jane Roe', kind: 'updated' },
    ])
  }
  expect((await updatesIn(product)).sort()).toEqual(stories.map(({ id }) => id).sort())
})

test('drafts take the new name when they are published; what was taken back stays as it was', async () => {
  const { product, editor, jane, stories, url, bylineOf } = await aReporterWithStories(3)
  const [out, gone, dead] = stories.map(({ id }) => id)
  if (!out || !gone || !dead) throw new Error('There are three stories')
  await withdrawn(product, gone)
  await killed(product, dead)
  const draft = await aDraft(product, { reporters: [jane.id] })

  await editor.post(`${url}/renames`, { name: 'Jane Roe', allStories: true })
  await letTimeWork(product)

  expect(await updatesIn(product)).toEqual([out])
  await editor.post(`/v1/staff/articles/${draft.id}/publications`)
  expect(await bylineOf(draft.id)).toBe('By Jane Roe')
  expect((await editor.get(`/v1/staff/articles/${gone}`)).json()).toMatchObject({
    status: 'withdrawn',
    revision: 1,
  })
})

test('a story under embargo gets the new name without being told to everybody', async () => {
  const { product, editor, partner, jane, url } = await aReporterWithStories(0)
  const early = await aPartner(product, { advanceAccess: true })
  const embargoedUntil = Date.parse('2026-05-02T00:00:00Z')
  const { id } = await anArticle(product, { reporters: [jane.id] }, { embargoedUntil })

  await editor.post(`${url}/renames`, { name: 'Jane Roe', allStories: true })
  await letTimeWork(product)

  expect((await early.get(`/v1/articles/${id}`)).json()).toMatchObject({ revision: 2, byline: 'By Jane Roe' })
  expect(JSON.stringify((await partner.get('/v1/changes')).json())).not.toContain(id)
})

test('renaming twice makes one revision for each name', async () => {
  const { product, editor, partner, stories, url } = await aReporterWithStories(1)

  for (const name of ['Jane Roe', 'Jane Roe', 'Jane Poe']) {
    await editor.post(`${url}/renames`, { name, allStories: true })
    await letTimeWork(product)
  }

  const { items } = (await partner.get(`/v1/articles/${stories[0]?.id}/revisions`)).json()
  expect(items.map(({ byline }: { byline: string }) => byline)).toEqual([
    'By Jane Doe',
    'By Jane Roe',
    'By Jane Poe',
  ])
})

test('the service goes on with what somebody began and left', async () => {
  const { product, editor, jane, url } = await aReporterWithStories(25)
  const { database, clock } = product
  await editor.post(`${url}/renames`, { name: 'Jane Roe' })
  const wanted = { reporterId: jane.id, actor }
  await database.write((tx) => renewStories(tx, wanted, patienceMs))
  for await (const seen of renewingStories(database, wanted)) {
    expect(seen).toBeLessThan(25)
    break
  }

  await letTimeWork(product)
  expect((await updatesIn(product)).length).toBeLessThan(25)
  clock.advance(patienceMs)
  await letTimeWork(product)

  expect(await updatesIn(product)).toHaveLength(25)
})

test('a byline can be replaced by the desk’s', async () => {
  const { product, editor, partner, jane, stories, url } = await aReporterWithStories(1)
  const [john, desk] = [await aReporter(product, 'John Roe'), await aReporter(product, 'Staff')]
  const both = await anArticle(product, { reporters: [jane.id, john.id] })

  const replaced = await editor.post(`${url}/replacements`, { by: desk.id })
  await letTimeWork(product)

  expect(replaced.json()).toMatchObject({ stories: 2 })
  const { items } = (await partner.get(`/v1/articles?reporter=${desk.id}`)).json()
  expect(items.map(({ id, byline }: { id: string; byline: string }) => [id, byline]).sort()).toEqual(
    [
      [stories[0]?.id, 'By Staff'],
      [both.id, 'By Staff and John Roe'],
    ].sort(),
  )
})

test.each([{}, { name: 'By Jane' }, { affiliation: { name: 'OW' } }, { title: 'Dr.' }])(
  'a renaming to %o is refused',
  async (renaming) => {
    const { editor, url } = await aReporterWithStories(0)

    expect(await editor.post(`${url}/renames`, renaming)).toHaveProblem('invalid-request')
  },
)

test('a reporter is not replaced by itself, nor by nobody', async () => {
  const { editor, jane, url } = await aReporterWithStories(0)

  for (const by of [jane.id, 'rep_01h455vb4pex5vsknk084sn02q'])
    expect(await editor.post(`${url}/replacements`, { by })).toHaveProblem('invalid-request')
})

test('two editors do not rename a reporter over each other', async () => {
  const { editor, url } = await aReporterWithStories(0)
  const { etag } = (await editor.get(url)).headers
  const rename = (name: string, version: unknown) =>
    editor.post(`${url}/renames`, { name }, { 'if-match': String(version) })

  expect(await rename('Jane Roe', etag)).toHaveStatus(201)
  const refused = await rename('Jane Poe', etag)

  expect(refused).toHaveProblem('changed-meanwhile')
  expect(refused.json().current).toMatchObject({ name: 'Jane Roe' })
  expect(await rename('Jane Poe', refused.headers.etag)).toHaveStatus(201)
})
