import Sqlite from 'better-sqlite3'
import { afterEach, expect, test, vi } from 'vitest'
import { watchSqlite } from '../support/statements.ts'
import { aQueue } from './support/queue.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const ofJobs = /"jobs"/
const due = 'SEARCH jobs USING INDEX jobs_due (lane=? AND state=? AND run_at<?)'

test('an idle worker writes nothing, and looks no further than the index says', async () => {
  const { worker, storage, ask, clock } = await aQueue()
  await ask('later', { runAt: clock.now() + 1 })
  await worker.look()
  const { asked, plans } = watchSqlite()
  const exec = vi.spyOn(Sqlite.prototype, 'exec')

  await worker.look()

  expect(exec).not.toHaveBeenCalled()
  expect(asked().filter((source) => !source.startsWith('select'))).toEqual([])
  expect(plans(storage.url, ofJobs)).toEqual([due, due, due])
})

test('no part of the queue is searched or sorted to claim a job or to finish it', async () => {
  const { worker, storage, ask } = await aQueue()
  await ask('now')
  const { asked, plans } = watchSqlite()

  await worker.look()
  await worker.idle()

  expect(asked().filter((source) => !source.startsWith('select'))).toHaveLength(2)
  const steps = plans(storage.url, ofJobs)
  expect(steps).toContain(due)
  expect(steps.filter((step) => /SCAN jobs|TEMP B-TREE/.test(step))).toEqual([])
})
