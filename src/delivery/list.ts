import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Listed, publishedAmong, type View } from '../articles/listing.ts'
import { withheldIn } from '../articles/media/uses.ts'
import type { Newswire } from '../articles/newswire.ts'
import { correctionsOf } from '../articles/revisions.ts'
import { highlightsAmong } from '../articles/search/highlights.ts'
import { attributionOf } from '../licensing/attribution.ts'
import { entitlementOf, refusal } from '../licensing/entitlement.ts'
import { callingPartner } from '../partners/calling-partner.ts'
import { dayOf } from '../platform/clock.ts'
import type { Database, Queries } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { pageHeaders } from './attribution-headers.ts'
import { type BulkText, grantAll } from './bulk-grants.ts'
import { allUpTo, currentLog } from './change-cursor.ts'
import { articleJson } from './formats/json.ts'
import { hearingOf } from './hearing.ts'
import { findPage, type ListQuery } from './list-query.ts'
import { type Entry, listJson, pieceOf, withMember } from './pieces.ts'
import { type Delivery, perPartner } from './serve.ts'

const maxPageBytes = 8 * 1024 * 1024
// So that a page that ends early has not read many long texts in vain.
const rowsPerRead = 50

/** Answers with a page of stories; with bodies it grants each of them before the first byte. */
export async function serveList(
  delivery: Delivery,
  database: Database,
  request: FastifyRequest,
  reply: FastifyReply,
  query: ListQuery,
): Promise<FastifyReply> {
  const { catalog, verdicts, now } = delivery
  const { generation } = verdicts
  const { partner, standing } = callingPartner(request)
  const { agreement } = await catalog.agreement(partner.id)
  const { newswire, terms } = await catalog.house()
  const entitlement = entitlementOf(standing, agreement, terms, now())
  if (!entitlement.granted) throw refusal(entitlement.because, null, delivery.publicUrl)

  // Read before the page: what is published in between is then told twice, never not at all.
  const changes = query.cursor ? undefined : await followFrom(delivery, database, request)
  const withBody = query.include === 'body'
  const shown = {
    read: database.read,
    view: { now: now(), ...standing },
    newswire,
    withBody,
  }
  const found = await findPage(database.read, shown.view, query)
  const { entries, taken } = await entriesOf(delivery, shown, found.rows.slice(0, query.limit))
  const basis = { termsVersion: entitlement.termsVersion, attributionVersion: newswire.attributionVersion }
  const granting = withBody && !standing.sandboxOf && request.method !== 'HEAD'
  const texts = granting ? textsOf(entries) : []
  if ((await grantAll(delivery.grants, partner.id, texts, basis)) && !verdicts.isCurrent(generation)) {
    // While the grants waited for their turn to be written, a story may have been taken back.
    await delivery.readmit(request)
    return serveList(delivery, database, request, reply, query)
  }
  countAll(delivery, partner.id, texts)

  const marked = found.text && (await highlightsAmong(database.read, found.text, idsOf(entries)))
  const affiliations = entries.flatMap(({ piece }) => piece.affiliations)
  return reply
    .headers(pageHeaders(newswire, affiliations, delivery))
    .headers(perPartner)
    .type('application/json; charset=utf-8')
    .send(
      listJson(
        entries.map(({ row, piece }) => withMember(piece.bytes, 'highlights', marked?.get(row.id))),
        { next: found.nextAfter(taken), changes },
      ),
    )
}

async function followFrom(delivery: Delivery, database: Database, request: FastifyRequest) {
  const caller = callingPartner(request)
  const hearing = await hearingOf({ ...delivery, database }, caller)
  return delivery.cursors.at(await currentLog(database.read, caller), allUpTo(await hearing.newest()))
}

function idsOf(entries: Entry<Listed>[]) {
  return entries.map(({ row }) => row.id)
}

/** What a page shows, and to whom. */
interface Shown {
  read: Queries
  view: View
  newswire: Newswire
  withBody: boolean
}

/** As many entries as a page may hold, and how many of the rows they stand for. */
async function entriesOf(
  delivery: Delivery,
  shown: Shown,
  rows: Listed[],
): Promise<{ entries: Entry<Listed>[]; taken: number }> {
  const entries: Entry<Listed>[] = []
  let bytes = 0
  for (let from = 0; from < rows.length; from += rowsPerRead) {
    const some = rows.slice(from, from + rowsPerRead)
    for (const entry of await readEntries(delivery, shown, some)) {
      bytes += entry.piece.bytes.length
      if (bytes > maxPageBytes && entries.length > 0) return { entries, taken: rows.indexOf(entry.row) }
      entries.push(entry)
    }
  }
  return { entries, taken: rows.length }
}

// A story that was withdrawn since the page was read is left out of it.
async function readEntries(
  { pieces, links, publicUrl }: Delivery,
  { read, view, newswire, withBody }: Shown,
  rows: Listed[],
): Promise<Entry<Listed>[]> {
  const keyOf = ({ id, version }: Listed) => `${id} ${version} ${newswire.attributionVersion} ${withBody}`
  return pieces.entries(rows, keyOf, async (missing) => {
    const ids = missing.map(({ id }) => id)
    const stories = await publishedAmong(read, view, ids, withBody)
    const corrections = await correctionsOf(read, ids)
    const revisions = [...stories.values()].map(({ revision }) => revision)
    const withheld = await withheldIn(read, revisions)
    return ({ id }) => {
      const story = stories.get(id)
      if (!story) return undefined
      const attribution = attributionOf(newswire, story.revision, publicUrl)
      const known = { ...story, corrections: corrections.get(id) ?? [], withheld }
      return pieceOf(articleJson(known, attribution, links, withBody), story.revision)
    }
  })
}

function textsOf(entries: Entry<Listed>[]): BulkText[] {
  return entries.map(({ row, piece }) => ({ articleId: row.id, revision: piece.revision }))
}

function countAll({ usage, now }: Delivery, partnerId: Id<'par'>, texts: BulkText[]): void {
  const day = dayOf(now())
  for (const { articleId } of texts) usage.count({ partnerId, articleId, format: 'json', day })
}
