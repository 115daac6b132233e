import { expect, test } from 'vitest'
import { maxAttempts } from '../../src/platform/jobs/backoff.ts'
import { cancel, enqueue } from '../../src/platform/jobs/queue.ts'
import { aQueue, writeNote } from './support/queue.ts'

const replace = { uniqueKey: 'story', onConflict: 'replace' } as const
const keep = { uniqueKey: 'story', onConflict: 'keep' } as const

test('of two jobs with one key the second replaces the first, where it is told to', async () => {
  const { ask, runDue, notes, clock } = await aQueue()
  await ask('first', { ...replace, runAt: clock.now() + 1_000 })
  await ask('second', { ...replace, runAt: clock.now() + 2_000 })

  clock.advance(1_000)
  await runDue()
  expect(notes).toEqual([])
  clock.advance(1_000)
  await runDue()
  expect(notes).toEqual(['second'])
})

test('of two jobs with one key the first stays, where it is told to', async () => {
  const { ask, runDue, notes } = await aQueue()
  await ask('first', keep)
  await ask('second', keep)

  await runDue()

  expect(notes).toEqual(['first'])
})

test('jobs without a key do not replace each other', async () => {
  const { ask, runDue, notes } = await aQueue()
  await ask('first')
  await ask('second')

  await runDue()

  expect(notes.sort()).toEqual(['first', 'second'])
})

test('a key is free again when its job is done', async () => {
  const { ask, runDue, notes } = await aQueue()
  await ask('first', keep)
  await runDue()
  await ask('second', keep)
  await runDue()

  expect(notes).toEqual(['first', 'second'])
})

test('what replaces a job that is running is run as well', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { ask, worker, runDue, notes, stored } = await aQueue(() => promise)
  await ask('first', replace)
  await worker.look()

  await ask('second', replace)
  resolve()
  await worker.idle()
  await runDue()

  expect(notes).toEqual(['first', 'second'])
  expect(await stored()).toEqual([])
})

test('a dead job keeps its key from no new one', async () => {
  const { ask, runDue, notes, clock } = await aQueue(async (_, { text }) => {
    if (text === 'deadly') throw new Error('on purpose')
  })
  await ask('deadly', keep)
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    await runDue()
    clock.advance(2 * 60 * 60 * 1_000)
  }

  await ask('anew', keep)
  await runDue()

  expect(notes).toEqual(['anew'])
})

test('a job is taken back by its key, unless the write fails that takes it back', async () => {
  const { database, ask, runDue, notes } = await aQueue()
  await ask('first', keep)
  await ask('other', { ...keep, uniqueKey: 'other story' })
  const failing = database.write(async (tx) => {
    await cancel(tx, 'other story')
    throw new Error('on purpose')
  })
  await expect(failing).rejects.toThrow('on purpose')

  await database.write((tx) => cancel(tx, 'story'))
  await runDue()

  expect(notes).toEqual(['other'])
})

test('a job that replaces another is given up with the write that asked for it', async () => {
  const { database, ask, runDue, notes } = await aQueue()
  await ask('first', replace)
  const failing = database.write(async (tx) => {
    await enqueue(tx, writeNote, { text: 'second' }, replace)
    throw new Error('on purpose')
  })
  await expect(failing).rejects.toThrow('on purpose')

  await runDue()

  expect(notes).toEqual(['first'])
})
