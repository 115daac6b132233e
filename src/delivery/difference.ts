import type { FastifyReply, FastifyRequest } from 'fastify'
import { attributionOf } from '../licensing/attribution.ts'
import { pageHeaders, preferredType } from '../platform/http/page.ts'
import type { Id } from '../platform/ids.ts'
import { invalid, Problem } from '../problems.ts'
import { itemHeaders } from './attribution-headers.ts'
import type { House, Story } from './catalog.ts'
import { differenceHtml, differenceJson, differenceTypes } from './formats/difference.ts'
import { Rendition } from './renditions.ts'
import { type Archive, revisionOf } from './revisions.ts'
import { handOut, respond } from './serve.ts'

const mediaTypes = ['application/json', 'text/html'] as const

type Form = keyof typeof differenceTypes

interface Wanted {
  id: Id<'art'>
  number: number
  /** The earlier version; default: the revision before. */
  against: number | undefined
  form: Form
}

/** Answers with what was changed between two revisions. It shows the text of both, so both are granted. */
export async function serveDifference(
  delivery: Archive,
  request: FastifyRequest,
  reply: FastifyReply,
  wanted: Wanted,
): Promise<void> {
  const { id, number, form } = wanted
  const { rendition, partner, headers } = await handOut(delivery, request, id, async (story, house) => {
    const against = requireOther(story, wanted)
    const rendition = await comparison(delivery, story, house, { ...wanted, against })
    return { rendition, revisions: [number, against] }
  })
  if (form === 'html') reply.headers(pageHeaders)
  const served = { partnerId: partner.id, articleId: id, format: `diff-${form}`, headers }
  return respond(delivery, request, reply, served, rendition)
}

/** The form that `Accept` prefers. Throws `not-acceptable`. */
export function formFor(accept: string | undefined): Form {
  const type = preferredType(accept, mediaTypes)
  if (!type)
    throw new Problem('not-acceptable', { detail: `There is ${mediaTypes.join(', ')}; or use ?format=.` })
  return type === 'text/html' ? 'html' : 'json'
}

async function comparison(
  delivery: Archive,
  story: Story,
  { newswire, terms }: House,
  { number, against, form }: Wanted & { against: number },
): Promise<Rendition> {
  const { renditions, publicUrl, links } = delivery
  const { id } = story.article
  const key = `${id} ${against}..${number} ${form} ${newswire.attributionVersion} ${terms.version}`
  const known = renditions.find(key)
  if (known) return known

  const from = await revisionOf(delivery, story, against)
  const to = await revisionOf(delivery, story, number)
  const compared = { newswire, publicUrl, links, from, to }
  const text = form === 'html' ? differenceHtml(compared) : JSON.stringify(differenceJson(compared))
  // The byline is that of the later one; affiliations are those of both.
  const attribution = attributionOf(newswire, to, publicUrl)
  const authors = [...to.authors, ...from.authors]
  const headers = itemHeaders({ ...attribution, authors }, links)
  return renditions.keep(new Rendition(key, text, differenceTypes[form], headers))
}

function requireOther({ article }: Story, { number, against = number - 1 }: Wanted): number {
  if (against === 0) throw invalid('against', 'is missing; there is no revision before the first')
  if (against === number)
    throw invalid('against', `must be another revision than ${number}; ${article.id} has ${article.revision}`)
  return against
}
