import { eq } from 'drizzle-orm'
import { sealedKind } from '../platform/secrets/resealing.ts'
import { apiKeys } from './tables.ts'
import { testKeyPurpose as purpose } from './test-keys.ts'

const { id, sealed } = apiKeys

export const testKeySecrets = sealedKind({
  ...{ name: 'test keys', purpose },
  find: async (queries, isStale, limit) =>
    queries.select({ key: id, sealed: sealed }).from(apiKeys).where(isStale(sealed)).limit(limit),
  put: async (tx, key, anew) => tx.update(apiKeys).set({ sealed: anew }).where(eq(id, key)),
})
