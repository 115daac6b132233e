import type { FastifyReply, FastifyRequest } from 'fastify'
import { changesNumbered } from '../../articles/changes.ts'
import { nextLift } from '../../articles/listing.ts'
import { entitlementOf, refusal } from '../../licensing/entitlement.ts'
import { type CallingPartner, callingPartner } from '../../partners/calling-partner.ts'
import { dayOf, type Instant } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { asSent } from '../attribution-headers.ts'
import { type BulkText, grantAll } from '../bulk-grants.ts'
import { hearingOf } from '../hearing.ts'
import type { Rendition } from '../renditions.ts'
import { answerWith, type Delivery, perPartner } from '../serve.ts'
import { type Content, contentsOf, feedRendition } from './contents.ts'
import type { FeedForm } from './forms.ts'
import { isSettled, isUnmodified } from './modified.ts'
import type { FeedPage, FeedPages } from './pages.ts'
import { type FeedQuery, requireTogether, writtenQuery } from './query.ts'
import type { FeedView } from './stories.ts'

const ever = Number.MIN_SAFE_INTEGER
// Where a link in the feed leads is not to be told the address of the feed.
const keepsSecret = { 'Referrer-Policy': 'no-referrer' }

/** What feeds are served from. */
export interface FeedDelivery extends Delivery {
  database: Database
  feeds: FeedPages
}

/** A feed as it was asked for. */
interface Asked {
  form: FeedForm
  query: FeedQuery
}

/** Answers with a feed. */
export async function serveFeed(
  delivery: FeedDelivery,
  request: FastifyRequest,
  reply: FastifyReply,
  form: FeedForm,
  query: FeedQuery,
): Promise<void> {
  const { feeds, now } = delivery
  requireTogether(query)
  const name = nameOf(callingPartner(request), form, writtenQuery(query))
  const made = feeds.find(name, now()) ?? (await decide(delivery, request, { form, query }, name))
  await respond(delivery, request, reply, form, made)
}

/**
 * Answers at once with a whole feed in which nothing has changed since the last time; as `serveKnown`, for the
 * route's `onRequest` hook.
 */
export function serveKnownFeed(
  delivery: FeedDelivery,
  request: FastifyRequest,
  reply: FastifyReply,
  form: FeedForm,
  done: (error?: Error) => void,
): void {
  const { feeds, now } = delivery
  const isWhole = Object.keys(Object(request.query)).length === 0
  const known = isWhole && feeds.find(nameOf(callingPartner(request), form, ''), now())
  if (known) respond(delivery, request, reply, form, known)?.catch(done)
  else done()
}

function nameOf({ key, partner }: CallingPartner, form: FeedForm, query: string): string {
  return `${key.id}${partner.version} ${form.name}${query}`
}

interface Made {
  page: FeedPage
  rendition: Rendition
}

function respond(
  { usage, now }: FeedDelivery,
  request: FastifyRequest,
  reply: FastifyReply,
  { name: format }: FeedForm,
  { page, rendition }: Made,
): Promise<void> | undefined {
  const { modifiedAt, texts } = page
  const moment = now()
  reply.headers(page.headers)
  if (isSettled(modifiedAt, moment)) reply.header('last-modified', page.lastModified)
  if (isUnmodified(request.headers, modifiedAt, moment)) {
    reply.code(304).header('etag', rendition.validators.identity).send()
    return undefined
  }
  return answerWith(request, reply, rendition, () => {
    const partnerId = callingPartner(request).partner.id
    const day = dayOf(now())
    for (const { articleId } of texts) usage.count({ partnerId, articleId, format, day })
  })
}

// Where grants had to wait for their turn to be written, a story may have been taken back: it is decided anew.
async function decide(
  delivery: FeedDelivery,
  request: FastifyRequest,
  asked: Asked,
  name: string,
): Promise<Made> {
  const { feeds, grants, verdicts } = delivery
  const isHead = request.method === 'HEAD'
  for (let caller = callingPartner(request); ; caller = await delivery.readmit(request)) {
    const { generation } = verdicts
    const { page, rendition, basis } = await make(delivery, caller, asked)
    // What was made up is licensed to nobody.
    const granting = caller.standing.sandboxOf === undefined
    const recorded = granting && !isHead && (await grantAll(grants, caller.partner.id, page.texts, basis))
    const isCurrent = verdicts.isCurrent(generation)
    if (recorded && !isCurrent) continue
    if (granting && isCurrent && !isHead) feeds.keep(name, page)
    return { page, rendition }
  }
}

async function make(delivery: FeedDelivery, caller: CallingPartner, { form, query }: Asked) {
  const { catalog, database, feeds, links, publicUrl, now } = delivery
  const { agreement } = await catalog.agreement(caller.partner.id)
  const { newswire, terms } = await catalog.house()
  const moment = now()
  const entitlement = entitlementOf(caller.standing, agreement, terms, moment)
  if (!entitlement.granted) throw refusal(entitlement.because, null, publicUrl)

  const { sandboxOf } = caller.standing
  const { kind, feed } = caller.key
  const isSecret = kind === 'feed'
  const shown: FeedView = {
    ...{ form, query, newswire, links, publicUrl, read: database.read, termsVersion: terms.version },
    // Whoever reads a feed publishes at once, so it never has what is under embargo.
    view: { now: moment, advanceAccess: false, sandboxOf },
    since: Math.max(feed?.startsAt ?? ever, query.publishedSince ?? ever),
    guid: feed?.guid ?? 'uri',
    isSecret,
  }
  // Read before the stories: what happens in between is then told twice, never not at all.
  const modifiedAt = await lastChange(delivery, caller)
  const contents = await contentsOf(feeds, shown, caller)
  const times = contents.flatMap(({ piece }) => [piece.publishedAt, piece.updatedAt])
  const newest = Math.max(modifiedAt, newswire.updatedAt, ...times)
  const rendition = feedRendition(feeds, shown, contents, newest)
  const ends = contents.flatMap(({ piece }) => piece.expiresAt ?? [])
  const lift = (await nextLift(database.read, moment)) ?? entitlement.validUntil
  const page: FeedPage = {
    renditionKey: rendition.key,
    headers: asSent({ ...rendition.attribution, ...perPartner, ...(isSecret ? keepsSecret : {}) }),
    texts: contents.flatMap(textOf),
    validUntil: Math.min(entitlement.validUntil, lift, ...ends),
    modifiedAt: newest,
    lastModified: new Date(newest).toUTCString(),
  }
  const basis = { termsVersion: entitlement.termsVersion, attributionVersion: newswire.attributionVersion }
  return { page, rendition, basis }
}

// Also of stories that have left the feed, but of none that the partner is not to know of.
async function lastChange(delivery: FeedDelivery, caller: CallingPartner): Promise<Instant> {
  const seq = await (await hearingOf(delivery, caller)).newest()
  const newest = await changesNumbered(delivery.database.read, [seq])
  return newest.get(seq)?.change.at ?? 0
}

function textOf({ id, piece: { revision } }: Content): BulkText[] {
  return revision === 0 ? [] : [{ articleId: id, revision }]
}
