import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { leaseMs } from '../../src/platform/jobs/claims.ts'
import { jobKind, runner } from '../../src/platform/jobs/kinds.ts'
import { cancel, enqueue } from '../../src/platform/jobs/queue.ts'
import { Worker } from '../../src/platform/jobs/worker.ts'
import { createLog } from '../../src/platform/log.ts'
import { open } from '../support/opening.ts'
import { aQueue, writeNote } from './support/queue.ts'

/** Work that does not end before it is let go. */
function held() {
  const { promise, resolve } = Promise.withResolvers<void>()
  const signals: AbortSignal[] = []
  const work = async ({ signal }: { signal: AbortSignal }) => {
    signals.push(signal)
    await promise
  }
  return { work, letGo: resolve, signals, begun: () => expect.poll(() => signals.length) }
}

test('a job is run with its payload, and its row is gone', async () => {
  const { ask, runDue, notes, stored } = await aQueue()
  await ask('one')

  await runDue()

  expect(notes).toEqual(['one'])
  expect(await stored()).toEqual([])
})

test('a job begins when its time has come, not before', async () => {
  const { ask, runDue, notes, clock } = await aQueue()
  await ask('later', { runAt: clock.now() + 60_000 })

  clock.advance(59_999)
  await runDue()
  expect(notes).toEqual([])

  clock.advance(1)
  await runDue()
  expect(notes).toEqual(['later'])
})

test('what is enqueued by a write that fails is never run', async () => {
  const { database, runDue, notes, stored } = await aQueue()
  const failure = new Error('on purpose')

  const failing = database.write(async (tx) => {
    await enqueue(tx, writeNote, { text: 'never' })
    throw failure
  })

  await expect(failing).rejects.toBe(failure)
  await runDue()
  expect(notes).toEqual([])
  expect(await stored()).toEqual([])
})

test('a worker begins at once what its own process enqueues, without having to look', async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const { ask, notes, worker } = await aQueue()
  worker.start()
  onTestFinished(() => worker.stop())

  await ask('now')
  await expect.poll(() => notes).toEqual(['now'])
  await ask('again')

  await expect.poll(() => notes).toEqual(['now', 'again'])
})

test('a worker finds what another process enqueues', async () => {
  const { storage, clock, notes, worker } = await aQueue()
  const elsewhere = await open(storage.url, clock.now)
  onTestFinished(() => elsewhere.close())
  worker.start()
  onTestFinished(() => worker.stop())

  await elsewhere.write((tx) => enqueue(tx, writeNote, { text: 'from afar' }))

  await expect.poll(() => notes, { timeout: 2_000 }).toEqual(['from afar'])
})

test('two workers run every job once', async () => {
  const { storage, clock, database, ask, notes, aWorker, stored } = await aQueue(() => sleep(1))
  const texts = Array.from({ length: 100 }, (_, number) => `job ${number}`)
  await Promise.all(texts.map((text) => ask(text)))
  const elsewhere = await open(storage.url, clock.now)
  onTestFinished(() => elsewhere.close())
  const workers = [aWorker(), aWorker({ on: elsewhere }), aWorker({ on: database })]

  while ((await stored()).length > 0) {
    await Promise.all(workers.map((worker) => worker.look()))
    await Promise.all(workers.map((worker) => worker.idle()))
  }

  expect(notes.sort()).toEqual(texts.sort())
})

test('a job is not taken from a worker whose lease lasts, and is when it has ended', async () => {
  const { work, letGo, begun } = held()
  const { ask, aWorker, worker, notes, clock, stored } = await aQueue(work)
  const other = aWorker()
  await ask('long')
  await worker.look()
  await begun().toBe(1)

  clock.advance(leaseMs - 1)
  await other.look()
  await begun().toBe(1)

  clock.advance(1)
  await other.look()
  await begun().toBe(2)
  letGo()
  await Promise.all([worker.idle(), other.idle()])
  expect(notes).toEqual(['long', 'long'])
  expect(await stored()).toEqual([])
})

test('a worker that lost its lease does not finish the run of another', async () => {
  const first = held()
  const second = held()
  const works = [first.work, second.work]
  const { ask, aWorker, worker, clock, stored } = await aQueue(
    (run) => works.shift()?.(run) ?? Promise.resolve(),
  )
  const other = aWorker()
  await ask('long')
  await worker.look()
  await first.begun().toBe(1)
  clock.advance(leaseMs)
  await other.look()
  await second.begun().toBe(1)

  first.letGo()
  await worker.idle()

  expect(await stored()).toMatchObject([{ attempts: 2, leaseId: expect.any(String) }])
  second.letGo()
  await other.idle()
  expect(await stored()).toEqual([])
})

test('a run that lasts keeps its job by saying so', async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const { work, letGo, begun } = held()
  const { ask, aWorker, worker, clock, stored } = await aQueue(work)
  const other = aWorker()
  await ask('long')
  worker.start()
  await begun().toBe(1)

  for (let beat = 0; beat < 4; beat += 1) {
    const before = (await stored())[0]?.runAt
    clock.advance(10_000)
    vi.advanceTimersByTime(10_000)
    await expect.poll(async () => (await stored())[0]?.runAt).not.toBe(before)
  }
  await other.look()

  await begun().toBe(1)
  letGo()
  await worker.stop()
})

test('a run is told when its job is canceled', async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const { work, letGo, signals, begun } = held()
  const { database, ask, worker } = await aQueue(work)
  await ask('long', { uniqueKey: 'story', onConflict: 'keep' })
  worker.start()
  await begun().toBe(1)

  await database.write((tx) => cancel(tx, 'story'))
  vi.advanceTimersByTime(10_000)

  await expect.poll(() => signals[0]?.aborted).toBe(true)
  letGo()
  await worker.stop()
})

test('a thousand bulky jobs do not hold up an urgent one', async () => {
  const { work, letGo, signals } = held()
  const { database, ask, notes, worker } = await aQueue(async (run, { text }) => {
    if (text === 'bulky') await work(run)
  })
  await database.write(async (tx) => {
    for (let number = 0; number < 1_000; number += 1)
      await enqueue(tx, writeNote, { text: 'bulky' }, { lane: 'bulk' })
  })
  await ask('urgent', { lane: 'urgent' })

  await worker.look()

  await expect.poll(() => notes).toEqual(['urgent'])
  expect(signals).toHaveLength(2)
  const stopping = worker.stop()
  letGo()
  await stopping
})

test('stopping waits for what runs and begins nothing more', async () => {
  const { work, letGo, begun } = held()
  const { ask, worker, notes, stored } = await aQueue(work)
  await ask('running')
  worker.start()
  await begun().toBe(1)

  const stopping = worker.stop()
  await ask('too late')
  letGo()
  await stopping

  expect(notes).toEqual(['running'])
  expect(await stored()).toMatchObject([{ attempts: 0, leaseId: null }])
})

test('what does not end in time when the process stops is given back, and the attempt does not count', async () => {
  const { work, letGo, begun, signals } = held()
  const { ask, worker, stored, clock } = await aQueue(work)
  await ask('endless')
  await worker.look()
  await begun().toBe(1)
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  onTestFinished(() => void vi.useRealTimers())

  const stopping = worker.stop()
  vi.advanceTimersByTime(10_000)
  await stopping

  expect(signals[0]?.aborted).toBe(true)
  expect(await stored()).toMatchObject([{ attempts: 0, leaseId: null, lastError: null, runAt: clock.now() }])
  letGo()
})

test('a kind that this release does not know is left alone', async () => {
  const { ask, runDue, stored } = await aQueue()
  const unknown = jobKind({ ...writeNote, kind: 'test.of-another-release' })
  await ask('for another release', {}, unknown)

  await runDue()

  expect(await stored()).toMatchObject([{ kind: 'test.of-another-release', attempts: 0 }])
})

test('a clock that is set back loses nothing, and nothing runs twice at a time', async () => {
  const { work, letGo, begun } = held()
  const { ask, aWorker, worker, notes, clock, runDue } = await aQueue(work)
  await ask('running')
  await worker.look()
  await begun().toBe(1)
  await ask('waiting')

  clock.advance(-60 * 60 * 1_000)
  await aWorker().look()
  await begun().toBe(1)
  letGo()
  await worker.idle()
  clock.advance(60 * 60 * 1_000)
  await runDue()

  expect(notes).toEqual(['running', 'waiting'])
})

test('a clock that leaps ahead does not have a worker run twice what it is running', async () => {
  const { work, letGo, begun } = held()
  const { ask, worker, notes, clock } = await aQueue(work)
  await ask('running')
  await worker.look()
  await begun().toBe(1)

  clock.advance(24 * 60 * 60 * 1_000)
  await worker.look()

  await begun().toBe(1)
  letGo()
  await worker.idle()
  expect(notes).toEqual(['running'])
})

test('two runners of one kind are refused', async () => {
  const { database, clock } = await aQueue()
  const one = runner(writeNote, async () => undefined)
  const parts = { database, clock, log: createLog('silent'), runners: [one, one] }

  expect(() => new Worker(parts, [])).toThrow('test.note is there twice among the jobs')
})
