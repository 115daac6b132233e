import { id, index, instant, table } from '../../platform/database/columns.ts'
import { partners } from '../tables.ts'

/** How far partners are that move here from what they used before. */
export const onboardings = table(
  'onboardings',
  {
    partnerId: id<'par'>()
      .primaryKey()
      .references(() => partners.id),
    /** When it was registered, or first invited. */
    since: instant().notNull(),
    invitedAt: instant(),
    /** When it last fetched where it fetched before, as logs say. */
    oldFeedSeenAt: instant(),
  },
  (t) => [index('onboardings_invited').on(t.invitedAt, t.partnerId)],
)

/** Each lets one person have one key; the newest of a partner takes the place of the ones before. */
export const invitations = table(
  'invitations',
  {
    id: id<'inv'>().primaryKey(),
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
    at: instant().notNull(),
    acceptedAt: instant(),
    keyId: id<'key'>(),
  },
  (t) => [index('invitations_partner').on(t.partnerId, t.id)],
)
