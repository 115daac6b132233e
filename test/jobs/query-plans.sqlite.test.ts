import Sqlite from 'better-sqlite3'
import { afterEach, expect, test, vi } from 'vitest'
import { aQueue } from './support/queue.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const due = 'SEARCH jobs USING INDEX jobs_due (lane=? AND state=? AND run_at<?)'

test('an idle worker writes nothing, and looks no further than the index says', async () => {
  const { worker, storage, ask, clock } = await aQueue()
  await ask('later', { runAt: clock.now() + 1 })
  await worker.look()
  const prepare = vi.spyOn(Sqlite.prototype, 'prepare')
  const exec = vi.spyOn(Sqlite.prototype, 'exec')

  await worker.look()

  const asked = prepare.mock.calls.map(([source]) => source)
  expect(exec).not.toHaveBeenCalled()
  expect(asked.filter((source) => !source.startsWith('select'))).toEqual([])
  expect(plansOf(storage.url, asked)).toEqual([due, due, due])
})

test('no part of the queue is searched or sorted to claim a job or to finish it', async () => {
  const { worker, storage, ask } = await aQueue()
  await ask('now')
  const prepare = vi.spyOn(Sqlite.prototype, 'prepare')

  await worker.look()
  await worker.idle()

  const asked = prepare.mock.calls.map(([source]) => source).filter((source) => !source.startsWith('select'))
  expect(asked).toHaveLength(2)
  const plans = plansOf(storage.url, asked)
  expect(plans).toContain(due)
  expect(plans.filter((step) => /SCAN jobs|TEMP B-TREE/.test(step))).toEqual([])
})

/** How SQLite finds whatever the statements ask of jobs. */
function plansOf(url: string, statements: string[]): string[] {
  const connection = new Sqlite(url.replace('file:', ''), { readonly: true })
  const steps = statements
    .filter((source) => source.includes('"jobs"'))
    .flatMap((source) =>
      connection
        .prepare<null[], { detail: string }>(`EXPLAIN QUERY PLAN ${source}`)
        .all(...Array.from(source.matchAll(/\?/g), () => null)),
    )
  connection.close()
  return steps.map(({ detail }) => detail)
}
