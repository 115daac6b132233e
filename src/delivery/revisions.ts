import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { withheldIn } from '../articles/media/uses.ts'
import { findRevision, listRevisions, type RevisionRow } from '../articles/revisions.ts'
import { affiliationsOf } from '../licensing/attribution.ts'
import { isOver } from '../licensing/entitlement.ts'
import { type CallingPartner, callingPartner } from '../partners/calling-partner.ts'
import type { Database } from '../platform/database/database.ts'
import { cursorSchema, decodeCursor, limitSchema, pageOf } from '../platform/http/paging.ts'
import type { Id } from '../platform/ids.ts'
import { Problem } from '../problems.ts'
import { pageHeaders } from './attribution-headers.ts'
import { canceledRendition, overForHolder } from './canceled.ts'
import type { Story } from './catalog.ts'
import type { Format } from './formats/formats.ts'
import { revisionEntry } from './formats/revision.ts'
import {
  admit,
  answerWith,
  type Delivery,
  handOut,
  judge,
  perPartner,
  renditionOf,
  respond,
} from './serve.ts'

export const revisionsQuery = z.strictObject({ limit: limitSchema, cursor: cursorSchema })

const positionSchema = z.tuple([z.int()])

/** What revisions are served from: those that are not the newest are kept in no cache. */
export type Archive = Delivery & { database: Database }

/** Answers with a page of what was published of a story, oldest first. */
export async function serveRevisions(
  delivery: Archive,
  request: FastifyRequest,
  reply: FastifyReply,
  id: Id<'art'>,
  { limit, cursor }: z.infer<typeof revisionsQuery>,
): Promise<FastifyReply> {
  const { catalog, database, publicUrl } = delivery
  await admit(delivery, callingPartner(request), id)
  const { newswire } = await catalog.house()
  const after = cursor === undefined ? undefined : decodeCursor(cursor, positionSchema)[0]
  const rows = await listRevisions(database.read, id, { limit: limit + 1, after })
  const page = pageOf(
    rows,
    limit,
    (revision) => revisionEntry(revision, newswire, publicUrl),
    ({ number }) => [number],
  )
  const affiliations = rows.slice(0, limit).flatMap(({ authors }) => affiliationsOf(authors))
  return reply
    .headers(pageHeaders(newswire, affiliations, delivery))
    .headers(perPartner)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(page))
}

/** Answers with a story as one of its revisions had it, or with what is told of one that was taken back. */
export async function serveRevision(
  delivery: Archive,
  request: FastifyRequest,
  reply: FastifyReply,
  { id, number, format }: { id: Id<'art'>; number: number; format: Format },
): Promise<void> {
  const over = await overFor(delivery, callingPartner(request), id)
  if (over) {
    await revisionOf(delivery, over.story, number)
    const house = await delivery.catalog.house()
    const canceled = canceledRendition(delivery, over.story, house, over.because, format)
    // Nothing that was licensed is sent, so nothing is counted.
    return answerWith(request, reply.headers({ ...canceled.attribution, ...perPartner }), canceled, () => {})
  }
  const { rendition, partner, headers } = await handOut(delivery, request, id, async (story, house) => {
    const revision = await revisionOf(delivery, story, number)
    const article = { ...story.article, updatedAt: revision.at }
    const withheld = await withheldIn(delivery.database.read, [revision])
    const then = { ...story, article, revision, withheld }
    const how = format === 'embed' ? 'copied' : 'item'
    return { rendition: renditionOf(delivery, then, house, format), revisions: [number], how }
  })
  return respond(
    delivery,
    request,
    reply,
    { partnerId: partner.id, articleId: id, format, headers },
    rendition,
  )
}

/** A story that was taken back, where the caller is told so. Throws where it is to know nothing of it. */
async function overFor(delivery: Delivery, caller: CallingPartner, id: Id<'art'>) {
  const held = await overForHolder(delivery, caller, id)
  if (held) return held
  const { story, entitlement } = await judge(delivery, caller, id)
  return !entitlement.granted && isOver(entitlement.because)
    ? { story, because: entitlement.because }
    : undefined
}

/** A revision of a story that a partner was let in to. Throws `not-found` where there is none. */
export async function revisionOf(
  { database }: Archive,
  { article, revision: newest }: Story,
  number: number,
): Promise<RevisionRow> {
  if (newest?.number === number) return newest
  const found = number < article.revision ? await findRevision(database.read, article.id, number) : undefined
  if (!found)
    throw new Problem('not-found', {
      detail: `${article.id} has no revision ${number}; the newest is ${article.revision}.`,
    })
  return found
}
