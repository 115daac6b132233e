import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import canonicalize from 'canonicalize'
import { and, asc, count, desc, eq, getTableColumns, gt, isNotNull, lt, or } from 'drizzle-orm'
import { type Actor, actorName } from '../../actor.ts'
import { insertAll, insertOne } from '../database/bulk.ts'
import { textIn } from '../database/columns.ts'
import type { Queries, Tx } from '../database/database.ts'
import { prepared } from '../database/prepared.ts'
import { type Aside, asideOf, deleteAsides, erasedBy, erasingVerb, hashOf } from './asides.ts'
import { auditAsides, auditEntries } from './tables.ts'

const pageSize = 1_000
const genesis = 'genesis'
// Entries are numbered from 1; one that somebody put before the first must be found too.
const beforeAll = Number.MIN_SAFE_INTEGER

type Row = typeof auditEntries.$inferSelect
type Unsealed = Omit<Row, 'mac'>
/** With the words that stand beside it; null where there are none, or no longer. */
type Found = Row & { aside: typeof auditAsides.$inferSelect | null }

/** An entry as it is read: the words beside it are among the details. */
export interface AuditEntry extends Omit<Row, 'asideHash'> {
  /** Whether words stood beside it that were erased. */
  erased: boolean
}

export type AuditVerdict =
  | { intact: true; entries: number; head: string }
  | { intact: false; seq: number; because: 'altered' | 'missing' }

/**
 * Records who did what to which subject, in the transaction of the change itself. What may name people goes into
 * the aside: the entry cannot be changed any more.
 */
export async function audit(
  tx: Tx,
  actor: Actor,
  verb: string,
  subject: string,
  details: Record<string, unknown> = {},
  words?: Aside,
): Promise<void> {
  const head = await auditHead(tx)
  const aside = words && asideOf((head?.seq ?? 0) + 1, words)
  const done = { verb, subject, details, asideHash: aside?.hash ?? null }
  await insertOne(tx, auditEntries, following(tx, head, actor, done))
  // Where the end of the log was cut off, words of an entry that is gone may still be there.
  const { row } = aside ?? {}
  if (row) await tx.insert(auditAsides).values(row).onConflictDoUpdate({ target: auditAsides.seq, set: row })
}

/** Records at once who did the same to many subjects. */
export async function auditAll(
  tx: Tx,
  actor: Actor,
  verb: string,
  subjects: readonly Pick<Row, 'subject' | 'details'>[],
): Promise<void> {
  const head = await auditHead(tx)
  const entries: Row[] = []
  for (const one of subjects)
    entries.push(following(tx, entries.at(-1) ?? head, actor, { verb, asideHash: null, ...one }))
  await insertAll(tx, auditEntries, entries)
}

function following(
  { now, auditKey }: Tx,
  last: Row | undefined,
  actor: Actor,
  done: Pick<Row, 'verb' | 'subject' | 'details' | 'asideHash'>,
): Row {
  const seq = (last?.seq ?? 0) + 1
  const entry: Unsealed = { seq, at: now, actorKind: actor.kind, actor: actorName(actor), ...done }
  return { ...entry, mac: seal(auditKey, entry, last?.mac ?? genesis) }
}

/** Erases the words about somebody's people that `which` is true of; an entry says of which entries they were. */
export async function eraseAsides(
  tx: Tx,
  actor: Actor,
  about: string,
  which: (words: Record<string, unknown>) => boolean = () => true,
): Promise<number> {
  const entries = await deleteAsides(tx, about, which)
  if (entries.length > 0) await audit(tx, actor, erasingVerb, about, { entries })
  return entries.length
}

/** How many entries on a subject have free words within, where nothing can be erased: those of older releases. */
export async function wordsInTheLog(queries: Queries, subject: string): Promise<number> {
  const free = or(
    isNotNull(textIn(auditEntries.details, 'reason')),
    isNotNull(textIn(auditEntries.details, 'note')),
  )
  const [found] = await queries
    .select({ entries: count() })
    .from(auditEntries)
    .where(and(eq(auditEntries.subject, subject), free))
    .limit(1)
  return found?.entries ?? 0
}

/** The newest entry, whose `mac` stands for the whole log. */
export async function auditHead(queries: Queries): Promise<Row | undefined> {
  const [last] = await newestEntry(queries).execute()
  return last
}

const newestEntry = prepared((queries) =>
  queries.select().from(auditEntries).orderBy(desc(auditEntries.seq)).limit(1).prepare(),
)

/** A page of the log in order. */
async function auditAfter(queries: Queries, seq: number, limit: number): Promise<Found[]> {
  return selectFound(queries).where(gt(auditEntries.seq, seq)).orderBy(asc(auditEntries.seq)).limit(limit)
}

function selectFound(queries: Queries) {
  return queries
    .select({ ...getTableColumns(auditEntries), aside: auditAsides })
    .from(auditEntries)
    .leftJoin(auditAsides, eq(auditAsides.seq, auditEntries.seq))
}

interface Page {
  limit: number
  subject?: string | undefined
  /** Entries older than this one. */
  before?: number | undefined
}

/** A page of the log, newest first, of one subject where it is named. */
export async function listAudit(queries: Queries, { limit, subject, before }: Page): Promise<AuditEntry[]> {
  const rows = await selectFound(queries)
    .where(
      and(
        subject === undefined ? undefined : eq(auditEntries.subject, subject),
        before === undefined ? undefined : lt(auditEntries.seq, before),
      ),
    )
    .orderBy(desc(auditEntries.seq))
    .limit(limit)
  return rows.map(({ aside, asideHash, ...entry }) => ({
    ...entry,
    details: { ...entry.details, ...aside?.words },
    erased: asideHash !== null && aside === null,
  }))
}

/**
 * Walks the whole chain, and the words beside it: of those that are gone an entry must say so. With `expected`, a head that was logged earlier, also finds entries cut
 * off at the end. `onProgress` is told the newest entry that was found good.
 */
export async function verifyAudit(
  queries: Queries,
  auditKey: Buffer,
  expected?: { seq: number; mac: string },
  onProgress: (seq: number) => void = () => undefined,
): Promise<AuditVerdict> {
  let seq = 0
  let mac = genesis
  const missing = new Set<number>()
  for await (const entry of entriesInOrder(queries)) {
    if (entry && entry.seq > seq + 1) return { intact: false, seq: seq + 1, because: 'missing' }
    const follows =
      entry?.seq === seq + 1 && entry.mac === seal(auditKey, entry, mac) && isOfIt(entry, entry.aside)
    const contradicts = entry?.seq === expected?.seq && entry?.mac !== expected?.mac
    if (!follows || contradicts) return { intact: false, seq: entry?.seq ?? seq + 1, because: 'altered' }
    seq = entry.seq
    mac = entry.mac
    if (entry.asideHash !== null && !entry.aside) missing.add(seq)
    for (const erased of erasedBy(entry)) missing.delete(erased)
    if (seq % pageSize === 0) onProgress(seq)
  }
  const [lost] = missing
  if (lost !== undefined) return { intact: false, seq: lost, because: 'altered' }
  if (expected && expected.seq > seq) return { intact: false, seq: seq + 1, because: 'missing' }
  return { intact: true, entries: seq, head: mac }
}

// Ends with undefined at an entry whose details are no JSON any more.
async function* entriesInOrder(queries: Queries): AsyncGenerator<Found | undefined> {
  let after = beforeAll
  let limit = pageSize
  for (;;) {
    const page = await readableAfter(queries, after, limit)
    if (!page && limit === 1) return yield undefined
    if (!page) {
      // Read entry by entry up to the one that is at fault.
      limit = 1
      continue
    }
    yield* page
    if (page.length < limit) return undefined
    after = page.at(-1)?.seq ?? after
  }
}

async function readableAfter(queries: Queries, seq: number, limit: number): Promise<Found[] | undefined> {
  try {
    return await auditAfter(queries, seq, limit)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isOfIt({ asideHash }: Row, aside: Found['aside']): boolean {
  return aside === null || (asideHash !== null && asideHash === hashOf(aside))
}

function seal(auditKey: Buffer, entry: Unsealed, previous: string): string {
  const { seq, at, actorKind, actor, verb, subject, details, asideHash } = entry
  // Entries without words beside them are sealed as they were before there were any.
  const beside = asideHash === null ? {} : { asideHash }
  const covered =
    canonicalize({ previous, seq, at, actorKind, actor, verb, subject, details, ...beside }) ?? ''
  return createHmac('sha256', keyOf(auditKey)).update(covered).digest('base64url')
}

// Made once: of bytes Node makes a key at every call, which takes longer than sealing.
const keys = new WeakMap<Buffer, KeyObject>()

function keyOf(bytes: Buffer): KeyObject {
  const known = keys.get(bytes)
  if (known) return known
  const key = createSecretKey(bytes)
  keys.set(bytes, key)
  return key
}
