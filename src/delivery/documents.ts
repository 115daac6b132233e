import type { LogRow } from '../articles/changes.ts'
import { affiliationsOf } from '../licensing/attribution.ts'
import { entitlementTo, isOver, type Refusal, refusalOfHolder } from '../licensing/entitlement.ts'
import type { CallingPartner } from '../partners/calling-partner.ts'
import { dayOf } from '../platform/clock.ts'
import type { Id } from '../platform/ids.ts'
import { Problem } from '../problems.ts'
import { grantAll } from './bulk-grants.ts'
import { canceledRendition } from './canceled.ts'
import type { House, Story } from './catalog.ts'
import { type Format, formats } from './formats/formats.ts'
import { type Basis, type Delivery, renditionOf } from './serve.ts'

const scope = 'articles:read'
const json = /[/+]json\b/
const lineFeed = 0x0a

/** A story that a change carries, as JSON: an object, or a text that holds it in another format. */
export interface Document {
  bytes: Buffer
  affiliations: string[]
  format: Format
  /** What is granted with it: nothing of a story that was taken back, which goes out without its text. */
  granted?: { text: { articleId: Id<'art'>; revision: number }; basis: Basis }
}

/** Throws `scope-missing` for a key that may follow changes and not read stories. */
export function requireReader({ key, headers = {} }: CallingPartner): void {
  if (key.scopes.some((one) => one === scope)) return
  throw new Problem('scope-missing', { detail: `Key ${key.display} lacks the scope ${scope}.`, headers })
}

/** The stories of some changes as they are now, where a partner may have them at this moment. */
export async function documentsFor(
  delivery: Delivery,
  { partner, standing }: CallingPartner,
  format: Format,
  rows: LogRow[],
): Promise<Map<Id<'art'>, Document>> {
  const { catalog, now } = delivery
  const { agreement } = await catalog.agreement(partner.id)
  const house = await catalog.house()
  const documents = new Map<Id<'art'>, Document>()

  const ids = [...new Set(rows.flatMap(({ articleId }) => articleId ?? []))]
  for (const story of await Promise.all(ids.map((id) => catalog.story(id)))) {
    const { article, revision } = story
    const entitlement = entitlementTo(standing, agreement, house.terms, article, now())
    if (!revision) continue
    const rendition = entitlement.granted
      ? renditionOf(delivery, story, house, format)
      : canceledFor(delivery, story, house, entitlement.because, format)
    if (!rendition) continue
    documents.set(article.id, {
      bytes: embedded(rendition.identity.body, format),
      affiliations: affiliationsOf(revision.authors),
      format,
      ...(entitlement.granted ? { granted: grantedWith(story, house, entitlement) } : {}),
    })
  }
  return documents
}

// Whoever hears of a story that it is not to have held it before.
function canceledFor(delivery: Delivery, story: Story, house: House, refused: Refusal, format: Format) {
  const because = refusalOfHolder(refused, story.article)
  return isOver(because) ? canceledRendition(delivery, story, house, because, format) : undefined
}

function grantedWith(
  { article }: Story,
  { newswire: { attributionVersion } }: House,
  { termsVersion }: { termsVersion: number },
): NonNullable<Document['granted']> {
  return {
    text: { articleId: article.id, revision: article.revision },
    basis: { termsVersion, attributionVersion },
  }
}

// A thousand streams that tell of a story carry the same bytes of it.
const known = new WeakMap<Buffer, Buffer>()

function embedded(body: Buffer, format: Format): Buffer {
  const before = known.get(body)
  if (before) return before
  const document = inJson(body, format)
  known.set(body, document)
  return document
}

// JSON stands in JSON as it is, but in one line: an event ends with its line.
function inJson(body: Buffer, format: Format): Buffer {
  if (!json.test(formats[format].contentType)) return Buffer.from(JSON.stringify(body.toString()))
  return body.includes(lineFeed) ? Buffer.from(JSON.stringify(JSON.parse(body.toString()))) : body
}

/** Grants and counts what is to be sent; false where something changed while the grants waited, and nothing is counted. */
export async function grantDocuments(
  { grants, usage, verdicts, now }: Delivery,
  { partner }: CallingPartner,
  documents: Document[],
  generation: number,
): Promise<boolean> {
  const licensed = documents.flatMap(({ format, granted }) => (granted ? { format, ...granted } : []))
  const [first] = licensed
  if (!first) return true
  const texts = new Map(licensed.map(({ text }) => [text.articleId, text]))
  const recorded = await grantAll(grants, partner.id, [...texts.values()], first.basis)
  if (recorded && !verdicts.isCurrent(generation)) return false
  const day = dayOf(now())
  for (const articleId of texts.keys())
    usage.count({ partnerId: partner.id, articleId, format: first.format, day })
  return true
}
