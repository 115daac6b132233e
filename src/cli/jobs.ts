import { type Command, Option } from 'commander'
import type { Database } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import type { Job } from '../platform/jobs/claims.ts'
import { jobStates, listJobs, retryJob, stateOf } from '../platform/jobs/jobs.ts'
import type { Lane } from '../platform/jobs/kinds.ts'
import { jobView } from '../platform/jobs/schema.ts'
import { lanes } from '../platform/jobs/tables.ts'
import { group, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId } from './options.ts'
import { continued, type Paged, paged, pageOf } from './paging.ts'
import { WrongUsage } from './refusal.ts'
import { moment, table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

const retriedPerWrite = 200

/** `wirecopy jobs …`: what the service still has to do. */
export function jobCommands(program: Command, terminal: Terminal): void {
  const noun = group(program, 'jobs', 'what the service still has to do, and what it could not do')
  listing(noun, terminal)
  retrying(noun, terminal)
}

interface ListOptions extends Paged<'job'> {
  state?: (typeof jobStates)[number]
  lane?: Lane
}

function listing(noun: Command, terminal: Terminal): void {
  paged(
    verb(noun, 'list', 'list the jobs that are not done, oldest first', 'wirecopy jobs list --state dead'),
    readId.job,
  )
    .addOption(new Option('--state <state>', 'only these').choices(jobStates))
    .addOption(new Option('--lane <lane>', 'only those of this lane').choices(lanes))
    .action(async ({ json, limit, ...options }: ListOptions) =>
      onDatabase(terminal, async ({ read }) => {
        const rows = await listJobs(read, { ...options, limit: limit + 1 })
        const { page, next } = pageOf(rows, limit, ({ id }) => id)
        answer(terminal, json, { items: page.map(jobView), next }, jobTable(page, next, terminal))
      }),
    )
}

function jobTable(rows: Job[], next: string | null, { stdout }: Terminal): string {
  if (rows.length === 0) return 'Nothing waits to be done.'
  const list = table(
    rows,
    [
      { title: 'JOB', of: ({ id }) => id },
      { title: 'STATE', of: stateOf },
      { title: 'LANE', of: ({ lane }) => lane },
      { title: 'KIND', of: ({ kind }) => kind },
      { title: 'AT', of: ({ runAt }) => moment(runAt) },
      { title: 'ATTEMPTS', of: ({ attempts }) => attempts, right: true },
      { title: 'LAST ERROR', of: ({ lastError }) => lastError, cuts: true },
    ],
    stdout,
  )
  return continued(list, '--after', next)
}

interface RetryOptions {
  json?: boolean
  allDead?: boolean
}

function retrying(noun: Command, terminal: Terminal): void {
  verb(noun, 'retry', 'have dead jobs begin anew', 'wirecopy jobs retry job_01h455vb4pex5vsknk084sn02q')
    .argument('[job]', 'id of the job', readId.job)
    .option('--all-dead', 'all that are dead')
    .action(async (id: Id<'job'> | undefined, { json, allDead }: RetryOptions) => {
      if ((id === undefined) === (allDead === undefined)) {
        throw new WrongUsage(
          'wirecopy jobs retry: name a job or give --all-dead; see wirecopy jobs retry --help',
        )
      }
      await onDatabase(terminal, async (database) => {
        const retried = id === undefined ? await retryAll(database) : await retryOne(database, id)
        const text = retried === 1 ? 'One job begins anew.' : `${retried} jobs begin anew.`
        answer(terminal, json, { retried }, text)
      })
    })
}

async function retryOne(database: Database, id: Id<'job'>): Promise<number> {
  await database.write((tx) => retryJob(tx, actor, id))
  return 1
}

async function retryAll(database: Database): Promise<number> {
  const retried = await database.write(async (tx) => {
    const dead = await listJobs(tx, { state: 'dead', limit: retriedPerWrite })
    for (const { id } of dead) await retryJob(tx, actor, id)
    return dead.length
  })
  return retried < retriedPerWrite ? retried : retried + (await retryAll(database))
}
