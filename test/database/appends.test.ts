import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { AppendQueue } from '../../src/platform/database/append-queue.ts'
import { integer, table, text } from '../../src/platform/database/columns.ts'
import type { Queries } from '../../src/platform/database/database.ts'
import { open } from '../support/opening.ts'
import { start } from '../support/product.ts'
import { anOutsider } from './support/outside.ts'

const notes = table('notes', { id: integer().primaryKey(), text: text().notNull() })

async function aNotebook() {
  const { database, storage } = await start()
  const outsider = await anOutsider(storage.url)
  await outsider.run('CREATE TABLE notes (id bigint PRIMARY KEY, text text NOT NULL)')
  const jot = async (queries: Queries, id: number) => {
    await queries.insert(notes).values({ id, text: `note ${id}` })
    return id
  }
  const ids = async () => (await outsider.all('SELECT id FROM notes ORDER BY id')).map(({ id }) => Number(id))
  return { database, storage, jot, ids }
}

test('an append is stored when its promise resolves, with what it returned', async () => {
  const { database, jot, ids } = await aNotebook()

  expect(await database.append((queries) => jot(queries, 1))).toBe(1)
  expect(await ids()).toEqual([1])
})

test('an append that fails takes nothing of its neighbours with it, and leaves nothing of its own', async () => {
  const { database, jot, ids } = await aNotebook()

  const outcomes = await Promise.allSettled([
    database.append((queries) => jot(queries, 1)),
    database.append(async (queries) => {
      await jot(queries, 2)
      throw new Error('changed its mind')
    }),
    database.append((queries) => jot(queries, 1)),
    database.append(async (queries) => {
      await jot(queries, 3)
      await jot(queries, 1)
    }),
    database.append((queries) => jot(queries, 4)),
  ])

  expect(outcomes.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
    'rejected',
    'fulfilled',
  ])
  expect(await ids()).toEqual([1, 4])
})

test('an append sees what was appended before it in the same commit', async () => {
  const { database, jot } = await aNotebook()

  const [, seen] = await Promise.all([
    database.append((queries) => jot(queries, 1)),
    database.append((queries) => queries.select().from(notes).where(eq(notes.id, 1)).limit(1)),
  ])

  expect(seen).toEqual([{ id: 1, text: 'note 1' }])
})

test('writes and appends of one process do not get in each other’s way', async () => {
  const { database, jot, ids } = await aNotebook()

  await Promise.all(
    Array.from({ length: 100 }, (_, id) =>
      id % 2 === 0 ? database.append((tx) => jot(tx, id)) : database.write((tx) => jot(tx, id)),
    ),
  )

  expect(await ids()).toEqual(Array.from({ length: 100 }, (_, id) => id))
})

test('closing waits for what was appended', async () => {
  const { storage, jot, ids } = await aNotebook()
  const other = await open(storage.url)

  const appended = other.append((queries) => jot(queries, 1))
  await other.close()

  expect(await ids()).toEqual([1])
  expect(await appended).toBe(1)
})

test('what arrives together shares one commit, up to five hundred', async () => {
  const commits: number[] = []
  const queue = new AppendQueue(async (pending) => {
    commits.push(pending.length)
  })

  await Promise.allSettled(Array.from({ length: 700 }, () => queue.add(async () => undefined)))

  expect(commits).toEqual([500, 200])
})

test('everybody hears of a commit that failed, and the next one goes on', async () => {
  let commits = 0
  const queue = new AppendQueue(async () => {
    commits += 1
    throw new Error(`the disk is gone, said commit ${commits}`)
  })
  const note = async () => undefined

  const together = await Promise.allSettled([queue.add(note), queue.add(note)])
  const [next] = await Promise.allSettled([queue.add(note)])

  expect(
    [...together, next].map((outcome) => outcome.status === 'rejected' && outcome.reason.message),
  ).toEqual([
    'the disk is gone, said commit 1',
    'the disk is gone, said commit 1',
    'the disk is gone, said commit 2',
  ])
})
