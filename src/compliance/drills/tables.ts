import { partners } from '../../partners/tables.ts'
import { id, index, instant, oneOf, primaryKey, table, text } from '../../platform/database/columns.ts'

/** By a program with a key, or by whoever has the link of the mail. */
export const drillAnswerWays = ['api', 'mail'] as const

/** Kills that are none, to see whom a real one would reach. */
export const killDrills = table('kill_drills', {
  id: id<'drl'>().primaryKey(),
  /** Why, for staff and for whoever is written to. */
  note: text(),
  at: instant().notNull(),
  startedBy: text().notNull(),
})

/** Whom a drill went to, and who has answered. */
export const killDrillPartners = table(
  'kill_drill_partners',
  {
    drillId: id<'drl'>()
      .notNull()
      .references(() => killDrills.id),
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
    answeredAt: instant(),
    /** Null as long as there is no answer, and of answers from before ways were noted, which came by mail. */
    way: oneOf(drillAnswerWays),
  },
  (t) => [
    primaryKey({ columns: [t.drillId, t.partnerId] }),
    index('kill_drill_partners_partner').on(t.partnerId),
  ],
)
