import { pipeline, type Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { FetchFailed } from './fetch-failed.ts'

const decoders: Record<string, () => Transform> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
}

export const acceptedEncodings = 'gzip, deflate, br'

/** A body without its compression. At most `maxBytes` are read, and at most as many are made of them. */
export function unpacked(
  body: Readable,
  encoding: string,
  host: string,
  maxBytes: number,
): AsyncIterable<Buffer> {
  const received = limited(body, maxBytes, () => tooLarge(host, maxBytes))
  if (encoding === '' || encoding === 'identity') return received

  const decoder = decoders[encoding]?.()
  if (!decoder) throw new FetchFailed('bad-response', `${host} compresses in a way that was not asked for`)
  // What fails on the way is thrown where the decoder is read.
  pipeline(received, decoder, () => undefined)
  const expanded = `${host} sent more than ${maxBytes} bytes in compressed form`
  return limited(decoder, maxBytes, () => new FetchFailed('compressed-too-large', expanded))
}

export function tooLarge(host: string, maxBytes: number): FetchFailed {
  return new FetchFailed('too-large', `${host} sent more than ${maxBytes} bytes`)
}

async function* limited(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
  fault: () => FetchFailed,
): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > maxBytes) throw fault()
    yield chunk
  }
}
