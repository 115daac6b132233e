import { id, index, instant, integer, table } from '../../platform/database/columns.ts'
import { partners } from '../tables.ts'

/** How often each partner is heard of, and since when one is quiet. */
export const rhythms = table(
  'rhythms',
  {
    partnerId: id<'par'>()
      .primaryKey()
      .references(() => partners.id),
    /** When one of its live keys was last used, as the monitor last saw it. */
    heardAt: instant().notNull(),
    /** How many times it was heard of again. */
    gaps: integer().notNull(),
    usualMs: integer().notNull(),
    longestMs: integer().notNull(),
    longestAt: instant().notNull(),
    /** When it was found to be quiet; null while it is not. */
    quietAt: instant(),
  },
  (t) => [index('rhythms_quiet').on(t.quietAt, t.partnerId)],
)
