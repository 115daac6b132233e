import { id, index, instant, oneOf, table, text, uniqueIndex } from '../../platform/database/columns.ts'
import { partners } from '../tables.ts'

export const attentionKinds = [
  'domain-failing',
  'evidence-expiring',
  'evidence-expired',
  'audience-below-threshold',
  'pages-missing',
  'feed-quiet',
] as const

export const attentionStates = ['open', 'settled'] as const

/** What of partners waits for a person. It stops nothing. */
export const attentionEntries = table(
  'attention_entries',
  {
    id: id<'att'>().primaryKey(),
    kind: oneOf(attentionKinds).notNull(),
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
    /** What of the partner: a host, a check, its feed. */
    subject: text().notNull(),
    state: oneOf(attentionStates).notNull(),
    /** Kind, partner and subject as long as its cause lasts: whoever has settled it is not asked again. */
    causeKey: text(),
    note: text().notNull(),
    createdAt: instant().notNull(),
    /** When staff were told of it by mail. */
    mailedAt: instant(),
    settledAt: instant(),
    settledBy: text(),
    outcome: text(),
  },
  (t) => [
    uniqueIndex('attention_once').on(t.causeKey),
    index('attention_state').on(t.state, t.id),
    index('attention_partner').on(t.partnerId, t.id),
  ],
)
