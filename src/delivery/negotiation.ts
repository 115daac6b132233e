import Negotiator from 'negotiator'
import { boundedMap } from '../platform/bounded-map.ts'
import { Problem } from '../problems.ts'
import { type Format, formatNames, formats } from './formats/formats.ts'
import type { Encoding } from './renditions.ts'

const maxRemembered = 1_000
const encodings: Encoding[] = ['br', 'gzip', 'identity']
const mediaTypes = Object.values(formats).flatMap(({ mediaType }) => mediaType ?? [])

// Few different headers come from many requests.
const chosenFormats = boundedMap<string, { format: Format | undefined }>(maxRemembered)
const chosenEncodings = boundedMap<string, Encoding>(maxRemembered)

/** The format that `Accept` prefers (RFC 9110, 12.5.1). Throws `not-acceptable` naming what there is. */
export function formatFor(accept: string | undefined): Format {
  if (accept === undefined || accept === '*/*') return 'json'
  const known = chosenFormats.get(accept) ?? choose(accept)
  if (!known.format)
    throw new Problem('not-acceptable', { detail: `There is ${mediaTypes.join(', ')}; or use ?format=.` })
  return known.format
}

/** The encoding that `Accept-Encoding` prefers; where nothing fits, the text as it is. */
export function encodingFor(acceptEncoding: string | undefined): Encoding {
  if (!acceptEncoding) return 'identity'
  const known = chosenEncodings.get(acceptEncoding)
  if (known) return known
  // Of what a client takes equally, the one named first is chosen; clients mostly name gzip first.
  const ours = acceptEncoding.split(',').sort((a, b) => Number(isBrotli(b)) - Number(isBrotli(a)))
  const [best] = new Negotiator({ headers: { 'accept-encoding': ours.join() } }).encodings(encodings)
  const chosen = encodings.find((encoding) => encoding === best) ?? 'identity'
  chosenEncodings.set(acceptEncoding, chosen)
  return chosen
}

function isBrotli(encoding: string): boolean {
  return /^\s*br\b/i.test(encoding)
}

function choose(accept: string): { format: Format | undefined } {
  // All that we send is UTF-8, so who names a charset asks for nothing special.
  const plain = accept.replace(/;\s*charset=[^;,]*/gi, '')
  const best = new Negotiator({ headers: { accept: plain } }).mediaType(mediaTypes)
  const chosen = { format: best === undefined ? undefined : formatOf(best) }
  chosenFormats.set(accept, chosen)
  return chosen
}

function formatOf(mediaType: string): Format | undefined {
  return formatNames.find((name) => formats[name].mediaType === mediaType)
}
