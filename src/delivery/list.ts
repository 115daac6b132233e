import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { currentEpoch, newestChange } from '../articles/changes.ts'
import { listPublished } from '../articles/listing.ts'
import { correctionsOf } from '../articles/revisions.ts'
import { affiliationsOf, attributionOf, logoOf } from '../licensing/attribution.ts'
import { entitlementOf, refusal } from '../licensing/entitlement.ts'
import { callingPartner } from '../partners/calling-partner.ts'
import type { Database } from '../platform/database/database.ts'
import { instantSchema } from '../platform/http/fields.ts'
import { cursorSchema, decodeCursor, limitSchema, pageOf } from '../platform/http/paging.ts'
import { idSchema } from '../platform/ids.ts'
import { listHeaders } from './attribution-headers.ts'
import { allUpTo, changeCursor } from './change-cursor.ts'
import { articleJson } from './formats/json.ts'
import { type Basis, type Delivery, dayOf, perPartner } from './serve.ts'

export const listQuery = z.strictObject({
  limit: limitSchema,
  cursor: cursorSchema,
  updatedSince: instantSchema.optional().describe('Only stories published, updated or corrected since then.'),
  publishedSince: instantSchema.optional().describe('Only stories first published since then.'),
  include: z.enum(['body']).optional().describe('`body` adds `bodyHtml` and records a grant for each story.'),
})

type ListQuery = z.infer<typeof listQuery>

const positionSchema = z.tuple([z.int(), idSchema('art')])

/** Answers with a page of stories; with bodies it grants each of them before the first byte. */
export async function serveList(
  delivery: Delivery,
  database: Database,
  request: FastifyRequest,
  reply: FastifyReply,
  query: ListQuery,
): Promise<FastifyReply> {
  const { catalog, publicUrl, links, now } = delivery
  const { partner } = callingPartner(request)
  const { agreement } = await catalog.agreement(partner.id)
  const entitlement = entitlementOf(partner, agreement)
  if (!entitlement.granted) throw refusal(entitlement.because)

  // Read before the page: what is published in between is then told twice, never not at all.
  const changes = query.cursor ? undefined : await followFrom(database)
  const house = await catalog.house()
  const withBody = query.include === 'body'
  const rows = await listPublished(database.read, now(), listingOf(query))
  const corrections = await correctionsOf(
    database.read,
    rows.map(({ article }) => article.id),
  )
  const page = pageOf(
    rows,
    query.limit,
    ({ article, revision }) => {
      const attribution = attributionOf(house.newswire, revision, publicUrl)
      const story = { article, revision, corrections: corrections.get(article.id) ?? [] }
      return articleJson(story, attribution, links.license, {
        uri: links.article(article.id).uri,
        body: withBody,
      })
    },
    ({ article }) => [article.publishedAt ?? 0, article.id],
  )
  const shown = rows.slice(0, query.limit)
  const basis = {
    termsVersion: entitlement.termsVersion,
    attributionVersion: house.newswire.attributionVersion,
  }
  if (withBody) await grantAll(delivery, request, shown, basis)

  const affiliations = shown.flatMap(({ revision }) => affiliationsOf(revision.authors))
  return reply
    .headers(
      listHeaders(
        logoOf(house.newswire, publicUrl),
        affiliations.length > 0 ? affiliations : [house.newswire.name],
        links,
      ),
    )
    .headers(perPartner)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(changes === undefined ? page : { ...page, changes }))
}

function listingOf({ limit, cursor, include, updatedSince, publishedSince }: ListQuery) {
  return {
    limit: limit + 1,
    withBody: include === 'body',
    after: positionIn(cursor),
    updatedSince,
    publishedSince,
  }
}

async function followFrom({ read }: Database): Promise<string> {
  return changeCursor(await currentEpoch(read), allUpTo(await newestChange(read)))
}

function positionIn(cursor: string | undefined) {
  if (cursor === undefined) return undefined
  const [publishedAt, id] = decodeCursor(cursor, positionSchema)
  return { publishedAt, id }
}

async function grantAll(
  { grants, usage, now }: Delivery,
  request: FastifyRequest,
  rows: Awaited<ReturnType<typeof listPublished>>,
  basis: Basis,
): Promise<void> {
  if (request.method === 'HEAD') return
  const { partner } = callingPartner(request)
  await grants.record(
    rows.map(({ article }) => ({
      partnerId: partner.id,
      articleId: article.id,
      revision: article.revision,
      how: 'bulk',
      ...basis,
    })),
  )
  const day = dayOf(now())
  for (const { article } of rows)
    usage.count({ partnerId: partner.id, articleId: article.id, format: 'json', day })
}
