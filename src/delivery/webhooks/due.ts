import { and, eq, isNull, placeholder } from 'drizzle-orm'
import { articles, changes } from '../../articles/tables.ts'
import { partners } from '../../partners/tables.ts'
import type { Queries } from '../../platform/database/database.ts'
import { prepared } from '../../platform/database/prepared.ts'
import type { Id } from '../../platform/ids.ts'
import { webhookDeliveries, webhookEndpoints } from './tables.ts'

/** A delivery that is still wanted, with all that its sending depends on as it is now; undefined for others. */
export async function findDue(queries: Queries, id: Id<'whd'>) {
  const [due] = await dueById(queries).execute({ id })
  return due
}

export type Due = NonNullable<Awaited<ReturnType<typeof findDue>>>

const dueById = prepared((queries) => {
  const { id, url, secret, formerSecret, formerUntil, startSeq, failingSince } = webhookEndpoints
  const { seq, type, articleId, at, advanceOnly, comesDown } = changes
  return queries
    .select({
      delivery: webhookDeliveries,
      endpoint: { id, url, secret, formerSecret, formerUntil, startSeq, failingSince },
      partner: { id: partners.id, status: partners.status, advanceAccess: partners.advanceAccess },
      change: { seq, type, articleId, at, advanceOnly, comesDown },
      article: { status: articles.status, embargoedUntil: articles.embargoedUntil },
    })
    .from(webhookDeliveries)
    .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, webhookDeliveries.endpointId))
    .innerJoin(partners, eq(partners.id, webhookEndpoints.partnerId))
    .leftJoin(changes, eq(changes.seq, webhookDeliveries.seq))
    .leftJoin(articles, eq(articles.id, changes.articleId))
    .where(
      and(
        eq(webhookDeliveries.id, placeholder('id')),
        eq(webhookDeliveries.status, 'waiting'),
        isNull(webhookEndpoints.offSince),
        isNull(webhookEndpoints.removedAt),
      ),
    )
    .limit(1)
    .prepare()
})
