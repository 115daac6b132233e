import { asc, gt, inArray } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs/queue.ts'
import { authorsOf } from '../reporters.ts'
import { closeEntry } from './desk.ts'
import { bylineRelease } from './job-kinds.ts'
import { folded } from './rules.ts'
import { bylineMappings } from './tables.ts'

const maxBylines = 1_000

export type BylineMapping = typeof bylineMappings.$inferSelect

/** Says which reporter a byline means. Whatever waits for it is imported by a job of its own. */
export async function mapByline(
  tx: Tx,
  actor: Actor,
  byline: string,
  reporterId: Id<'rep'>,
): Promise<BylineMapping> {
  await authorsOf(tx, [reporterId])
  const mapping = { name: folded(byline), byline, reporterId, createdAt: tx.now }
  await tx
    .insert(bylineMappings)
    .values(mapping)
    .onConflictDoUpdate({ target: bylineMappings.name, set: { byline, reporterId } })
  await audit(tx, actor, 'byline.map', reporterId, { byline })
  await closeEntry(tx, actor, `unknown-author ${mapping.name}`, 'map')
  await enqueue(tx, bylineRelease, { name: mapping.name })
  return mapping
}

/** A page of the mappings by name. */
export async function listMappings(
  queries: Queries,
  limit: number,
  after?: string,
): Promise<BylineMapping[]> {
  return queries
    .select()
    .from(bylineMappings)
    .where(after === undefined ? undefined : gt(bylineMappings.name, after))
    .orderBy(asc(bylineMappings.name))
    .limit(limit)
}

/** The reporters that names mean, by folded name; nobody is guessed. */
export async function reportersBy(
  queries: Queries,
  names: readonly string[],
): Promise<Map<string, Id<'rep'>>> {
  const wanted = [...new Set(names.map(folded))].slice(0, maxBylines)
  if (wanted.length === 0) return new Map()
  const rows = await queries
    .select()
    .from(bylineMappings)
    .where(inArray(bylineMappings.name, wanted))
    .limit(wanted.length)
  return new Map(rows.map(({ name, reporterId }) => [name, reporterId]))
}
