import { partners } from '../../partners/tables.ts'
import {
  id,
  index,
  instant,
  integer,
  json,
  oneOf,
  primaryKey,
  table,
  text,
} from '../../platform/database/columns.ts'
import type { FieldError } from '../../problems.ts'

export const rowResults = ['registered', 'skipped', 'refused'] as const

/** Imports of partners, each with the report that is read afterwards. */
export const partnerImports = table(
  'partner_imports',
  {
    id: id<'imp'>().primaryKey(),
    /** Of the sheet, so that a repetition goes on with what was broken off; null where it came as rows. */
    sha256: text(),
    /** How many rows were to be taken. */
    total: integer().notNull(),
    startedAt: instant().notNull(),
    /** Null while it is under way, or where it was broken off. */
    endedAt: instant(),
  },
  (t) => [index('partner_imports_sheet').on(t.sha256, t.id)],
)

/** What became of each row. What stood in it is a partner’s, or nobody’s: no name or address of a person is here. */
export const partnerImportRows = table(
  'partner_import_rows',
  {
    importId: id<'imp'>()
      .notNull()
      .references(() => partnerImports.id),
    line: integer().notNull(),
    result: oneOf(rowResults).notNull(),
    partnerId: id<'par'>().references(() => partners.id),
    /** Why it was skipped. */
    because: text(),
    /** What was wrong with it. */
    errors: json<FieldError[]>(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.line] })],
)
