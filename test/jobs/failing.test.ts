import { expect, onTestFinished, test, vi } from 'vitest'
import { terms } from '../../src/licensing/tables.ts'
import { backoffMs, maxAttempts } from '../../src/platform/jobs/backoff.ts'
import { leaseMs } from '../../src/platform/jobs/claims.ts'
import { jobs } from '../../src/platform/jobs/tables.ts'
import { aStaffMember } from '../support/factories.ts'
import { runJobs } from '../support/jobs.ts'
import { aQueue } from './support/queue.ts'

const longestMs = 1.2 * 60 * 60 * 1_000
const dayMs = 24 * 60 * 60 * 1_000
const term: typeof terms.$inferInsert = {
  version: 9,
  text: 'secret',
  sha256: 'x',
  duties: [],
  price: 'none',
  at: 0,
}

async function aFailingQueue(failure: () => unknown = () => new Error('on purpose')) {
  let mended = false
  const queue = await aQueue(async () => {
    if (!mended) throw failure()
  })
  return {
    ...queue,
    mend: () => {
      mended = true
    },
    /** Lets every attempt fail. */
    die: async () => {
      for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
        await queue.runDue()
        queue.clock.advance(longestMs)
      }
    },
  }
}

test.each([
  [1, 5_000],
  [2, 10_000],
  [3, 20_000],
  [10, 2_560_000],
  [11, 3_600_000],
  [12, 3_600_000],
])('after attempt %i a job waits about %i ms', (attempts, waitMs) => {
  expect(backoffMs(attempts, 0)).toBe(waitMs * 0.8)
  expect(backoffMs(attempts, 0.5)).toBe(waitMs)
  expect(backoffMs(attempts, 1)).toBe(waitMs * 1.2)
})

test('a job that failed waits and is run again', async () => {
  const { ask, runDue, clock, notes, stored, mend } = await aFailingQueue()
  await ask('one')
  await runDue()
  const [failed] = await stored()

  expect(failed).toMatchObject({ attempts: 1, leaseId: null, state: 'waiting', lastError: 'on purpose' })
  expect((failed?.runAt ?? 0) - clock.now()).toBeGreaterThanOrEqual(4_000)
  expect((failed?.runAt ?? 0) - clock.now()).toBeLessThanOrEqual(6_000)
  mend()
  clock.advance(3_999)
  await runDue()
  expect(notes).toEqual([])
  clock.advance(2_001)
  await runDue()
  expect(notes).toEqual(['one'])
})

test('after twelve attempts a job is dead and not run again', async () => {
  const { ask, runDue, notes, stored, die, mend } = await aFailingQueue()
  await ask('one')

  await die()

  expect(await stored()).toMatchObject([{ attempts: 12, state: 'dead', lastError: 'on purpose' }])
  mend()
  await runDue()
  expect(notes).toEqual([])
})

test('a job whose process ends during every attempt is dead too', async () => {
  const { ask, aWorker, clock, stored } = await aQueue(() => new Promise(() => undefined))
  await ask('deadly')
  for (let attempt = 0; attempt <= maxAttempts; attempt += 1) {
    await aWorker().look()
    clock.advance(leaseMs)
  }

  await expect
    .poll(stored)
    .toMatchObject([{ state: 'dead', lastError: 'Its process ended during every attempt' }])
})

test('a run that takes too long is told to end, and has failed', async () => {
  const signals: AbortSignal[] = []
  const { ask, worker, stored } = await aQueue(({ signal }) => {
    signals.push(signal)
    return new Promise(() => undefined)
  })
  await ask('endless')
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  await worker.look()

  vi.advanceTimersByTime(10 * 60 * 1_000)
  await worker.idle()

  expect(signals[0]?.aborted).toBe(true)
  expect(await stored()).toMatchObject([{ attempts: 1, lastError: 'It took longer than 10 minutes' }])
})

test('a payload that does not fit its kind fails like any other run', async () => {
  const { ask, runDue, stored, database, notes } = await aQueue()
  await ask('one')
  await database.append(async (queries) => {
    await queries.update(jobs).set({ payload: { note: 1 } })
  })

  await runDue()

  expect(notes).toEqual([])
  expect(await stored()).toMatchObject([
    { attempts: 1, lastError: 'Its payload does not fit: text is missing; it must be a text' },
  ])
})

test.each([
  ['a long message', () => new Error('x'.repeat(10_000)), 'x'.repeat(500)],
  ['half a character and U+0000', () => new Error('a\0b\ud800'), 'a b\ufffd'],
  ['what is no error', () => 'thrown', 'Something was thrown that is no error'],
])('of %s as much is stored as can be', async (_, failure, stored) => {
  const queue = await aFailingQueue(failure)
  await queue.ask('one')

  await queue.runDue()

  expect((await queue.stored())[0]?.lastError).toBe(stored)
})

test('of a database error only the code is stored, never what was to be written', async () => {
  const { ask, runDue, stored } = await aQueue(async ({ database }) => {
    await database.write(async (tx) => {
      await tx.insert(terms).values(term)
      await tx.insert(terms).values(term)
    })
  })
  await ask('one')

  await runDue()

  expect((await stored())[0]?.lastError).toMatch(/^Database error (SQLITE_CONSTRAINT_PRIMARYKEY|23505) /)
})

test('an administrator sees what is dead and has it begin anew', async () => {
  const product = await aFailingQueue()
  const { ask, runDue, notes, die, mend } = product
  const admin = await aStaffMember(product)
  await ask('one', { uniqueKey: 'first', onConflict: 'keep' })
  await die()
  const { items } = (await admin.get('/v1/staff/jobs?state=dead&lane=default')).json()
  expect(items).toMatchObject([
    { kind: 'test.note', state: 'dead', attempts: 12, lastError: 'on purpose', uniqueKey: 'first' },
  ])

  const retried = await admin.post(`/v1/staff/jobs/${items[0].id}/retries`)

  expect(retried).toHaveStatus(201)
  expect(retried.json()).toMatchObject({ state: 'waiting', attempts: 0 })
  expect(await admin.post(`/v1/staff/jobs/${items[0].id}/retries`)).toHaveProblem('conflict')
  mend()
  await runDue()
  expect(notes).toEqual(['one'])
  expect(await admin.post(`/v1/staff/jobs/${items[0].id}/retries`)).toHaveProblem('not-found')
})

test('jobs are listed page by page, by lane and by state', async () => {
  const product = await aQueue(() => new Promise(() => undefined))
  const { ask, worker, clock } = product
  const admin = await aStaffMember(product)
  await ask('running', { lane: 'urgent' })
  await worker.look()
  await ask('waiting', { lane: 'bulk', runAt: clock.now() + 1 })
  await ask('waiting', { runAt: clock.now() + 1 })
  const list = async (query: string) => (await admin.get(`/v1/staff/jobs?${query}`)).json()
  const lanesIn = ({ items }: { items: { lane: string }[] }) => items.map(({ lane }) => lane)

  const first = await list('limit=2')
  const second = await list(`limit=2&cursor=${first.next}`)

  expect([...lanesIn(first), ...lanesIn(second)]).toEqual(['urgent', 'bulk', 'default'])
  expect(second.next).toBeNull()
  expect(lanesIn(await list('state=running'))).toEqual(['urgent'])
  expect(lanesIn(await list('state=waiting'))).toEqual(['bulk', 'default'])
  expect(lanesIn(await list('lane=bulk'))).toEqual(['bulk'])
})

test('what has been dead for 90 days is forgotten', async () => {
  const { product, ask, die, clock, stored } = await aFailingQueue()
  await ask('one')
  await die()
  const { worker } = product
  await runJobs(worker)

  clock.advance(89 * dayMs)
  await runJobs(worker)
  expect(await stored()).toHaveLength(1)

  clock.advance(2 * dayMs)
  await runJobs(worker)
  expect(await stored()).toEqual([])
})

test('metrics tell how much waits in each lane, for how long, and what is dead', async () => {
  const { app, ask, die, clock } = await aFailingQueue()
  await ask('dead')
  await die()
  await ask('due', { lane: 'bulk', runAt: clock.now() - 90_000 })
  await ask('due', { lane: 'bulk' })
  await ask('for later', { lane: 'bulk', runAt: clock.now() + 1 })

  const { body } = await app.inject('/metrics')

  expect(body).toContain('wirecopy_jobs_due{lane="urgent"} 0')
  expect(body).toContain('wirecopy_jobs_due{lane="bulk"} 2')
  expect(body).toContain('wirecopy_jobs_oldest_seconds{lane="bulk"} 90')
  expect(body).toContain('wirecopy_jobs_oldest_seconds{lane="default"} 0')
  expect(body).toContain('wirecopy_jobs_dead{lane="default"} 1')
})
