import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { dialect } from '../../src/platform/database/dialect.ts'
import { anArticle, aPartner } from '../support/factories.ts'
import { start } from '../support/product.ts'
import { countStatements } from '../support/statements.ts'

const feed = '/v1/feeds/articles.rss'

beforeEach(() => {
  // What runs every half second, such as writing the counts, is no part of a request.
  vi.useFakeTimers({ toFake: ['setInterval'] })
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('a warm read touches no database', async () => {
  const { partner, path } = await aWarmArticle()
  const statements = countStatements()

  const response = await partner.get(path)

  expect(response).toHaveStatus(200)
  expect(response.headers['license-grant']).toMatch(/^"grt_/)
  expect(statements.count()).toBe(0)
})

test('telling that nothing changed touches no database', async () => {
  const { partner, path, etag } = await aWarmArticle()
  const statements = countStatements()

  expect(await partner.get(path, { 'if-none-match': etag })).toHaveStatus(304)
  expect(statements.count()).toBe(0)
})

test('a compressed answer touches no database', async () => {
  const { partner, path } = await aWarmArticle()
  const statements = countStatements()

  const response = await partner.get(path, { 'accept-encoding': 'br' })

  expect(response.headers['content-encoding']).toBe('br')
  expect(statements.count()).toBe(0)
})

test('a feed that was read before touches no database, also where it is unchanged', async () => {
  const { partner } = await aWarmArticle()
  const { headers } = await partner.get(feed)
  const statements = countStatements()

  expect(await partner.get(feed)).toHaveStatus(200)
  expect(await partner.get(feed, { 'if-none-match': String(headers.etag) })).toHaveStatus(304)
  expect(statements.count()).toBe(0)
})

test('a read that is not warm is noticed by the count', async () => {
  const { partner, product } = await aWarmArticle()
  const other = await anArticle(product)
  const statements = countStatements()

  expect(await partner.get(`/v1/articles/${other.id}`)).toHaveStatus(200)
  expect(statements.count()).toBeGreaterThan(0)
})

test('a read is granted although a HEAD came before it', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product)

  const head = await partner.call('HEAD', `/v1/articles/${id}`)
  const read = await partner.get(`/v1/articles/${id}`)

  expect(head.headers['license-grant']).toBeUndefined()
  expect(read.headers['license-grant']).toMatch(/^"grt_/)
})

/** A partner that has fetched an article, at a moment when no check for changes is due. */
async function aWarmArticle() {
  const product = await start()
  const dropped: string[] = []
  product.database.freshness.onDrop((changed) => dropped.push(...changed))
  const partner = await aPartner(product)
  const article = await anArticle(product)
  // PostgreSQL tells this process of its own change as well.
  const drops = dialect === 'postgres' ? 2 : 1
  await vi.waitUntil(() => dropped.filter((subject) => subject === article.id).length === drops)

  vi.spyOn(performance, 'now').mockReturnValue(performance.now())
  const path = `/v1/articles/${article.id}`
  const { headers } = await partner.get(path)
  return { product, partner, path, etag: String(headers.etag) }
}
