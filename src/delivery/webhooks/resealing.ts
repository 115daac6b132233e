import { eq } from 'drizzle-orm'
import { sealedKind } from '../../platform/secrets/resealing.ts'
import { secretPurpose as purpose } from './signing.ts'
import { webhookEndpoints } from './tables.ts'

const { id, secret, formerSecret } = webhookEndpoints

export const webhookSecrets = sealedKind({
  ...{ name: 'webhook secrets', purpose },
  find: async (queries, isStale, limit) =>
    queries.select({ key: id, sealed: secret }).from(webhookEndpoints).where(isStale(secret)).limit(limit),
  put: async (tx, key, sealed) => tx.update(webhookEndpoints).set({ secret: sealed }).where(eq(id, key)),
})

export const formerWebhookSecrets = sealedKind({
  ...{ name: 'former webhook secrets', purpose },
  find: async (queries, isStale, limit) =>
    queries
      .select({ key: id, sealed: formerSecret })
      .from(webhookEndpoints)
      .where(isStale(formerSecret))
      .limit(limit),
  put: async (tx, key, sealed) =>
    tx.update(webhookEndpoints).set({ formerSecret: sealed }).where(eq(id, key)),
})
