import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Attribution, attributionOf } from '../licensing/attribution.ts'
import {
  type Entitlement,
  entitlementOf,
  entitlementTo,
  refusal,
  refusalOfHolder,
} from '../licensing/entitlement.ts'
import type { Grant, Grants } from '../licensing/grants.ts'
import type { UsageCounter } from '../licensing/usage.ts'
import { type CallingPartner, callingPartner } from '../partners/calling-partner.ts'
import { dayOf, type Instant } from '../platform/clock.ts'
import type { Id } from '../platform/ids.ts'
import { type AttributionHeaders, asSent, itemHeaders } from './attribution-headers.ts'
import type { Catalog, House, Story } from './catalog.ts'
import type { ChangeCursors } from './change-cursor.ts'
import { type Format, formatNames, formats } from './formats/formats.ts'
import { articleJson } from './formats/json.ts'
import type { Links } from './links.ts'
import { encodingFor, formatFor } from './negotiation.ts'
import type { Pieces } from './pieces.ts'
import { matching, Rendition, type Renditions, type Representation } from './renditions.ts'
import type { ArticleJson } from './schema.ts'
import type { Verdict, Verdicts } from './verdicts.ts'

/** What serving works with; made once per process. */
export interface Delivery {
  catalog: Catalog
  verdicts: Verdicts
  renditions: Renditions
  pieces: Pieces
  grants: Grants
  usage: UsageCounter
  cursors: ChangeCursors
  links: Links
  publicUrl: string
  now: () => Instant
  /** Lets the caller of a waiting request in anew: its key or standing may have changed meanwhile. */
  readmit: (request: FastifyRequest) => Promise<CallingPartner>
}

/**
 * Answers with an article: entitle, find rendition, record grant, respond. The one door for the text of
 * one article; the grant is committed before the first byte.
 */
export async function serve(
  delivery: Delivery,
  request: FastifyRequest,
  reply: FastifyReply,
  id: Id<'art'>,
  format: Format,
): Promise<void> {
  const { verdict, rendition } = await decide(delivery, request, id, format)
  await respond(delivery, request, reply, verdict, rendition)
}

/**
 * Answers at once where `serve` came to the same before, for this partner: whatever else the route checks of a
 * request was checked then. For the route's `onRequest` hook, so that the id is what anybody may have sent.
 */
export function serveKnown(
  delivery: Delivery,
  request: FastifyRequest,
  reply: FastifyReply,
  id: string,
  done: (error?: Error) => void,
): void {
  const { verdicts, renditions, now } = delivery
  const { partner, standing } = callingPartner(request)
  const format = formatWanted(request)
  // What is kept was granted to live keys.
  const known = format && !standing.sandboxOf && verdicts.find(partner, id, format, now())
  const rendition = known && renditions.find(known.renditionKey)
  if (known && rendition) respond(delivery, request, reply, known, rendition)?.catch(done)
  else done()
}

/** The format that a request asks for, unless it asks for anything else as well. */
function formatWanted({ query, headers }: FastifyRequest): Format | undefined {
  let named: unknown
  for (const [name, value] of Object.entries(Object(query))) {
    if (name !== 'format') return undefined
    named = value
  }
  return named === undefined ? formatFor(headers.accept) : formatNames.find((format) => format === named)
}

/** What caches between us and a partner must know. */
export const perPartner = {
  'Cache-Control': 'private, no-cache',
  Vary: 'Authorization, Accept, Accept-Encoding',
} as const

interface Decision {
  verdict: Verdict
  rendition: Rendition
}

async function decide(
  delivery: Delivery,
  request: FastifyRequest,
  id: Id<'art'>,
  format: Format,
): Promise<Decision> {
  const { rendition, ...handed } = await handOut(delivery, request, id, (story, house) => ({
    rendition: renditionOf(delivery, story, house, format),
    revisions: [story.article.revision],
    how: format === 'embed' ? 'copied' : 'item',
  }))
  const { partner, headers, validUntil, generation } = handed
  const verdict = {
    partnerId: partner.id,
    articleId: id,
    format,
    renditionKey: rendition.key,
    validUntil,
    headers: asSent(headers),
  }
  if ('License-Grant' in headers) delivery.verdicts.keep(partner, verdict, generation)
  return { verdict, rendition }
}

/** A text that is handed out, and which revisions of its story it shows. */
interface Text {
  rendition: Rendition
  revisions: number[]
  /** Default: `item`. What is there to be pasted is `copied`. */
  how?: 'item' | 'copied'
}

/** A text with the headers that it goes out under, and how long that may be repeated. */
interface HandedOut {
  partner: CallingPartner['partner']
  rendition: Rendition
  headers: AttributionHeaders & typeof perPartner & { 'License-Grant'?: string }
  validUntil: Instant
  generation: number
}

/**
 * Entitles, builds the text and records a grant for each revision in it: what has come back may be sent. Where
 * a grant had to wait for its turn to be written, the story may have been taken back: it is decided anew.
 */
export async function handOut(
  delivery: Delivery,
  request: FastifyRequest,
  id: Id<'art'>,
  build: (story: Story, house: House) => Text | Promise<Text>,
): Promise<HandedOut> {
  const { verdicts } = delivery
  for (let caller = callingPartner(request); ; caller = await delivery.readmit(request)) {
    const { generation } = verdicts
    const { partner } = caller
    const { recorded, ...handed } = await handOutOnce(delivery, request, caller, id, build)
    if (!recorded || verdicts.isCurrent(generation)) return { ...handed, partner, generation }
  }
}

async function handOutOnce(
  delivery: Delivery,
  { method }: FastifyRequest,
  caller: CallingPartner,
  id: Id<'art'>,
  build: Parameters<typeof handOut>[3],
) {
  const { catalog, grants } = delivery
  const { partner, standing } = caller
  const { story, termsVersion, validUntil } = await admit(delivery, caller, id)
  const house = await catalog.house()
  const { rendition, revisions, how = 'item' } = await build(story, house)
  const { attributionVersion } = house.newswire
  const basis = { how, termsVersion, attributionVersion }
  const missing = revisions.filter((revision) => !grants.known(partner.id, id, revision))
  // What was made up is licensed to nobody.
  const recorded = missing.length > 0 && method !== 'HEAD' && !standing.sandboxOf
  if (recorded)
    await grants.record(
      missing.map((revision) => ({ partnerId: partner.id, articleId: id, revision, ...basis })),
    )
  const known = revisions.flatMap((revision) => grants.known(partner.id, id, revision) ?? [])
  const granted = known.length === revisions.length && {
    'License-Grant': known.map((grant) => `"${grant}"`).join(', '),
  }
  return { rendition, headers: { ...rendition.attribution, ...perPartner, ...granted }, validUntil, recorded }
}

/** The story, where a partner may have its text at this moment. Throws what refuses it. */
export async function admit(
  delivery: Delivery,
  caller: CallingPartner,
  id: Id<'art'>,
): Promise<{ story: Story; termsVersion: number; validUntil: Instant }> {
  const { story, entitlement } = await judge(delivery, caller, id)
  if (entitlement.granted) return { story, ...entitlement }
  throw refusal(entitlement.because, story.article.advisory, delivery.publicUrl)
}

/** Whether a partner may have the text of a story at this moment. Throws where it is to have none at all. */
export async function judge(
  { catalog, grants, publicUrl, now }: Delivery,
  { partner, standing: caller }: CallingPartner,
  id: Id<'art'>,
): Promise<{ story: Story; entitlement: Entitlement }> {
  const { agreement } = await catalog.agreement(partner.id)
  // Before the lookup: whoever is not entitled at all learns nothing about single articles.
  const { terms } = await catalog.house()
  const standing = entitlementOf(caller, agreement, terms, now())
  if (!standing.granted) throw refusal(standing.because, null, publicUrl)
  const story = await catalog.story(id)
  const { article } = story
  const entitlement = entitlementTo(caller, agreement, terms, article, now())
  if (entitlement.granted) return { story, entitlement }
  const ofHolder = refusalOfHolder(entitlement.because, article)
  // Only where it makes a difference is the database asked.
  const isHolder = ofHolder !== entitlement.because && (await grants.holds(partner.id, id))
  return { story, entitlement: isHolder ? { granted: false, because: ofHolder } : entitlement }
}

/** Sends a text that was handed out, or says that what the partner holds is still good. */
export function respond(
  { usage, now }: Delivery,
  request: FastifyRequest,
  reply: FastifyReply,
  { partnerId, articleId, format, headers }: Pick<Verdict, 'partnerId' | 'articleId' | 'headers'> & Counted,
  rendition: Rendition,
): Promise<void> | undefined {
  return answerWith(request, reply.headers(headers), rendition, () =>
    usage.count({ partnerId, articleId, format, day: dayOf(now()) }),
  )
}

/** Sends a text, or says that what the caller holds is still good; only what live keys are sent is counted. */
export function answerWith(
  request: FastifyRequest,
  reply: FastifyReply,
  rendition: Rendition,
  count: () => void,
): Promise<void> | undefined {
  const unchanged = matching(request.headers['if-none-match'], rendition)
  if (unchanged) {
    reply.code(304).header('etag', unchanged).send()
    return undefined
  }
  const send = ({ encoding, etag, body }: Representation) => {
    reply.header('etag', etag).header('content-type', rendition.contentType)
    if (encoding !== 'identity') reply.header('content-encoding', encoding)
    if (request.method !== 'HEAD' && !callingPartner(request).standing.sandboxOf) count()
    reply.send(body)
  }
  const representation = rendition.in(encodingFor(request.headers['accept-encoding']))
  if (representation instanceof Promise) return representation.then(send)
  send(representation)
  return undefined
}

/** A format as usage counts it. */
interface Counted {
  format: string
}

/** A story in a format, as it was built before where it was. */
export function renditionOf(delivery: Delivery, story: Story, house: House, format: Format): Rendition {
  const { article, revision, withheld } = story
  const key = `${article.id} ${[article.version, revision?.number, article.updatedAt, ...withheld]}`
  return renditionUnder(delivery, key, story, house, format, (attribution) =>
    articleJson(story, attribution, delivery.links, true),
  )
}

/** What is told of a story, in a format; the key names it, apart from format, attribution and terms. */
export function renditionUnder(
  { renditions, publicUrl, links }: Delivery,
  name: string,
  { article, revision }: Story,
  { newswire, terms }: House,
  format: Format,
  told: (attribution: Attribution) => ArticleJson,
): Rendition {
  if (!revision) throw new Error(`Article ${article.id} was never published`)
  const key = `${name} ${format} ${newswire.attributionVersion} ${terms.version}`
  const known = renditions.find(key)
  if (known) return known

  const attribution = attributionOf(newswire, revision, publicUrl)
  const { write, contentType, headers } = formats[format]
  const publisher = { ...newswire, rels: links.rels }
  const text = write(told(attribution), attribution, links.license, publisher)
  const sent = { ...itemHeaders(attribution, links), ...headers }
  return renditions.keep(new Rendition(key, text, contentType, sent))
}

/** What a grant is made under. */
export type Basis = Pick<Grant, 'termsVersion' | 'attributionVersion'>
