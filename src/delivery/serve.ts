import type { FastifyReply, FastifyRequest } from 'fastify'
import { attributionOf } from '../licensing/attribution.ts'
import { entitlementOf, entitlementTo, refusal } from '../licensing/entitlement.ts'
import type { Grant, Grants } from '../licensing/grants.ts'
import type { UsageCounter } from '../licensing/usage.ts'
import { type CallingPartner, callingPartner } from '../partners/calling-partner.ts'
import type { Instant } from '../platform/clock.ts'
import type { Id } from '../platform/ids.ts'
import { itemHeaders } from './attribution-headers.ts'
import type { Catalog, House, Story } from './catalog.ts'
import type { ChangeCursors } from './change-cursor.ts'
import { articleJson } from './formats/json.ts'
import type { Links } from './links.ts'
import { encodingFor, type Format, formats } from './negotiation.ts'
import type { Pieces } from './pieces.ts'
import { matching, Rendition, type Renditions, type Representation } from './renditions.ts'
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

const dayMs = 24 * 60 * 60 * 1_000

/**
 * Answers with an article: entitle, find rendition, record grant, respond. The one door for the text of
 * one article; the grant is committed before the first byte. Where all of that is known, it answers at once.
 */
export function serve(
  delivery: Delivery,
  request: FastifyRequest,
  reply: FastifyReply,
  id: Id<'art'>,
  format: Format,
): Promise<void> | undefined {
  const { verdicts, renditions, now } = delivery
  const known = verdicts.find(callingPartner(request).partner, id, format, now())
  const rendition = known && renditions.find(known.renditionKey)
  if (known && rendition) return respond(delivery, request, reply, known, rendition)
  return decide(delivery, request, id, format).then((decided) =>
    respond(delivery, request, reply, decided.verdict, decided.rendition),
  )
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
  const { verdicts } = delivery
  for (let caller = callingPartner(request); ; caller = await delivery.readmit(request)) {
    const { generation } = verdicts
    const { recorded, ...decision } = await decideOnce(delivery, request, caller, id, format)
    // While the grant waited for its turn to be written, the story may have been taken back.
    if (!recorded || verdicts.isCurrent(generation)) {
      if ('License-Grant' in decision.verdict.headers)
        verdicts.keep(caller.partner, decision.verdict, generation)
      return decision
    }
  }
}

async function decideOnce(
  delivery: Delivery,
  request: FastifyRequest,
  { partner }: CallingPartner,
  id: Id<'art'>,
  format: Format,
): Promise<Decision & { recorded: boolean }> {
  const { catalog, grants, now } = delivery
  const { agreement } = await catalog.agreement(partner.id)
  // Before the lookup: whoever is not entitled at all learns nothing about single articles.
  const standing = entitlementOf(partner, agreement)
  if (!standing.granted) throw refusal(standing.because)
  const story = await catalog.story(id)
  const entitlement = entitlementTo(partner, agreement, story.article, now())
  if (!entitlement.granted) throw refusal(entitlement.because, story.article.advisory)

  const house = await catalog.house()
  const rendition = renditionOf(delivery, story, house, format)
  const known = grants.known(partner.id, story.article.id, story.article.revision)
  const recorded = !known && request.method !== 'HEAD'
  const grant = recorded
    ? await recordGrant(delivery, partner.id, story, {
        termsVersion: entitlement.termsVersion,
        attributionVersion: house.newswire.attributionVersion,
      })
    : known
  const headers = { ...rendition.attribution, ...perPartner, ...(grant && { 'License-Grant': `"${grant}"` }) }
  const { validUntil } = entitlement
  const verdict = {
    partnerId: partner.id,
    articleId: id,
    format,
    renditionKey: rendition.key,
    validUntil,
    headers,
  }
  return { verdict, rendition, recorded }
}

function respond(
  { usage, now }: Delivery,
  request: FastifyRequest,
  reply: FastifyReply,
  { partnerId, articleId, format, headers }: Verdict,
  rendition: Rendition,
): Promise<void> | undefined {
  reply.headers(headers)
  const unchanged = matching(request.headers['if-none-match'], rendition)
  if (unchanged) {
    reply.code(304).header('ETag', unchanged).send()
    return undefined
  }
  const send = ({ encoding, etag, body }: Representation) => {
    reply.header('ETag', etag).header('Content-Type', rendition.contentType)
    if (encoding !== 'identity') reply.header('Content-Encoding', encoding)
    if (request.method !== 'HEAD') usage.count({ partnerId, articleId, format, day: dayOf(now()) })
    reply.send(body)
  }
  const representation = rendition.in(encodingFor(request.headers['accept-encoding']))
  if (representation instanceof Promise) return representation.then(send)
  send(representation)
  return undefined
}

function renditionOf(
  { renditions, publicUrl, links }: Delivery,
  story: Story,
  house: House,
  format: Format,
): Rendition {
  const { article, revision } = story
  if (!revision) throw new Error(`Article ${article.id} was never published`)
  const { newswire, terms } = house
  const key = `${article.id} ${article.version} ${format} ${newswire.attributionVersion} ${terms.version}`
  const known = renditions.find(key)
  if (known) return known

  const attribution = attributionOf(newswire, revision, publicUrl)
  const text = JSON.stringify(articleJson(story, attribution, links, true))
  return renditions.keep(
    new Rendition(key, text, formats[format].contentType, itemHeaders(attribution, links)),
  )
}

/** What a grant is made under. */
export type Basis = Pick<Grant, 'termsVersion' | 'attributionVersion'>

async function recordGrant(
  { grants }: Delivery,
  partnerId: Id<'par'>,
  { article }: Story,
  basis: Basis,
): Promise<Id<'grt'> | undefined> {
  const wanted = {
    partnerId,
    articleId: article.id,
    revision: article.revision,
    how: 'item',
    ...basis,
  } as const
  const [grant] = await grants.record([wanted])
  return grant
}

let today = { number: -1, text: '' }

/** The UTC day of a moment, as usage is counted: `2026-05-01`. */
export function dayOf(moment: Instant): string {
  const number = Math.floor(moment / dayMs)
  if (number !== today.number) today = { number, text: new Date(moment).toISOString().slice(0, 10) }
  return today.text
}
