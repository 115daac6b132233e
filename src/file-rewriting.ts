import { getTableName } from 'drizzle-orm'
import { z } from 'zod'
import type { Config } from './config.ts'
import { webhookEndpoints } from './delivery/webhooks/tables.ts'
import { agreements } from './licensing/tables.ts'
import { applications } from './partners/applications/tables.ts'
import { attentionEntries } from './partners/attention/tables.ts'
import { apiKeys, checkRecords, checks, contacts, partners } from './partners/tables.ts'
import { auditAsides } from './platform/audit/tables.ts'
import { dayMs, type Instant } from './platform/clock.ts'
import type { Database, Tx } from './platform/database/database.ts'
import { rewriteFiles } from './platform/database/rewriting.ts'
import { idempotentResponses } from './platform/database/tables.ts'
import { jobKind, type Runner, runner } from './platform/jobs/kinds.ts'
import { cancel, enqueue } from './platform/jobs/queue.ts'
import { jobs } from './platform/jobs/tables.ts'
import { forgetFiles } from './platform/mail/erasing.ts'
import { mailBounces, mailRefusals, mails } from './platform/mail/tables.ts'

// When the newsrooms of the newswire sleep (UTC): writes wait while files are written anew.
const rewritingAtMs = 8 * 60 * 60 * 1_000

const forgetting = jobKind({
  kind: 'mails.forget',
  lane: 'bulk',
  payload: z.strictObject({ since: z.int() }),
})
const rewriting = jobKind({ kind: 'database.rewrite', lane: 'bulk', payload: z.strictObject({}) })

/** Whatever may hold names, addresses or free words about people. */
const tables = [
  ...[contacts, partners, checks, checkRecords, apiKeys, agreements, mails, mailBounces, mailRefusals],
  ...[applications, webhookEndpoints, attentionEntries, auditAsides, jobs, idempotentResponses],
].map(getTableName)

type Files = Pick<Config, 'databaseUrl' | 'mail'>

/** Has the files follow that what was erased is gone: those of mails at once, the database's by night. Returns when. */
export async function scheduleRewriting(tx: Tx): Promise<Instant> {
  const runAt = Math.floor((tx.now - rewritingAtMs) / dayMs + 1) * dayMs + rewritingAtMs
  await enqueue(tx, forgetting, { since: tx.now })
  await enqueue(tx, rewriting, {}, { runAt, uniqueKey: rewriting.kind, onConflict: 'keep' })
  return runAt
}

export function fileRewriters({ databaseUrl, mail }: Files): Runner[] {
  return [
    runner(forgetting, ({ database }, { since }) => forgetFiles(database.read, mail.folder, since)),
    runner(rewriting, () => rewriteFiles(databaseUrl, tables)),
  ]
}

/** Does at once what would be done by night after an erasure. */
export async function rewriteNow(
  database: Database,
  { databaseUrl, mail }: Files,
  erasedAt: Instant,
): Promise<void> {
  await forgetFiles(database.read, mail.folder, erasedAt)
  await rewriteFiles(databaseUrl, tables)
  await database.write((tx) => cancel(tx, rewriting.kind))
}
