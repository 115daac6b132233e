import { changes } from '../articles/tables.ts'
import { partners } from '../partners/tables.ts'
import { id, index, integer, primaryKey, table, text } from '../platform/database/columns.ts'

/** How far each follower of the change log has come. */
export const followers = table('followers', {
  name: text().primaryKey(),
  /** The entry that it is done with. */
  seq: integer().notNull(),
  /** Where it goes on within the next entry, if it is not done with that. */
  within: text(),
})

/** Corrections that a partner is told of with the next daily summary. */
export const digestEntries = table(
  'digest_entries',
  {
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
    seq: integer()
      .notNull()
      .references(() => changes.seq),
  },
  (t) => [primaryKey({ columns: [t.partnerId, t.seq] }), index('digest_entries_change').on(t.seq)],
)
