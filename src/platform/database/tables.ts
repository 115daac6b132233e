import { index, instant, integer, json, serial, table, text } from './columns.ts'

/** What caches must forget, in commit order; old rows are pruned. */
export const invalidations = table('invalidations', {
  seq: serial(),
  subject: text().notNull(),
  at: instant().notNull(),
})

/** Random secrets of this installation, sealed under SECRET_KEY. */
export const sealedSecrets = table('sealed_secrets', {
  name: text().primaryKey(),
  sealed: text().notNull(),
})

/** Answers to POST requests with an Idempotency-Key, stored with their effect. */
export const idempotentResponses = table(
  'idempotent_responses',
  {
    scope: text().primaryKey(),
    requestHash: text().notNull(),
    status: integer().notNull(),
    body: json<unknown>().notNull(),
    at: instant().notNull(),
  },
  (t) => [index('idempotent_responses_at').on(t.at)],
)
