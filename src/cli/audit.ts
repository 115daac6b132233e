import type { Command } from 'commander'
import { z } from 'zod'
import {
  type AuditEntry,
  type AuditVerdict,
  auditHead,
  listAudit,
  verifyAudit,
} from '../platform/audit/audit.ts'
import { toRfc3339 } from '../platform/clock.ts'
import { group, verb } from './commands.ts'
import { onDatabase } from './on-database.ts'
import { reading } from './options.ts'
import { continued, limited, pageOf } from './paging.ts'
import { progressOn } from './progress.ts'
import { Finding } from './refusal.ts'
import { moment, table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

const headSchema = z
  .string()
  .regex(/^\d{1,15}:[\w-]{43}$/, 'is not SEQ:MAC as a log line named `audit head` gives them')
  .transform((text) => {
    const [seq = '', mac = ''] = text.split(':')
    return { seq: Number(seq), mac }
  })

const seqSchema = z
  .string()
  .regex(/^\d{1,15}$/, 'is not the number of an entry, such as 128')
  .transform(Number)

/** `wirecopy audit …`: who did what, and whether the log is whole. */
export function auditCommands(program: Command, terminal: Terminal): void {
  const log = group(program, 'audit', 'who did what, in a log that cannot be altered unnoticed')
  listing(log, terminal)
  verifying(log, terminal)
}

interface ListOptions {
  json?: boolean
  limit: number
  subject?: string
  before?: number
}

function listing(log: Command, terminal: Terminal): void {
  limited(
    verb(
      log,
      'list',
      'list what was done, newest first',
      'wirecopy audit list --subject par_01h455vb4pex5vsknk084sn02q',
    ),
  )
    .option('--subject <subject>', 'only what was done to this partner, article, key …')
    .option('--before <number>', 'go on before this entry', reading('--before', seqSchema))
    .action(async ({ json, ...options }: ListOptions) =>
      onDatabase(terminal, async ({ read }) => {
        const { limit } = options
        const rows = await listAudit(read, { ...options, limit: limit + 1 })
        const { page, next } = pageOf(rows, limit, ({ seq }) => seq)
        answer(terminal, json, { items: page.map(entryView), next }, entryTable(page, next, terminal))
      }),
    )
}

function entryView({ at, ...entry }: AuditEntry) {
  return { ...entry, at: toRfc3339(at) }
}

function entryTable(rows: AuditEntry[], next: number | null, { stdout }: Terminal): string {
  if (rows.length === 0) return 'The audit log has no such entries.'
  const list = table(
    rows,
    [
      { title: 'ENTRY', of: ({ seq }) => seq, right: true },
      { title: 'AT', of: ({ at }) => moment(at) },
      { title: 'WHO', of: ({ actorKind, actor }) => `${actorKind} ${actor}`, cuts: true },
      { title: 'DID', of: (entry) => entry.verb },
      { title: 'TO', of: ({ subject }) => subject },
      {
        title: 'DETAILS',
        of: ({ details, erased }) => `${JSON.stringify(details)}${erased ? ' (words erased)' : ''}`,
        cuts: true,
      },
    ],
    stdout,
  )
  return continued(list, '--before', next)
}

interface VerifyOptions {
  json?: boolean
  head?: { seq: number; mac: string }
}

function verifying(log: Command, terminal: Terminal): void {
  verb(
    log,
    'verify',
    'check that no entry was altered, added or removed',
    'wirecopy audit verify --head 128:hC1Pj1Rr0iHqU3m1Wk8yWlT5i0oVf3c2yY0m9gq7d9E',
  )
    .option(
      '--head <seq:mac>',
      'a head that the server logged earlier, to find entries cut off at the end',
      reading('--head', headSchema),
    )
    .action(async ({ json, head }: VerifyOptions) =>
      onDatabase(terminal, async ({ read, auditKey }) => {
        const progress = progressOn(terminal.stderr, 'Verifying', (await auditHead(read))?.seq ?? 0)
        const verdict = await verifyAudit(read, auditKey, head, progress.at)
        progress.end()
        if (verdict.intact || json) answer(terminal, json, verdict, auditVerdictLine(verdict))
        if (!verdict.intact) throw new Finding(auditVerdictLine(verdict))
      }),
    )
}

/** The verdict in one line. */
export function auditVerdictLine(verdict: AuditVerdict): string {
  if (!verdict.intact) {
    return `The audit log is not whole: entry ${verdict.seq} ${verdict.because === 'altered' ? 'was altered' : 'is missing'}. Compare it with a backup.`
  }
  const { entries, head } = verdict
  return entries === 0
    ? 'The audit log is empty.'
    : `All ${entries} entries are whole. Head: ${entries}:${head}`
}
