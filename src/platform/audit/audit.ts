import { createHmac } from 'node:crypto'
import canonicalize from 'canonicalize'
import { asc, desc, gt } from 'drizzle-orm'
import { type Actor, actorName } from '../../actor.ts'
import type { Queries, Tx } from '../database/database.ts'
import { auditEntries } from './tables.ts'

const pageSize = 1_000
const genesis = 'genesis'

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
  const last = await auditHead(tx)
  const entry: Unsealed = {
    seq: (last?.seq ?? 0) + 1,
    at: tx.now,
    actorKind: actor.kind,
    actor: actorName(actor),
    verb,
    subject,
    details,
  }
  await tx.insert(auditEntries).values({ ...entry, mac: seal(tx.auditKey, entry, last?.mac ?? genesis) })
}

/** The newest entry, whose `mac` stands for the whole log. */
export async function auditHead(queries: Queries): Promise<Entry | undefined> {
  const [last] = await queries.select().from(auditEntries).orderBy(desc(auditEntries.seq)).limit(1)
  return last
}

/** A page of the log in order. */
export async function auditAfter(queries: Queries, seq: number, limit: number): Promise<Entry[]> {
  return queries
    .select()
    .from(auditEntries)
    .where(gt(auditEntries.seq, seq))
    .orderBy(asc(auditEntries.seq))
    .limit(limit)
}

/**
 * Walks the whole chain. With `expected`, a head that was logged earlier, also finds entries cut
 * off at the end.
 */
export async function verifyAudit(
  queries: Queries,
  auditKey: Buffer,
  expected?: { seq: number; mac: string },
): Promise<AuditVerdict> {
  let seq = 0
  let mac = genesis
  for (;;) {
    const page = await auditAfter(queries, seq, pageSize)
    for (const entry of page) {
      if (entry.seq !== seq + 1) return { intact: false, seq: seq + 1, because: 'missing' }
      if (entry.mac !== seal(auditKey, entry, mac))
        return { intact: false, seq: entry.seq, because: 'altered' }
      if (entry.seq === expected?.seq && entry.mac !== expected.mac) {
        return { intact: false, seq: entry.seq, because: 'altered' }
      }
      seq = entry.seq
      mac = entry.mac
    }
    if (page.length < pageSize) break
  }
  if (expected && expected.seq > seq) return { intact: false, seq: seq + 1, because: 'missing' }
  return { intact: true, entries: seq, head: mac }
}

function seal(auditKey: Buffer, entry: Unsealed, previous: string): string {
  const { seq, at, actorKind, actor, verb, subject, details } = entry
  const covered = canonicalize({ previous, seq, at, actorKind, actor, verb, subject, details }) ?? ''
  return createHmac('sha256', auditKey).update(covered).digest('base64url')
}
