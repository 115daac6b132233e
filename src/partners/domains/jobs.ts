import { and, asc, eq, gt, lt, notInArray, or } from 'drizzle-orm'
import { z } from 'zod'
import { dayMs } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/database/database.ts'
import { type Id, idSchema } from '../../platform/ids.ts'
import { jobKind, type Run, type Runner, runner } from '../../platform/jobs/kinds.ts'
import { enqueue } from '../../platform/jobs/queue.ts'
import { type Schedule, schedule } from '../../platform/jobs/scheduler.ts'
import { partnerDomains, partners } from '../tables.ts'
import type { Asking } from './asking.ts'
import { Lookout } from './lookout.ts'
import { watcher } from './ownership.ts'
import { findProof, recordLook } from './recording.ts'
import { domainProofs } from './tables.ts'

const everyMs = 60 * 60_000
// What is more than that after a standstill is spread over the hours to come.
const looksPerHour = 500
// Further away than any look is planned: the clock was ahead, and went back.
const furthestMs = 9 * dayMs

const domainLook = jobKind({
  kind: 'domain.look',
  lane: 'bulk',
  payload: z.strictObject({ partnerId: idSchema('par'), host: z.string() }),
})

const domainWatch = jobKind({ kind: 'domain.watch', lane: 'bulk', payload: z.strictObject({}) })

/** Looks at every host that was verified once a week, and once a day while its proof is not found. */
export function domainJobs(database: Database, asking: Asking): { runners: Runner[]; schedule: Schedule } {
  const lookout = new Lookout(database, asking)
  return {
    runners: [
      runner(domainWatch, ({ database }) => database.write(planLooks)),
      runner(domainLook, (run, { partnerId, host }) => lookAgain(run, lookout, partnerId, host)),
    ],
    schedule: schedule('domain.watch', { everyMs }, domainWatch, {}),
  }
}

async function planLooks(tx: Tx): Promise<void> {
  const { host, partnerId, nextCheckAt } = domainProofs
  const rows = await tx
    .select({ host, partnerId, nextCheckAt })
    .from(domainProofs)
    .innerJoin(partnerDomains, and(eq(partnerDomains.host, host), eq(partnerDomains.partnerId, partnerId)))
    .innerJoin(partners, eq(partners.id, partnerId))
    .where(
      and(
        or(lt(nextCheckAt, tx.now + everyMs), gt(nextCheckAt, tx.now + furthestMs)),
        notInArray(partners.status, ['declined', 'terminated']),
      ),
    )
    .orderBy(asc(nextCheckAt))
    .limit(looksPerHour)
  for (const [at, row] of rows.entries()) {
    const spread = tx.now + Math.floor((at / rows.length) * everyMs)
    const uniqueKey = `${domainLook.kind} ${row.host}`
    await enqueue(
      tx,
      domainLook,
      { partnerId: row.partnerId, host: row.host },
      { runAt: spread, uniqueKey, onConflict: 'keep' },
    )
  }
}

async function lookAgain(
  { database, log, now, signal }: Run,
  lookout: Lookout,
  partnerId: Id<'par'>,
  host: string,
): Promise<void> {
  const { nextCheckAt = null } = (await findProof(database.read, partnerId, host)) ?? {}
  // Somebody has asked for a look meanwhile, or this one was done before its end could be noted.
  if (nextCheckAt === null || (nextCheckAt >= now + everyMs && nextCheckAt <= now + furthestMs)) return
  const look = await lookout.look(partnerId, host, signal)
  if (look.blind) log.error({ partnerId }, 'a host was not seen, nor were those of others')
  await database.write((tx) => recordLook(tx, watcher, partnerId, host, look))
}
