import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { listRevisions } from '../articles/revisions.ts'
import { affiliationsOf, attributionOf, logoOf } from '../licensing/attribution.ts'
import { entitlementOf, entitlementTo, refusal } from '../licensing/entitlement.ts'
import { callingPartner } from '../partners/calling-partner.ts'
import { toRfc3339 } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { cursorSchema, decodeCursor, limitSchema, pageOf } from '../platform/http/paging.ts'
import type { Id } from '../platform/ids.ts'
import { listHeaders } from './attribution-headers.ts'
import { type Delivery, perPartner } from './serve.ts'

export const revisionsQuery = z.strictObject({ limit: limitSchema, cursor: cursorSchema })

const positionSchema = z.tuple([z.int()])

/** Answers with a page of what was published of a story, oldest first. */
export async function serveRevisions(
  delivery: Delivery & { database: Database },
  request: FastifyRequest,
  reply: FastifyReply,
  id: Id<'art'>,
  { limit, cursor }: z.infer<typeof revisionsQuery>,
): Promise<FastifyReply> {
  const { catalog, database, links, publicUrl, now } = delivery
  const { partner } = callingPartner(request)
  const { agreement } = await catalog.agreement(partner.id)
  const standing = entitlementOf(partner, agreement)
  if (!standing.granted) throw refusal(standing.because)
  const { article } = await catalog.story(id)
  const entitlement = entitlementTo(partner, agreement, article, now())
  if (!entitlement.granted) throw refusal(entitlement.because, article.advisory)

  const { newswire } = await catalog.house()
  const after = cursor === undefined ? undefined : decodeCursor(cursor, positionSchema)[0]
  const rows = await listRevisions(database.read, id, { limit: limit + 1, after })
  const page = pageOf(
    rows,
    limit,
    (revision) => ({
      revision: revision.number,
      at: toRfc3339(revision.at),
      kind: revision.kind,
      note: revision.note,
      headline: revision.headline,
      byline: revision.byline,
      attribution: attributionOf(newswire, revision, publicUrl),
    }),
    ({ number }) => [number],
  )
  const affiliations = rows.slice(0, limit).flatMap(({ authors }) => affiliationsOf(authors))
  return reply
    .headers(
      listHeaders(
        logoOf(newswire, publicUrl),
        affiliations.length > 0 ? affiliations : [newswire.name],
        links,
      ),
    )
    .headers(perPartner)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(page))
}
