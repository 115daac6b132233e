import { expect, onTestFinished, test } from 'vitest'
import { schedule } from '../../src/platform/jobs/scheduler.ts'
import { schedules } from '../../src/platform/jobs/tables.ts'
import { runJobs } from '../support/jobs.ts'
import { open } from '../support/opening.ts'
import { aQueue, writeNote } from './support/queue.ts'

const hourMs = 60 * 60 * 1_000
const tick = { text: 'tick' }
const hourly = schedule('hourly', { everyMs: hourMs }, writeNote, tick)
const at = (time: string) => Date.parse(time)

test.each([
  ['17 4 * * *', '2026-05-01T04:16:59Z', '2026-05-01T04:17:00Z'],
  ['17 4 * * *', '2026-05-01T04:17:00Z', '2026-05-02T04:17:00Z'],
  // On the day that clocks in New York are set forward.
  ['30 2 * * *', '2026-03-08T00:00:00Z', '2026-03-08T02:30:00Z'],
  ['0 0 29 2 *', '2026-05-01T00:00:00Z', '2028-02-29T00:00:00Z'],
])('a pattern %s ticks after %s at %s', (cron, after, next) => {
  expect(schedule('x', { cron }, writeNote, tick).next(at(after))).toBe(at(next))
})

test('a rhythm is the same whoever counts, and whenever it was begun', () => {
  expect(hourly.next(at('2026-05-01T00:00:00Z'))).toBe(at('2026-05-01T01:00:00Z'))
  expect(hourly.next(at('2026-05-01T00:59:59.999Z'))).toBe(at('2026-05-01T01:00:00Z'))
})

test('a pattern that is none, or a name that is there twice, is refused when the server starts', async () => {
  const { aWorker } = await aQueue()

  expect(() => schedule('x', { cron: 'now and then' }, writeNote, tick)).toThrow('CronPattern')
  expect(() => aWorker({ schedules: [hourly, hourly] })).toThrow('hourly is there twice among the jobs')
})

test('every tick has its job run', async () => {
  const { aWorker, notes, clock } = await aQueue()
  const worker = aWorker({ schedules: [hourly] })
  await runJobs(worker)
  expect(notes).toEqual([])

  for (let hour = 0; hour < 3; hour += 1) {
    clock.advance(hourMs)
    await runJobs(worker)
    await runJobs(worker)
  }

  expect(notes).toEqual(['tick', 'tick', 'tick'])
})

test('every tick is enqueued once over all processes', async () => {
  const { storage, aWorker, notes, clock } = await aQueue()
  const elsewhere = await open(storage.url, clock.now)
  onTestFinished(() => elsewhere.close())
  const workers = [aWorker({ schedules: [hourly] }), aWorker({ schedules: [hourly], on: elsewhere })]

  for (let hour = 0; hour < 5; hour += 1) {
    await Promise.all(workers.map((worker) => worker.look()))
    await Promise.all(workers.map((worker) => worker.idle()))
    clock.advance(hourMs)
  }

  expect(notes).toEqual(['tick', 'tick', 'tick', 'tick'])
})

test('ticks that nobody was there for come to one', async () => {
  const { aWorker, notes, clock } = await aQueue()
  await runJobs(aWorker({ schedules: [hourly] }))

  clock.advance(10 * hourMs)
  await runJobs(aWorker({ schedules: [hourly] }))

  expect(notes).toEqual(['tick'])
})

test('a tick adds nothing while the job of the one before is not done', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { aWorker, notes, clock, stored } = await aQueue(() => promise)
  const worker = aWorker({ schedules: [hourly] })
  await worker.look()
  for (let hour = 0; hour < 3; hour += 1) {
    clock.advance(hourMs)
    await worker.look()
  }

  expect(await stored()).toHaveLength(1)
  resolve()
  await worker.idle()
  expect(notes).toEqual(['tick'])
})

test.each([
  ['a release with another pattern', 0],
  ['a clock that was set back', -5 * hourMs],
])('a tick is not waited for longer than the pattern says, after %s', async (_, leapMs) => {
  const { aWorker, notes, clock, database } = await aQueue()
  await runJobs(aWorker({ schedules: [schedule('hourly', { cron: '0 0 1 1 *' }, writeNote, tick)] }))

  clock.advance(leapMs)
  const worker = aWorker({ schedules: [hourly] })
  await runJobs(worker)
  expect(notes).toEqual([])
  clock.advance(hourMs)
  await runJobs(worker)

  expect(notes).toEqual(['tick'])
  expect(await database.read.select().from(schedules).limit(9)).toEqual([
    { name: 'hourly', dueAt: hourly.next(clock.now()) },
  ])
})
