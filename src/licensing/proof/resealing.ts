import { eq } from 'drizzle-orm'
import { sealedKind } from '../../platform/secrets/resealing.ts'
import { signingKeyPurpose as purpose } from './signing-keys.ts'
import { signingKeys } from './tables.ts'

const { number, sealed } = signingKeys

export const signingKeySecrets = sealedKind({
  ...{ name: 'signing keys', purpose },
  find: async (queries, isStale, limit) =>
    queries.select({ key: number, sealed: sealed }).from(signingKeys).where(isStale(sealed)).limit(limit),
  put: async (tx, key, anew) => tx.update(signingKeys).set({ sealed: anew }).where(eq(number, key)),
})
