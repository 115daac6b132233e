import { eq } from 'drizzle-orm'
import { sealedKind } from '../../platform/secrets/resealing.ts'
import { credentialsPurpose as purpose } from './asking.ts'
import { sources } from './tables.ts'

const { id, credentials } = sources

export const sourceCredentials = sealedKind({
  ...{ name: 'credentials of sources', purpose },
  find: async (queries, isStale, limit) =>
    queries.select({ key: id, sealed: credentials }).from(sources).where(isStale(credentials)).limit(limit),
  put: async (tx, key, anew) => tx.update(sources).set({ credentials: anew }).where(eq(id, key)),
})
