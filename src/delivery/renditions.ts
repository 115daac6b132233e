import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import type { AttributionHeaders } from './attribution-headers.ts'

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

const usualMaxBytes = 96 * 1024 * 1024
const brotliQuality = 4
const gzipLevel = 6
const hashLength = 22

export type Encoding = 'br' | 'gzip' | 'identity'

/** One encoding of a rendition, with its strong validator. */
export interface Representation {
  encoding: Encoding
  etag: string
  body: Buffer
}

/** A built response: the same for every partner. What differs per partner travels in headers. */
export class Rendition {
  /** What it was built from; see `Renditions`. */
  readonly key: string
  readonly contentType: string
  readonly attribution: AttributionHeaders
  readonly identity: Representation
  /** The strong validators of all its encodings. */
  readonly validators: Record<Encoding, string>
  private uses = 0
  private readonly encoded: Partial<Record<Encoding, Representation>> = {}

  constructor(key: string, text: string | Buffer, contentType: string, attribution: AttributionHeaders) {
    const body = typeof text === 'string' ? Buffer.from(text) : text
    const tag = createHash('sha256').update(body).digest('base64url').slice(0, hashLength)
    this.key = key
    this.contentType = contentType
    this.attribution = attribution
    this.validators = { identity: `"${tag}"`, br: `"${tag}-br"`, gzip: `"${tag}-gzip"` }
    this.identity = { encoding: 'identity', etag: this.validators.identity, body }
  }

  /** The representation in an encoding; compressed ones are made from the second request on. */
  in(encoding: Encoding): Representation | Promise<Representation> {
    this.uses += 1
    if (encoding === 'identity' || this.uses === 1) return this.identity
    return this.encoded[encoding] ?? this.encode(encoding)
  }

  private async encode(encoding: 'br' | 'gzip'): Promise<Representation> {
    const { body } = this.identity
    const compressed =
      encoding === 'br'
        ? await brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } })
        : await gzipped(body, { level: gzipLevel })
    const made = { encoding, etag: this.validators[encoding], body: compressed }
    this.encoded[encoding] = made
    return made
  }
}

/** Renditions by what they were built from: nothing in here can become wrong, only unused. */
export class Renditions {
  private readonly built: LRUCache<string, Rendition>

  constructor(maxBytes = usualMaxBytes) {
    this.built = new LRUCache({
      maxSize: maxBytes,
      // Room for the compressed encodings that come later.
      sizeCalculation: (rendition) => rendition.identity.body.length * 2,
    })
  }

  find(key: string): Rendition | undefined {
    return this.built.get(key)
  }

  keep(rendition: Rendition): Rendition {
    this.built.set(rendition.key, rendition)
    return rendition
  }
}

/** The validator that an `If-None-Match` header shares with a rendition (RFC 9110, 13.1.2). */
export function matching(ifNoneMatch: string | undefined, rendition: Rendition): string | undefined {
  if (ifNoneMatch === undefined) return undefined
  const { identity, br, gzip } = rendition.validators
  // What most send, as they got it.
  if (ifNoneMatch === identity || ifNoneMatch.trim() === '*') return identity
  for (const candidate of ifNoneMatch.split(',')) {
    const etag = candidate.trim().replace(/^W\//, '')
    if (etag === identity || etag === br || etag === gzip) return etag
  }
  return undefined
}
