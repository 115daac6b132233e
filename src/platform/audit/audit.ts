import { createHmac } from 'node:crypto'
import canonicalize from 'canonicalize'
import { and, asc, desc, eq, gt, lt } from 'drizzle-orm'
import { type Actor, actorName } from '../../actor.ts'
import { insertAll } from '../database/bulk.ts'
import type { Queries, Tx } from '../database/database.ts'
import { auditEntries } from './tables.ts'

const pageSize = 1_000
const genesis = 'genesis'
// Entries are numbered from 1; one that somebody put before the first must be found too.
const beforeAll = Number.MIN_SAFE_INTEGER

type Entry = typeof auditEntries.$inferSelect
type Unsealed = Omit<Entry, 'mac'>

export type AuditVerdict =
  | { intact: true; entries: number; head: string }
  | { intact: false; seq: number; because: 'altered' | 'missing' }

/** Records who did what to which subject, in the transaction of the change itself. */
export async function audit(
  tx: Tx,
  actor: Actor,
  verb: string,
  subject: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  await tx.insert(auditEntries).values(following(tx, await auditHead(tx), actor, { verb, subject, details }))
}

/** Records at once who did the same to many subjects. */
export async function auditAll(
  tx: Tx,
  actor: Actor,
  verb: string,
  subjects: readonly Pick<Entry, 'subject' | 'details'>[],
): Promise<void> {
  const head = await auditHead(tx)
  const entries: Entry[] = []
  for (const one of subjects) entries.push(following(tx, entries.at(-1) ?? head, actor, { verb, ...one }))
  await insertAll(tx, auditEntries, entries)
}

function following(
  { now, auditKey }: Tx,
  last: Entry | undefined,
  actor: Actor,
  done: Pick<Entry, 'verb' | 'subject' | 'details'>,
): Entry {
  const seq = (last?.seq ?? 0) + 1
  const entry: Unsealed = { seq, at: now, actorKind: actor.kind, actor: actorName(actor), ...done }
  return { ...entry, mac: seal(auditKey, entry, last?.mac ?? genesis) }
}

/** The newest entry, whose `mac` stands for the whole log. */
export async function auditHead(queries: Queries): Promise<Entry | undefined> {
  const [last] = await queries.select().from(auditEntries).orderBy(desc(auditEntries.seq)).limit(1)
  return last
}

/** A page of the log in order. */
async function auditAfter(queries: Queries, seq: number, limit: number): Promise<Entry[]> {
  return queries
    .select()
    .from(auditEntries)
    .where(gt(auditEntries.seq, seq))
    .orderBy(asc(auditEntries.seq))
    .limit(limit)
}

interface Page {
  limit: number
  subject?: string | undefined
  /** Entries older than this one. */
  before?: number | undefined
}

/** A page of the log, newest first, of one subject where it is named. */
export async function listAudit(queries: Queries, { limit, subject, before }: Page): Promise<Entry[]> {
  return queries
    .select()
    .from(auditEntries)
    .where(
      and(
        subject === undefined ? undefined : eq(auditEntries.subject, subject),
        before === undefined ? undefined : lt(auditEntries.seq, before),
      ),
    )
    .orderBy(desc(auditEntries.seq))
    .limit(limit)
}

/**
 * Walks the whole chain. With `expected`, a head that was logged earlier, also finds entries cut
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
  for await (const entry of entriesInOrder(queries)) {
    if (entry && entry.seq > seq + 1) return { intact: false, seq: seq + 1, because: 'missing' }
    const follows = entry?.seq === seq + 1 && entry.mac === seal(auditKey, entry, mac)
    const contradicts = entry?.seq === expected?.seq && entry?.mac !== expected?.mac
    if (!follows || contradicts) return { intact: false, seq: entry?.seq ?? seq + 1, because: 'altered' }
    seq = entry.seq
    mac = entry.mac
    if (seq % pageSize === 0) onProgress(seq)
  }
  if (expected && expected.seq > seq) return { intact: false, seq: seq + 1, because: 'missing' }
  return { intact: true, entries: seq, head: mac }
}

// Ends with undefined at an entry whose details are no JSON any more.
async function* entriesInOrder(queries: Queries): AsyncGenerator<Entry | undefined> {
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

async function readableAfter(queries: Queries, seq: number, limit: number): Promise<Entry[] | undefined> {
  try {
    return await auditAfter(queries, seq, limit)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function seal(auditKey: Buffer, entry: Unsealed, previous: string): string {
  const { seq, at, actorKind, actor, verb, subject, details } = entry
  const covered = canonicalize({ previous, seq, at, actorKind, actor, verb, subject, details }) ?? ''
  return createHmac('sha256', auditKey).update(covered).digest('base64url')
}
