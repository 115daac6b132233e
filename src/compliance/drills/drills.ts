import { desc, eq, gt, lt } from 'drizzle-orm'
import { type Actor, actorName } from '../../actor.ts'
import { drillMs } from '../../delivery/webhooks/tables.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { type Id, newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs/queue.ts'
import { Problem } from '../../problems.ts'
import { drillSending } from './job-kind.ts'
import { killDrills } from './tables.ts'

export type KillDrill = typeof killDrills.$inferSelect

/** Has a kill that is none sent by all ways that real ones take. While a drill lasts, doing it again changes nothing. */
export async function startDrill(
  tx: Tx,
  actor: Actor,
  { note = null }: { note?: string | null | undefined },
): Promise<KillDrill> {
  const present = await presentDrill(tx, tx.now)
  if (present) return present
  const drill: KillDrill = { id: newId('drl'), note, at: tx.now, startedBy: actorName(actor) }
  await tx.insert(killDrills).values(drill)
  await audit(tx, actor, 'kill-drill.start', drill.id)
  await enqueue(tx, drillSending, { drillId: drill.id })
  return drill
}

/** The drill that lasts. */
export async function presentDrill(queries: Queries, now: Instant): Promise<KillDrill | undefined> {
  const [present] = await queries
    .select()
    .from(killDrills)
    .where(gt(killDrills.at, now - drillMs))
    .limit(1)
  return present
}

/** Throws `not-found`. */
export async function requireDrill(queries: Queries, id: Id<'drl'>): Promise<KillDrill> {
  const [drill] = await queries.select().from(killDrills).where(eq(killDrills.id, id)).limit(1)
  if (!drill) throw new Problem('not-found', { detail: `There is no kill drill ${id}.` })
  return drill
}

/** A page of drills, the newest first. */
export async function listDrills(
  queries: Queries,
  { limit, after }: { limit: number; after?: Id<'drl'> | undefined },
): Promise<KillDrill[]> {
  return queries
    .select()
    .from(killDrills)
    .where(after && lt(killDrills.id, after))
    .orderBy(desc(killDrills.id))
    .limit(limit)
}
