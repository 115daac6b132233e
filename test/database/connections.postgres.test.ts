import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { newestChange, recordChange } from '../../src/articles/changes.ts'
import { FreshCache } from '../../src/platform/database/fresh-cache.ts'
import { aDatabase } from '../support/databases.ts'
import { anArticle, aPartner, decided } from '../support/factories.ts'
import { open } from '../support/opening.ts'
import { type Product, start } from '../support/product.ts'
import { heldFor } from './support/held.ts'
import { anOutsider } from './support/outside.ts'
import { aCuttingProxy } from './support/proxy.ts'

const promisedMs = 1_000
const patience = { timeout: 10_000, interval: 20 }

const ours = 'datname = current_database() AND pid <> pg_backend_pid()'
const isListening = `query LIKE '%FROM invalidations WHERE seq >%'`
const listening = `${ours} AND ${isListening}`
const writing = `${ours} AND state = 'idle in transaction'`

const terminate = (which: string) => `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${which}`

async function changesComponent({ app }: Product) {
  const { components } = (await app.inject('/health')).json()
  return components.find(({ component }: { component: string }) => component === 'database:changes').status
}

test('a node whose listening connection broke listens again', async () => {
  const here = await start()
  const there = await start({ on: here.storage })
  const partner = await aPartner(here)
  const article = await anArticle(here)
  const outsider = await anOutsider(here.storage.url)
  expect(await partner.get(`/v1/articles/${article.id}`)).toHaveStatus(200)

  const terminated = await outsider.all(terminate(listening))
  expect(terminated).toHaveLength(2)
  await vi.waitUntil(
    async () => (await outsider.all(`SELECT 1 FROM pg_stat_activity WHERE ${listening}`)).length === 2,
    patience,
  )
  await decided(there, partner.id, 'suspended')

  const fetch = () => partner.get(`/v1/articles/${article.id}`)
  expect(await heldFor(async () => (await fetch()).statusCode === 200)).toBeLessThan(promisedMs)
  expect(await fetch()).toHaveProblem('partner-suspended')
})

test('a node that cannot listen bypasses its caches, says so, and mends itself', async () => {
  const storage = await aDatabase()
  // By another way than other tests, whose connections are kept.
  const { url } = await aCuttingProxy(storage.url)
  const product = await start({ on: { ...storage, url } })
  onTestFinished(storage.drop)
  const cache = new FreshCache<object>({ freshness: product.database.freshness, max: 1 })
  const load = () => cache.load('subject', async () => ({}))
  const partner = await aPartner(product)
  const article = await anArticle(product)
  expect(await partner.get(`/v1/articles/${article.id}`)).toHaveStatus(200)
  const name = new URL(product.storage.url).pathname.slice(1)
  const server = await anOutsider(inject('postgresUrl'))
  const value = await load()
  expect(await load()).toBe(value)

  await server.run(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
  await server.run(terminate(`datname = '${name}' AND ${isListening}`))
  await vi.waitFor(async () => expect(await load()).not.toBe(value), patience)
  expect(await changesComponent(product)).toBe('fail')
  expect(await partner.get(`/v1/articles/${article.id}`)).toHaveStatus(200)

  await server.run(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
  await vi.waitFor(async () => expect(await changesComponent(product)).toBe('pass'), patience)
  await vi.waitFor(async () => expect(await load()).toBe(await load()), patience)
})

test('a write whose connection breaks fails alone', async () => {
  const { database, storage } = await start()
  const outsider = await anOutsider(storage.url)
  const before = await newestChange(database.read)

  const broken = database.write(async (tx) => {
    await recordChange(tx, { type: 'license.terms-changed' })
    await outsider.run(terminate(writing))
    await recordChange(tx, { type: 'license.terms-changed' })
  })

  await expect(broken).rejects.toThrow()
  await database.write((tx) => recordChange(tx, { type: 'license.terms-changed' }))
  expect(await newestChange(database.read)).toBe(before + 1)
})

test.each([
  ['before it reached the server', 'before', 0],
  ['after the server had done it', 'after', 1],
] as const)('a commit lost %s is told and not tried again', async (_, when, stored) => {
  const { storage, database: other } = await start()
  const proxy = await aCuttingProxy(storage.url)
  const database = await open(proxy.url)
  const before = await newestChange(other.read)
  let runs = 0

  proxy.cutAt('COMMIT', when)
  const lost = database.write(async (tx) => {
    runs += 1
    await recordChange(tx, { type: 'license.terms-changed' })
  })

  await expect(lost).rejects.toThrow()
  expect(runs).toBe(1)
  await vi.waitFor(async () => expect(await newestChange(other.read)).toBe(before + stored), patience)
  await database.write((tx) => recordChange(tx, { type: 'license.terms-changed' }))
  expect(await newestChange(other.read)).toBe(before + stored + 1)
  await database.close()
})

test('an append whose commit is lost is told and not tried again', async () => {
  const { storage } = await start()
  const outsider = await anOutsider(storage.url)
  const proxy = await aCuttingProxy(storage.url)
  const database = await open(proxy.url)
  let runs = 0

  proxy.cutAt('COMMIT', 'after')
  const lost = database.append(async () => {
    runs += 1
  })

  await expect(lost).rejects.toThrow()
  expect(runs).toBe(1)
  await database.close()
  expect(await outsider.all(`SELECT 1 FROM pg_stat_activity WHERE ${writing}`)).toEqual([])
})
