import { instant, integer, json, table, text } from '../database/columns.ts'

/** What staff have set, by group; a group that nobody has set has its defaults. */
export const settings = table('settings', {
  name: text().primaryKey(),
  value: json<unknown>().notNull(),
  updatedAt: instant().notNull(),
  version: integer().notNull(),
})
