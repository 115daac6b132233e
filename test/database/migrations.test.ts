import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { dialect } from '../../src/platform/database/dialect.ts'
import { migrate, migrationStatus } from '../../src/platform/database/migrate.ts'
import { readMigrations } from '../../src/platform/database/migrations.ts'
import { seed } from '../../src/seed.ts'
import { anEmptyDatabase } from '../support/databases.ts'
import { anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { open } from '../support/opening.ts'
import { start } from '../support/product.ts'
import { startProgram } from '../support/programs.ts'
import { contentsOf, triggersOf } from './support/contents.ts'
import { nextRelease, rebuilding } from './support/next-release.ts'
import { anOutsider } from './support/outside.ts'

const known = readMigrations(dialect).all.map(({ tag }) => tag)
const patienceMs = 60_000

async function emptyDatabase() {
  const storage = await anEmptyDatabase()
  onTestFinished(storage.drop)
  return storage
}

/** A database of this release in which everything that can happen happened. */
async function aFilledDatabase() {
  const product = await start()
  const { url } = product.storage
  const partner = await aPartner(product)
  const article = await anArticle(product)
  const staff = await aStaffMember(product)
  const reporter = { name: 'John Roe', kind: 'person' }
  expect(await staff.post('/v1/staff/reporters', reporter, { 'idempotency-key': 'once' })).toHaveStatus(201)
  expect(await partner.get(`/v1/articles/${article.id}`)).toHaveStatus(200)
  expect(await partner.get('/v1/partner/usage')).toHaveStatus(200)
  const outsider = await anOutsider(url)
  return { ...product, url, partner, article, outsider }
}

test('an empty database becomes one that the product runs on', async () => {
  const storage = await emptyDatabase()

  expect(await migrate(storage.url)).toEqual({ applied: known, backup: undefined })

  expect(await migrationStatus(storage.url)).toEqual({ applied: known, pending: [], unknown: [] })
  const database = await open(storage.url)
  expect(await seed(database)).not.toBeNull()
  await database.close()
})

test('migrating again changes nothing', async () => {
  const { url, outsider } = await aFilledDatabase()
  const before = await contentsOf(outsider)

  expect(await migrate(url)).toEqual({ applied: [], backup: undefined })

  expect(await contentsOf(outsider)).toEqual(before)
})

test(
  'of several processes that start at once one migrates, and all find the database ready',
  async () => {
    const { url } = await emptyDatabase()
    const script = new URL('./support/migrator.ts', import.meta.url)
    const children = Array.from({ length: 4 }, () => startProgram(script, url))
    await Promise.all(children.map((child) => once(child, 'message')))

    const reports = children.map(async (child) => {
      child.send('go')
      const [applied] = await once(child, 'message')
      return applied
    })

    expect((await Promise.all(reports)).toSorted((a, b) => b.length - a.length)).toEqual([known, [], [], []])
  },
  patienceMs,
)

test('the next release finds every row of this one, with triggers and references', async () => {
  const { url, outsider, article, partner, app } = await aFilledDatabase()
  const before = { contents: await contentsOf(outsider), triggers: await triggersOf(outsider) }

  const report = await migrate(
    url,
    nextRelease([...(await rebuilding(outsider, 'articles')), ...(await rebuilding(outsider, 'revisions'))]),
  )

  expect(report.applied).toEqual(['9999_next'])
  expect(await contentsOf(outsider, 'shelf_mark')).toEqual(before.contents)
  expect(await triggersOf(outsider)).toEqual(before.triggers)
  await expect(outsider.run("UPDATE revisions SET headline = 'x'")).rejects.toThrow()
  await expect(
    outsider.run(
      "INSERT INTO changes (seq, type, at, article_id) VALUES (999, 'article.updated', 0, 'art_none')",
    ),
  ).rejects.toThrow()
  expect((await partner.get(`/v1/articles/${article.id}`)).json()).toMatchObject({ id: article.id })
  expect(await app.inject('/readyz')).toHaveStatus(200)
})

test('triggers that were lost are made again with the next migration', async () => {
  const { url, outsider } = await aFilledDatabase()
  const before = await triggersOf(outsider)
  await outsider.run(`DROP TRIGGER changes_stay${dialect === 'postgres' ? ' ON changes' : ''}`)

  await migrate(url, nextRelease(['CREATE TABLE shelves (id bigint PRIMARY KEY)']))

  expect(await triggersOf(outsider)).toEqual(before)
})

test.each([
  ['deletes rows', ['DELETE FROM grants'], 'would lose rows of grants (1 before, 0 after)'],
  ['drops a table with rows', ['DROP TABLE usage'], 'would lose rows of usage'],
  [
    'stops halfway',
    ['CREATE TABLE shelves (id bigint PRIMARY KEY)', 'INSERT INTO nowhere VALUES (1)'],
    'nowhere',
  ],
  [
    'breaks references',
    ["UPDATE articles SET id = 'art_moved' WHERE id = (SELECT min(id) FROM articles)"],
    /would break \d+ references|violates foreign key constraint/,
  ],
])('a migration that %s is refused and changes nothing', async (_, statements, reason) => {
  const { url, outsider } = await aFilledDatabase()
  const before = await contentsOf(outsider)

  await expect(migrate(url, nextRelease(statements))).rejects.toThrow(reason)

  expect(await contentsOf(outsider)).toEqual(before)
  expect(await migrationStatus(url)).toEqual({ applied: known, pending: [], unknown: [] })
})

test('a database that a newer release has migrated is refused', async () => {
  const { url, outsider } = await aFilledDatabase()
  await migrate(url, nextRelease(['CREATE TABLE shelves (id bigint PRIMARY KEY)']))
  const before = await contentsOf(outsider)

  await expect(migrate(url)).rejects.toThrow(
    'migrated by a newer release (9999_next); start that release instead',
  )

  expect(await contentsOf(outsider)).toEqual(before)
  expect(await migrationStatus(url)).toMatchObject({ unknown: ['9999_next'] })
})
