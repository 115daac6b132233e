import canonicalize from 'canonicalize'
import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { type Id, newId } from '../../platform/ids.ts'
import { Problem } from '../../problems.ts'
import { planPoll } from './plan-poll.ts'
import type { Rules } from './rules.ts'
import { sources } from './tables.ts'

export type Source = typeof sources.$inferSelect

/** What may be said of a source; `credentials` are sealed already. */
export interface SourceWishes {
  rules?: Rules | undefined
  publish?: Source['publish'] | undefined
  intervalMs?: number | null | undefined
  paused?: boolean | undefined
  credentials?: string | null | undefined
}

export interface NewSource extends SourceWishes {
  kind: Source['kind']
  url: string
}

/** A source that nothing is known of yet. Without an interval it is read when told to. */
function draftSource({ kind, url, ...wishes }: NewSource, now: number): Source {
  const source: Source = {
    id: newId('src'),
    kind,
    url,
    credentials: null,
    rules: { categories: [], tags: [], authors: [] },
    publish: 'automatically',
    intervalMs: null,
    paused: false,
    modifiedAfter: null,
    runId: null,
    runningUntil: 0,
    failures: 0,
    lastRunAt: null,
    lastError: null,
    nextRunAt: null,
    createdAt: now,
    removedAt: null,
    version: 1,
  }
  return { ...source, ...given(wishes) }
}

/**
 * Adds a source. One that was removed comes back with its stories, and one that was only read by hand is kept
 * with them. Throws `conflict` where it is polled already.
 */
export async function addSource(tx: Tx, actor: Actor, wanted: NewSource): Promise<Source> {
  const { kind, url, ...wishes } = wanted
  const there = await findSourceAt(tx, kind, url)
  if (there && there.removedAt === null && there.intervalMs !== null) {
    throw new Problem('conflict', { detail: `${there.id} is this source already.` })
  }
  const source = there
    ? { ...there, ...given(wishes), removedAt: null, version: there.version + 1 }
    : draftSource(wanted, tx.now)
  if (there) await tx.update(sources).set(source).where(eq(sources.id, source.id))
  else await tx.insert(sources).values(source)
  await audit(tx, actor, 'source.add', source.id, told(wanted))
  return planPoll(tx, source)
}

/** Changes what is imported of a source, how, and how often. */
export async function changeSource(
  tx: Tx,
  actor: Actor,
  found: Source,
  wishes: SourceWishes,
): Promise<Source> {
  const { id } = found
  const source = { ...found, ...given(wishes), version: found.version + 1 }
  // Other rules may let in what was left out before.
  const modifiedAfter = isSame(source.rules, found.rules) ? source.modifiedAfter : null
  await tx
    .update(sources)
    .set({ ...source, modifiedAfter })
    .where(eq(sources.id, id))
  await audit(tx, actor, 'source.change', id, told(wishes))
  return planPoll(tx, { ...source, modifiedAfter })
}

/** The source at an address for a run by hand: one that is there, or a new one, with what is asked for now. */
export async function sourceToRead(tx: Tx, actor: Actor, wanted: NewSource): Promise<Source> {
  const { kind, url, ...wishes } = wanted
  const there = await findSourceAt(tx, kind, url)
  if (!there || there.removedAt !== null) return addSource(tx, actor, wanted)
  const isAsked = Object.values(wishes).some((wish) => wish !== undefined)
  return isAsked ? changeSource(tx, actor, there, wishes) : there
}

/** What that source would be, without any change. */
export async function sourceToRehearse(queries: Queries, wanted: NewSource, now: number): Promise<Source> {
  const { kind, url, ...wishes } = wanted
  const there = await findSourceAt(queries, kind, url)
  return there ? { ...there, ...given(wishes) } : draftSource(wanted, now)
}

/** Ends the polling and forgets the credentials; what was imported stays. */
export async function removeSource(tx: Tx, actor: Actor, id: Id<'src'>): Promise<Source> {
  const source = await requireSource(tx, id)
  const gone = { ...source, removedAt: tx.now, credentials: null, runId: null, runningUntil: 0 }
  await tx.update(sources).set(gone).where(eq(sources.id, id))
  await audit(tx, actor, 'source.remove', id)
  return planPoll(tx, gone)
}

/** A source that was not removed. Throws `not-found`. */
export async function requireSource(queries: Queries, id: Id<'src'>): Promise<Source> {
  const source = await findSource(queries, id)
  if (source) return source
  throw new Problem('not-found', {
    detail: `There is no source ${id}; /v1/staff/sources and \`wirecopy source list\` name them.`,
  })
}

export async function findSource(queries: Queries, id: Id<'src'>): Promise<Source | undefined> {
  const [source] = await queries
    .select()
    .from(sources)
    .where(and(eq(sources.id, id), isNull(sources.removedAt)))
    .limit(1)
  return source
}

/** The source at an address, also one that was removed. */
async function findSourceAt(
  queries: Queries,
  kind: Source['kind'],
  url: string,
): Promise<Source | undefined> {
  const [source] = await queries
    .select()
    .from(sources)
    .where(and(eq(sources.kind, kind), eq(sources.url, url)))
    .limit(1)
  return source
}

/** A page of the sources in the order of their creation. */
export async function listSources(queries: Queries, limit: number, after?: Id<'src'>): Promise<Source[]> {
  return queries
    .select()
    .from(sources)
    .where(and(isNull(sources.removedAt), after ? gt(sources.id, after) : undefined))
    .orderBy(asc(sources.id))
    .limit(limit)
}

function isSame(one: Rules, other: Rules): boolean {
  return canonicalize(one) === canonicalize(other)
}

function given({ rules, publish, intervalMs, paused, credentials }: SourceWishes): Partial<Source> {
  return {
    ...(rules === undefined ? {} : { rules }),
    ...(publish === undefined ? {} : { publish }),
    ...(intervalMs === undefined ? {} : { intervalMs }),
    ...(paused === undefined ? {} : { paused }),
    ...(credentials === undefined ? {} : { credentials }),
  }
}

// Credentials stay out of the audit log, sealed or not.
function told({ credentials, ...wishes }: SourceWishes & Partial<NewSource>): Record<string, unknown> {
  const changed = Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined))
  return credentials === undefined ? changed : { ...changed, credentials: credentials !== null }
}

/** Sources by id, removed ones too: their stories still wait. */
export async function sourcesNamed(
  queries: Queries,
  ids: readonly Id<'src'>[],
): Promise<Map<string, Source>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await queries.select().from(sources).where(inArray(sources.id, wanted)).limit(wanted.length)
  return new Map(rows.map((source) => [source.id, source]))
}
