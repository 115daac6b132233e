import { and, asc, count, eq, getTableColumns, gt, inArray, isNotNull, isNull } from 'drizzle-orm'
import { type Actor, actorName } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { type Id, newId } from '../../platform/ids.ts'
import { Problem } from '../../problems.ts'
import { partners } from '../tables.ts'
import { attentionEntries } from './tables.ts'

export type AttentionEntry = typeof attentionEntries.$inferSelect
export type AttentionKind = AttentionEntry['kind']

const maxPerPartner = 500

/** Why somebody should look at a partner. */
export interface Cause {
  kind: AttentionKind
  partnerId: Id<'par'>
  /** What of the partner: a host, a check. */
  subject: string
  /** In a sentence. */
  note: string
}

/** Asks a person; once as long as the cause lasts. Says whether this is the first time. */
export async function raise(tx: Tx, cause: Cause): Promise<boolean> {
  const causeKey = keyOf(cause)
  const settlement = { mailedAt: null, settledAt: null, settledBy: null, outcome: null }
  const entry = {
    ...cause,
    ...settlement,
    id: newId('att'),
    state: 'open',
    causeKey,
    createdAt: tx.now,
  } as const
  const added = await tx.insert(attentionEntries).values(entry).onConflictDoNothing().returning()
  if (added.length > 0) return true
  await tx
    .update(attentionEntries)
    .set({ note: cause.note })
    .where(and(eq(attentionEntries.causeKey, causeKey), eq(attentionEntries.state, 'open')))
  return false
}

/** Asks no longer: what the entry is about is over, and would be asked anew. */
export async function cease(tx: Tx, actor: Actor, { id, state }: AttentionEntry): Promise<void> {
  const settled = { settledAt: tx.now, settledBy: actorName(actor), outcome: 'It is over.' }
  await tx
    .update(attentionEntries)
    .set({ causeKey: null, ...(state === 'open' ? { state: 'settled' as const, ...settled } : {}) })
    .where(eq(attentionEntries.id, id))
}

/** Says that somebody has looked. Throws `not-found`, or `conflict` where somebody has before. */
export async function settleEntry(tx: Tx, actor: Actor, id: Id<'att'>, outcome: string): Promise<NamedEntry> {
  const [entry] = await named(tx).where(eq(attentionEntries.id, id)).limit(1)
  if (!entry) throw new Problem('not-found', { detail: `${id} waits for nobody.` })
  if (entry.state === 'settled') {
    throw new Problem('conflict', { detail: `${id} was settled by ${entry.settledBy}: ${entry.outcome}` })
  }
  const settled = { state: 'settled', settledAt: tx.now, settledBy: actorName(actor), outcome } as const
  await tx.update(attentionEntries).set(settled).where(eq(attentionEntries.id, id))
  const words = { about: entry.partnerId, words: { outcome } }
  await audit(tx, actor, 'attention.settle', entry.partnerId, { entry: id, kind: entry.kind }, words)
  return { ...entry, ...settled }
}

/** Those whose cause lasts, of some partners and kinds. */
export async function lastingEntries(
  queries: Queries,
  partnerIds: readonly Id<'par'>[],
  kinds: readonly AttentionKind[],
): Promise<AttentionEntry[]> {
  return queries
    .select()
    .from(attentionEntries)
    .where(
      and(
        inArray(attentionEntries.partnerId, [...partnerIds]),
        inArray(attentionEntries.kind, [...kinds]),
        isNotNull(attentionEntries.causeKey),
      ),
    )
    .orderBy(asc(attentionEntries.partnerId), asc(attentionEntries.id))
    .limit(partnerIds.length * maxPerPartner)
}

/** The name of a cause. */
export function keyOf({ kind, partnerId, subject }: Pick<Cause, 'kind' | 'partnerId' | 'subject'>): string {
  return `${kind} ${partnerId} ${subject}`
}

/** An entry with the name of its partner. */
export type NamedEntry = AttentionEntry & { partnerName: string }

interface Page {
  limit: number
  state: AttentionEntry['state']
  kind?: AttentionKind | undefined
  partner?: Id<'par'> | undefined
  after?: Id<'att'> | undefined
}

/** A page of what waits, or waited, for a person, oldest first. */
export async function listEntries(
  queries: Queries,
  { limit, state, kind, partner, after }: Page,
): Promise<NamedEntry[]> {
  return named(queries)
    .where(
      and(
        eq(attentionEntries.state, state),
        kind && eq(attentionEntries.kind, kind),
        partner && eq(attentionEntries.partnerId, partner),
        after && gt(attentionEntries.id, after),
      ),
    )
    .orderBy(asc(attentionEntries.id))
    .limit(limit)
}

/** The first of what staff were told nothing of yet, and how much that is; from now on they were told. */
export async function takeUntold(tx: Tx, limit: number): Promise<{ total: number; first: NamedEntry[] }> {
  const untold = and(eq(attentionEntries.state, 'open'), isNull(attentionEntries.mailedAt))
  const [{ total } = { total: 0 }] = await tx
    .select({ total: count() })
    .from(attentionEntries)
    .where(untold)
    .limit(1)
  const first = await named(tx).where(untold).orderBy(asc(attentionEntries.id)).limit(limit)
  await tx.update(attentionEntries).set({ mailedAt: tx.now }).where(untold)
  return { total, first }
}

function named(queries: Queries) {
  return queries
    .select({ ...getTableColumns(attentionEntries), partnerName: partners.name })
    .from(attentionEntries)
    .innerJoin(partners, eq(partners.id, attentionEntries.partnerId))
    .$dynamic()
}
