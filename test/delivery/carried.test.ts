import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { formatNames } from '../../src/delivery/formats/formats.ts'
import { grants } from '../../src/licensing/tables.ts'
import {
  anArticle,
  aPartner,
  aReporter,
  aStaffMember,
  aTester,
  decided,
  killed,
} from '../support/factories.ts'
import { start } from '../support/product.ts'
import { aStream, startStreaming } from './support/streaming.ts'

async function aPipeline(starting = start) {
  const product = await starting()
  const partner = await aPartner(product)
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  const changes = async (query = '') =>
    (await partner.get(`/v1/changes?after=${cursor}&include=article${query}`)).json()
  const granted = () =>
    product.database.read
      .select({ articleId: grants.articleId, revision: grants.revision, how: grants.how })
      .from(grants)
      .where(eq(grants.partnerId, partner.id))
      .orderBy(asc(grants.id))
      .limit(500)
  return { product, partner, cursor, changes, granted }
}

const mebibyte = 1024 * 1024

test('a change carries the story that the item is, and the license for it is recorded before it arrives', async () => {
  const { product, partner, changes, granted } = await aPipeline()
  const { id } = await anArticle(product)

  const { items } = await changes()

  expect(await granted()).toEqual([{ articleId: id, revision: 1, how: 'bulk' }])
  expect(items[0].document).toEqual((await partner.get(`/v1/articles/${id}`)).json())
  expect((await partner.get('/v1/partner/usage')).json().items).toMatchObject([
    { articleId: id, format: 'json', count: 2 },
  ])
})

test('every format is carried as the item is: JSON as an object, whatever else as a text', async () => {
  const { product, partner, changes } = await aPipeline()
  const { id } = await anArticle(product)

  for (const format of formatNames) {
    const { items } = await changes(`&format=${format}`)
    const item = await partner.get(`/v1/articles/${id}?format=${format}`)
    const isJson = /[/+]json/.test(String(item.headers['content-type']))
    expect([format, items[0].document]).toEqual([format, isJson ? item.json() : item.body])
  }

  const counted = (await partner.get('/v1/partner/usage')).json().items
  expect(
    counted.map(({ format, count }: { format: string; count: number }) => [format, count]).sort(),
  ).toEqual(formatNames.map((format) => [format, 2]).sort())
})

test('a stream carries what has several lines in one', async () => {
  const { product, partner } = await aPipeline(startStreaming)
  const stream = await aStream(product, partner, { query: '?after=now&include=article&format=markdown' })

  const { id } = await anArticle(product)

  const [change] = await stream.told(1)
  expect(change).toMatchObject({
    document: (await partner.get(`/v1/articles/${id}?format=markdown`)).body,
  })
})

test('an old change carries the story as it is now, a killed one what is to be done', async () => {
  const { product, changes, granted } = await aPipeline()
  const editor = await aStaffMember(product, 'editor')
  const { id } = await anArticle(product)
  await editor.post(`/v1/staff/articles/${id}/corrections`, { note: 'Wrong.', headline: 'Right' })
  const gone = await anArticle(product)
  await killed(product, gone.id)

  const { items } = await changes()

  expect(items).toMatchObject([
    { type: 'article.published', article: { revision: 1 }, document: { revision: 2, headline: 'Right' } },
    { type: 'article.corrected', document: { revision: 2 } },
    { type: 'article.published', document: { pubStatus: 'canceled' } },
    { type: 'article.killed', document: { id: gone.id, advisory: expect.stringContaining('Take it down.') } },
  ])
  expect(items[3].document).not.toHaveProperty('bodyHtml')
  expect(await granted()).toEqual([{ articleId: id, revision: 2, how: 'bulk' }])
})

test('what is about no story carries none', async () => {
  const { partner } = await aPipeline()

  const { items } = (await partner.get('/v1/changes?include=article&limit=1')).json()

  expect(items).toMatchObject([{ type: 'newswire.attribution-changed', article: null, document: null }])
})

test('a page with stories ends at 8 MiB, and the next one goes on without a gap', async () => {
  const { product, partner, cursor } = await aPipeline()
  const reporters = [(await aReporter(product)).id]
  const made: string[] = []
  for (let number = 0; number < 9; number += 1) {
    const bodyHtml = `<p>${'x'.repeat(mebibyte - 100)}</p>`
    made.push((await anArticle(product, { reporters, bodyHtml })).id)
  }

  const pages: string[][] = []
  for (let next: string | null = cursor; next !== null; ) {
    const answer = await partner.get(`/v1/changes?include=article&after=${next}`)
    expect(answer.rawPayload.length).toBeLessThan(8 * mebibyte + 10_000)
    const page: { items: { article: { id: string } }[]; next: string | null } = answer.json()
    pages.push(page.items.map(({ article }) => article.id))
    next = page.next
  }

  expect(pages).toEqual([made.slice(0, 7), made.slice(7)])
})

test('a waiting partner is sent the story with its change, and the names of all who are to be credited', async () => {
  const { product, partner, cursor, granted } = await aPipeline()
  const waiting = partner.get(`/v1/changes?after=${cursor}&wait=30&include=article`)
  await expect.poll(() => product.bell.listeners).toBe(1)

  const { id } = await anArticle(product)

  const answer = await waiting
  expect(answer.json().items).toMatchObject([{ document: { id } }])
  expect(answer.headers['attribution-affiliation']).toBe('"Daily Caller News Foundation"')
  expect(await granted()).toMatchObject([{ articleId: id, how: 'bulk' }])
})

test('a stream carries stories, each licensed before it is told', async () => {
  const { product, partner, granted } = await aPipeline(startStreaming)
  const stream = await aStream(product, partner, { query: '?after=now&include=article' })

  const { id } = await anArticle(product, { headline: 'Line one\u2028two' })

  expect(await stream.told(1)).toMatchObject([{ document: { id, headline: 'Line one\u2028two' } }])
  expect(await granted()).toMatchObject([{ articleId: id, how: 'bulk' }])
})

test('a HEAD is licensed nothing', async () => {
  const { product, partner, cursor, granted } = await aPipeline()
  await anArticle(product)

  await partner.call('HEAD', `/v1/changes?after=${cursor}&include=article`)
  await partner.call('HEAD', `/v1/changes/stream?after=${cursor}&include=article`)

  expect(await granted()).toEqual([])
})

test('a suspended partner is told of what it holds without the text', async () => {
  const { product, partner, changes } = await aPipeline()
  const { id } = await anArticle(product)
  await partner.get(`/v1/articles/${id}`)
  const editor = await aStaffMember(product, 'editor')
  await decided(product, partner.id, 'suspended')

  await editor.post(`/v1/staff/articles/${id}/corrections`, { note: 'Wrong.' })

  expect((await changes()).items).toMatchObject([{ type: 'article.corrected', document: null }])
})

test('what was made up is carried, and licensed to nobody', async () => {
  const product = await start()
  const tester = await aTester(product)

  const { items } = (await tester.get('/v1/changes?include=article')).json()

  expect(items).toContainEqual(
    expect.objectContaining({ document: expect.objectContaining({ revision: 1 }) }),
  )
  expect(await product.database.read.select().from(grants).limit(1)).toEqual([])
})

test.each(['/v1/changes', '/v1/changes/stream'])(
  '%s carries stories for keys that may read them',
  async (path) => {
    const product = await start()
    const follower = await aPartner(product, { scopes: ['changes:read'] })

    expect(await follower.get(path)).toHaveStatus(200)
    expect(await follower.get(`${path}?include=article`)).toHaveProblem('scope-missing')
  },
)

test.each(['format=json', 'include=body', 'include=article&format=docx', 'latest=yes'])(
  'changes with %s are refused',
  async (query) => {
    const product = await start()
    const partner = await aPartner(product)

    expect(await partner.get(`/v1/changes?${query}`)).toHaveProblem('invalid-request')
    expect(await partner.get(`/v1/changes/stream?${query}`)).toHaveProblem('invalid-request')
  },
)

test('with `latest` only the newest change of each story is told, however far behind the page it stands', async () => {
  const { product, partner, cursor } = await aPipeline(startStreaming)
  const editor = await aStaffMember(product, 'editor')
  const first = await anArticle(product)
  await anArticle(product)
  for (const section of ['World', 'Politics'])
    await editor.post(`/v1/staff/articles/${first.id}/updates`, { section })
  const page = async (query: string) => (await partner.get(`/v1/changes?${query}`)).json()

  const all = await page(`after=${cursor}`)
  const [superseded, other, , newest] = all.items

  expect(await page(`after=${cursor}&latest=true`)).toEqual({ ...all, items: [other, newest] })
  const [, , third] = all.items
  expect(await page(`after=${cursor}&latest=true&limit=3`)).toEqual({
    items: [other],
    next: third.cursor,
    cursor: third.cursor,
  })
  expect(await page(`after=${cursor}&latest=true&limit=1&wait=30`)).toEqual({
    items: [],
    next: superseded.cursor,
    cursor: superseded.cursor,
  })
  const stream = await aStream(product, partner, { query: `?after=${cursor}&latest=true` })
  expect(await stream.told(2)).toEqual([other, newest])
})

test('with `latest` nothing hides a change but what its reader hears of', async () => {
  const { product, partner, cursor } = await aPipeline()
  const editor = await aStaffMember(product, 'editor')
  const stories = [await anArticle(product), await anArticle(product)]
  for (const { id } of stories) {
    await partner.get(`/v1/articles/${id}`)
    await editor.post(`/v1/staff/articles/${id}/corrections`, { section: 'World', note: 'It was abroad.' })
    await editor.post(`/v1/staff/articles/${id}/updates`, { section: 'Politics' })
  }
  await decided(product, partner.id, 'suspended')

  const page = (await partner.get(`/v1/changes?after=${cursor}&latest=true&limit=1`)).json()

  expect(page.items).toMatchObject([{ type: 'article.corrected', article: { id: stories[0]?.id } }])
})
