import { DisplayString, serializeItem, serializeList } from 'structured-headers'
import type { Newswire } from '../articles/newswire.ts'
import { type Attribution, logoOf } from '../licensing/attribution.ts'
import type { Links } from './links.ts'

// Headers have limits at every proxy; the body names them all.
const maxAffiliations = 20

export type AttributionHeaders = {
  Link: string
  'Attribution-Affiliation': string
  'Attribution-Logo': string
  /** Responses with one article only. */
  'Attribution-Byline'?: string
}

/** Headers that are kept to be sent often, with their names as Node sends them: others are translated for every answer. */
export function asSent(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

type Credited = Pick<Attribution, 'logo' | 'byline' | 'canonicalUrl'> & {
  authors: readonly { affiliation: { name: string } }[]
}

/** The attribution of one article as headers (RFC 9651 strings, RFC 8288 links). */
export function itemHeaders(attribution: Credited, links: Links): AttributionHeaders {
  const affiliations = attribution.authors.map(({ affiliation }) => affiliation.name)
  return {
    ...listHeaders(attribution.logo, affiliations, links, attribution.canonicalUrl),
    'Attribution-Byline': serializeItem([written(attribution.byline), new Map()]),
  }
}

/** The attribution of a page: the newswire's logo, with its name where no article is on the page. */
export function pageHeaders(
  newswire: Newswire,
  affiliations: readonly string[],
  { publicUrl, links }: { publicUrl: string; links: Links },
): AttributionHeaders {
  const named = affiliations.length > 0 ? affiliations : [newswire.name]
  return listHeaders(logoOf(newswire, publicUrl), named, links)
}

/** The attribution of many articles: the logo, and each affiliation once. */
export function listHeaders(
  logo: Attribution['logo'],
  affiliations: readonly string[],
  links: Links,
  canonicalUrl: string | null = null,
): AttributionHeaders {
  const main = logo.renditions[0]
  if (!main) throw new Error('A newswire without a logo cannot be attributed')
  const link = [
    `<${main.href}>; rel="${links.logoRel}"; type="${main.contentType}"`,
    `<${links.license.href}>; rel="license"`,
    ...(canonicalUrl ? [`<${new URL(canonicalUrl).href}>; rel="canonical"`] : []),
  ]
  return {
    Link: link.join(', '),
    'Attribution-Affiliation': serializeList(
      [...new Set(affiliations)].slice(0, maxAffiliations).map((name) => [written(name), new Map()]),
    ),
    'Attribution-Logo': serializeItem([main.href, new Map()]),
  }
}

const printable = /^[\x20-\x7e]*$/

function written(text: string): string | DisplayString {
  return printable.test(text) ? text : new DisplayString(text)
}
