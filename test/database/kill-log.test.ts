import { appendFile, mkdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { asc, eq } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { replayKills } from '../../src/articles/kill-replay.ts'
import { articles, articleTerms, changes } from '../../src/articles/tables.ts'
import { killLogOf } from '../../src/installation.ts'
import { listAudit } from '../../src/platform/audit/audit.ts'
import { newId } from '../../src/platform/ids.ts'
import { aDraft, anArticle, aPartner, aReporter, aStaffMember, killed } from '../support/factories.ts'
import { type Product, start } from '../support/product.ts'
import { countStatements } from '../support/statements.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const pathOf = ({ storage }: Product) => join(storage.dataDir, 'kills.log')
const replay = ({ database, storage }: Product) => replayKills(database, killLogOf(storage))

const nothingElse = { unknown: [], unreadable: [] }
const six = '2026-05-01T06:00:00.000Z'

async function underEmbargo() {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product, {}, { embargoedUntil: Date.parse(six) })
  return { product, partner, id }
}

/** What putting back a backup of before the kill comes to. */
async function restored({ database }: Product, id: `art_${string}`, embargoedUntil?: number) {
  const before = { status: 'published', advisory: null, embargoedUntil } as const
  await database.write(async (tx) => {
    await tx.update(articles).set(before).where(eq(articles.id, id))
    tx.invalidated.push(id)
  })
}

/** A kill by one and the same request, where a folder is in the place of the log. */
async function killingWithoutLog(product: Product) {
  const admin = await aStaffMember(product)
  const article = await anArticle(product)
  await mkdir(pathOf(product))
  const path = `/v1/staff/articles/${article.id}/kills`
  const kill = () => admin.post(path, { advisory: 'Take it down.' }, { 'idempotency-key': 'once' })
  return { admin, article, kill, reporter: { name: 'Jane Doe', kind: 'person' } }
}

test('a kill stands in a file of the owner’s before it is answered', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const { id } = await anArticle(product)

  await editor.post(`/v1/staff/articles/${id}/kills`, { advisory: 'Take it\ndown.', internalReason: 'Why.' })

  const [entry = '', ...rest] = (await readFile(pathOf(product), 'utf8')).split('\n').filter(Boolean)
  expect(rest).toEqual([])
  expect(JSON.parse(entry)).toEqual({
    articleId: id,
    advisory: 'Take it\ndown.',
    internalReason: 'Why.',
    embargoedUntil: null,
  })
  expect((await stat(pathOf(product))).mode & 0o777).toBe(0o600)
})

test('a restored backup does not bring a killed story back', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product)
  await killed(product, id, 'Take it down.')
  await restored(product, id)
  expect(await partner.get(`/v1/articles/${id}`)).toHaveStatus(200)

  expect(await replay(product)).toEqual({ killed: [id], ...nothingElse })

  const gone = await partner.get(`/v1/articles/${id}`)
  expect(gone).toHaveProblem('article-killed')
  expect(gone.json()).toMatchObject({ advisory: 'Take it down.' })
})

test('a story killed under embargo stays unknown, though the embargo is over when the backup is put back', async () => {
  const { product, partner, id } = await underEmbargo()
  await killed(product, id)
  await restored(product, id)
  product.clock.set(six)

  expect(await replay(product)).toEqual({ killed: [id], ...nothingElse })

  expect(await partner.get(`/v1/articles/${id}`)).toHaveProblem('article-not-found')
  expect((await partner.get('/v1/changes')).body).not.toContain(id)
})

test('a story killed after its lift is killed for everybody, though the backup has it under embargo', async () => {
  const { product, partner, id } = await underEmbargo()
  product.clock.set(six)
  await killed(product, id)
  await restored(product, id, Date.parse(six))

  await replay(product)

  const { items } = (await partner.get('/v1/changes')).json()
  expect(items.at(-1)).toMatchObject({ type: 'article.killed', article: { id } })
  expect(await partner.get(`/v1/articles/${id}`)).toHaveProblem('article-killed')
})

test('nodes that start together kill a story again once', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product)
  await killed(product, id)
  await restored(product, id)
  const other = await start({ on: product.storage })
  const told = async () => (await partner.get('/v1/changes?limit=200')).json().items.length
  const before = await told()

  await Promise.all([replay(product), replay(other)])

  expect(await told()).toBe(before + 1)
})

test('after a restore cursors of before have expired', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product)
  await killed(product, id)
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  await restored(product, id)

  await replay(product)

  expect(await partner.get(`/v1/changes?after=${cursor}`)).toHaveProblem('cursor-expired')
  expect((await partner.get('/v1/changes')).json().items.at(-1)).toMatchObject({ type: 'article.killed' })
})

test('a story that the backup has as a draft is killed as well', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await aDraft(product)
  await killLogOf(product.storage).append([
    JSON.stringify({ articleId: id, advisory: 'Take it down.', internalReason: null }),
  ])

  expect(await replay(product)).toEqual({ killed: [id], ...nothingElse })

  expect(await partner.get(`/v1/articles/${id}`)).toHaveProblem('article-killed')
  const admin = await aStaffMember(product)
  expect((await admin.get(`/v1/staff/articles/${id}`)).json()).toMatchObject({
    status: 'killed',
    content: { bodyHtml: expect.any(String) },
  })
})

test('a kill that is done again stands in the log once', async () => {
  const product = await start()
  const { id } = await anArticle(product)
  await killed(product, id)
  await restored(product, id)

  await replay(product)

  expect(await killLogOf(product.storage).lines()).toHaveLength(1)
})

test('nothing is stored, nor a kill answered, before the log has it', async () => {
  const product = await start()
  const { admin, kill, reporter } = await killingWithoutLog(product)
  expect(await kill()).toHaveStatus(500)

  expect(await kill()).toHaveProblem('storage-full')
  expect(await admin.post('/v1/staff/reporters', reporter)).toHaveProblem('storage-full')
  expect((await admin.get('/health')).body).toContain('The last write failed with EISDIR')
})

test('a kill that the log could not take is in it before the repeated request is answered', async () => {
  const product = await start()
  const { admin, article, kill } = await killingWithoutLog(product)
  await kill()

  await rm(pathOf(product), { recursive: true })

  expect(await kill()).toHaveStatus(201)
  expect(await readFile(pathOf(product), 'utf8')).toContain(article.id)
  expect(await admin.get('/health')).toHaveStatus(200)
})

test('a kill that the log lacks is written into it', async () => {
  const product = await start()
  const { id } = await anArticle(product)
  await killed(product, id)
  await rm(pathOf(product))

  expect(await replay(product)).toEqual({ killed: [], ...nothingElse })

  expect(await readFile(pathOf(product), 'utf8')).toContain(id)
})

test('a line that a crash tore off spoils no other', async () => {
  const product = await start()
  const { id } = await anArticle(product)
  await appendFile(pathOf(product), '{"articleId":"art_01h455')
  await killed(product, id)
  await restored(product, id)

  expect(await replay(product)).toEqual({ killed: [id], ...nothingElse })
})

test('a story that the database never had is named', async () => {
  const product = await start()
  const id = newId('art')
  await killLogOf(product.storage).append([
    JSON.stringify({ articleId: id, advisory: 'Take it down.', internalReason: null }),
  ])

  expect(await replay(product)).toEqual({ killed: [], unknown: [id], unreadable: [] })
})

test('where nothing differs, nothing is done', async () => {
  const product = await start()
  const { id } = await anArticle(product)
  await killed(product, id)
  const before = await readFile(pathOf(product), 'utf8')

  expect(await replay(product)).toEqual({ killed: [], ...nothingElse })

  expect(await readFile(pathOf(product), 'utf8')).toBe(before)
})

test('a line that says nothing is named, and the others hold all the same', async () => {
  const product = await start()
  const { id } = await anArticle(product)
  await killLogOf(product.storage).append(['{"articleId":"art_1"}', 'scribble'])
  await killed(product, id)
  await restored(product, id)

  expect(await replay(product)).toEqual({ killed: [id], unknown: [], unreadable: [2, 4] })
})

test('what a power cut tore off is quiet, at the end of the log as before its next line', async () => {
  const product = await start()
  const { id } = await anArticle(product)
  await killed(product, id)
  await appendFile(pathOf(product), '\n{"articleId":"art_01h455')
  expect(await replay(product)).toEqual({ killed: [], ...nothingElse })

  await killed(product, (await anArticle(product)).id)

  expect(await replay(product)).toEqual({ killed: [], ...nothingElse })
})

test('many kills take few statements', async () => {
  const product = await start()
  const unknown = Array.from({ length: 1_500 }, () => newId('art'))
  const entry = { advisory: 'Take it down.', internalReason: null }
  const lines = unknown.map((articleId) => JSON.stringify({ articleId, ...entry }))
  await killLogOf(product.storage).append(lines)
  const statements = countStatements()

  expect(await replay(product)).toEqual({ killed: [], unknown, unreadable: [] })

  expect(statements.count()).toBe(3)
})

test('of stories that are killed again many are killed at once, each with all that a kill leaves', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const reporter = await aReporter(product)
  const ids: `art_${string}`[] = []
  for (let number = 0; number < 101; number += 1)
    ids.push((await anArticle(product, { reporters: [reporter.id] })).id)
  const entryOf = (articleId: string, at: number) => ({
    articleId,
    advisory: `Take ${at} down.`,
    internalReason: at === 0 ? null : `Because of ${at}.`,
  })
  await killLogOf(product.storage).append(ids.map((id, at) => JSON.stringify(entryOf(id, at))))
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  const writes = vi.spyOn(product.database, 'write')

  const { killed: again } = await replay(product)

  expect(again.toSorted()).toEqual(ids.toSorted())
  expect(writes).toHaveBeenCalledTimes(2)
  expect(await partner.get(`/v1/changes?after=${cursor}`)).toHaveProblem('cursor-expired')
  const log = await product.database.read.select().from(changes).orderBy(asc(changes.seq)).limit(500)
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1))
  const told = log.filter(({ type }) => type === 'article.killed').map(({ articleId }) => articleId)
  expect(told.toSorted()).toEqual(ids.toSorted())
  expect((await partner.get(`/v1/articles/${ids[100]}`)).json().advisory).toBe('Take 100 down.')
  for (const at of [0, 100]) {
    const { articleId, ...details } = entryOf(ids[at] ?? '', at)
    const entries = await listAudit(product.database.read, { subject: articleId, limit: 1 })
    expect(entries).toMatchObject([{ verb: 'article.kill', details }])
  }
  const found = product.database.read.select().from(articleTerms)
  expect(await found.where(eq(articleTerms.value, reporter.id)).limit(1)).toEqual([])
})
