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
    /** Of the words that stand beside it; null where there never were any. */
    asideHash: text(),
    mac: text().notNull(),
  },
  (t) => [index('audit_entries_subject').on(t.subject, t.seq)],
)

/** What of an entry may have to be erased: words that may name people. The log holds their salted hash alone. */
export const auditAsides = table(
  'audit_asides',
  {
    /** Of the entry. */
    seq: integer().primaryKey(),
    /** The id of whose people they may name. */
    about: text().notNull(),
    salt: text().notNull(),
    words: json<Record<string, unknown>>().notNull(),
  },
  (t) => [index('audit_asides_about').on(t.about, t.seq)],
)
