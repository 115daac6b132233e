import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { articles, newswire } from '../../src/articles/tables.ts'
import { demoPartner, retireDemo } from '../../src/demo.ts'
import { apiKeys, partners } from '../../src/partners/tables.ts'
import { wirecopyProcess } from '../cli/support/child.ts'
import { settingsOf } from '../cli/support/wirecopy.ts'
import { anEmptyDatabase, type TestDatabase } from '../support/databases.ts'
import { aPartner } from '../support/factories.ts'
import { open } from '../support/opening.ts'
import { caller, type Product, start } from '../support/product.ts'

const patienceMs = 60_000
const demoPath = (storage: TestDatabase) => join(storage.dataDir, 'demo.json')

async function demoOf(product: Product) {
  const demo = await demoPartner(product.config, product.database)
  if (!demo) throw new Error('No demo partner was made')
  return demo
}

test('the demo partner is the Example Gazette, and its key fetches the article', async () => {
  const product = await start()

  const demo = await demoOf(product)

  const gazette = caller(product.app, demo.key)
  expect((await gazette.get('/v1/partner')).json()).toMatchObject({
    name: 'Example Gazette',
    status: 'approved',
  })
  expect(await gazette.get(`/v1/articles/${demo.articleId}`)).toHaveStatus(200)
})

test('the key of the demo partner is kept where only the owner reads it', async () => {
  const product = await start()

  const demo = await demoOf(product)

  expect((await stat(demoPath(product.storage))).mode & 0o777).toBe(0o600)
  expect(JSON.parse(await readFile(demoPath(product.storage), 'utf8'))).toEqual(demo)
})

test('production ends the demo key that an earlier start left behind', async () => {
  const product = await start()
  const { key, articleId } = await demoOf(product)

  await retireDemo(product.config, product.database)

  expect(await caller(product.app, key).get(`/v1/articles/${articleId}`)).toHaveProblem('key-revoked')
  await expect(stat(demoPath(product.storage))).rejects.toThrow('ENOENT')
})

test('the next start finds the same key', async () => {
  const product = await start()
  const first = await demoOf(product)

  expect(await demoOf(product)).toEqual(first)
  expect(await product.database.read.select().from(apiKeys).limit(10)).toHaveLength(1)
})

test.each([
  [
    'of another database',
    '{"partnerId":"par_01h455vb4pex5vsknk084sn02q","key":"wc_live_old","articleId":"art_01h455vb4pex5vsknk084sn02q"}',
  ],
  ['that is cut off', '{"partnerId":"par_'],
])('a file %s that others can read is replaced by one that only the owner reads', async (_, left) => {
  const product = await start()
  await writeFile(demoPath(product.storage), left)
  await chmod(demoPath(product.storage), 0o644)

  const demo = await demoOf(product)

  expect((await stat(demoPath(product.storage))).mode & 0o777).toBe(0o600)
  expect(JSON.parse(await readFile(demoPath(product.storage), 'utf8'))).toEqual(demo)
})

test('where real partners are, no demo partner is made', async () => {
  const product = await start()
  await aPartner(product)

  expect(await demoPartner(product.config, product.database)).toBeUndefined()
  await expect(stat(demoPath(product.storage))).rejects.toThrow('ENOENT')
})

/** What a server has made by the time it listens. */
async function afterServing(storage: TestDatabase, settings: Record<string, string>) {
  const server = wirecopyProcess(['serve', '--json'], {
    ...settingsOf(storage),
    PORT: '0',
    DRAIN_MS: '0',
    ...settings,
  })
  onTestFinished(() => {
    server.child.kill('SIGKILL')
  })
  for await (const line of createInterface(server.child.stdout)) if (line.includes('"address"')) break
  server.child.kill('SIGTERM')
  const { code, err } = await server.ended
  if (code !== 0) throw new Error(err)
  const database = await open(storage.url)
  try {
    return {
      partners: await database.read.select().from(partners).limit(10),
      articles: await database.read.select().from(articles).limit(10),
      newswire: await database.read.select().from(newswire).limit(10),
    }
  } finally {
    await database.close()
  }
}

test(
  'the first start makes newswire, article and demo partner, and the second start nothing more',
  async () => {
    const storage = await anEmptyDatabase()
    onTestFinished(storage.drop)

    const first = await afterServing(storage, {})
    const kept = await readFile(demoPath(storage), 'utf8')
    const second = await afterServing(storage, {})

    expect(first).toMatchObject({
      partners: [{ name: 'Example Gazette' }],
      articles: [{ status: 'published' }],
      newswire: [{ shortName: 'DCNF' }],
    })
    expect(second).toEqual(first)
    expect(await readFile(demoPath(storage), 'utf8')).toBe(kept)
  },
  patienceMs,
)

test.each([
  ['NODE_ENV=production', { NODE_ENV: 'production', PUBLIC_URL: 'https://wire.example' }],
  ['a public address', { PUBLIC_URL: 'https://wire.example' }],
])(
  'with %s nothing is seeded and no demo partner made',
  async (_, settings) => {
    const storage = await anEmptyDatabase()
    onTestFinished(storage.drop)

    const made = await afterServing(storage, settings)

    expect(made).toEqual({ partners: [], articles: [], newswire: [] })
    await expect(stat(demoPath(storage))).rejects.toThrow('ENOENT')
  },
  patienceMs,
)
