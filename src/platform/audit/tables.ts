import { index, instant, integer, json, oneOf, table, text } from '../database/columns.ts'

/** Append-only; each row's `mac` covers the row and the `mac` before it. */
export const auditEntries = table(
  'audit_entries',
  {
    seq: integer().primaryKey(),
    at: instant().notNull(),
    actorKind: oneOf(['staff', 'partner', 'system', 'cli']).notNull(),
    actor: text().notNull(),
    verb: text().notNull(),
    subject: text().notNull(),
    details: json<Record<string, unknown>>().notNull(),
    mac: text().notNull(),
  },
  (t) => [index('audit_entries_subject').on(t.subject, t.seq)],
)
