import { count, eq } from 'drizzle-orm'
import { listEndpoints, maxEndpoints } from './delivery/webhooks/endpoints.ts'
import { grants } from './licensing/tables.ts'
import { type ApiKey, listApiKeys } from './partners/api-keys.ts'
import { outcomeOf } from './partners/decisions.ts'
import type { EffectOf } from './partners/effect.ts'
import { isExpired } from './partners/key-validity.ts'
import { requirePartner } from './partners/partners.ts'

/** What a decision on a partner would do, over all rooms. Throws `conflict` where it does not apply. */
export const effectOf: EffectOf = async (queries, id, decision, now) => {
  const partner = await requirePartner(queries, id)
  const next = outcomeOf(partner, decision)
  const live = (await listApiKeys(queries, id)).filter(
    (key) => key.revokedAt === null && !isExpired(key, now),
  )
  const endpoints = await listEndpoints(queries, id, { limit: maxEndpoints })
  const [held] = await queries
    .select({ grants: count() })
    .from(grants)
    .where(eq(grants.partnerId, id))
    .limit(1)
  return {
    partnerId: id,
    status: partner.status,
    next,
    keys: live.filter(({ kind }) => kind !== 'feed').map(named),
    feeds: live.filter(({ kind }) => kind === 'feed').map(named),
    webhooks: endpoints.filter(({ offSince }) => offSince === null).map(({ id, url }) => ({ id, url })),
    grants: held?.grants ?? 0,
  }
}

function named({ id, name, display }: ApiKey) {
  return { id, name, display }
}
