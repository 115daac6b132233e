import { FetchFailed } from '../../platform/fetch/fetch-failed.ts'
import type { Guarded } from './address.ts'

const timeoutMs = 15_000
/** Of what is answered so much is kept. */
const maxResponseBytes = 2_048
const maxErrorLength = 500

/** What became of one attempt. */
export interface Outcome {
  at: number
  durationMs: number
  status: number | null
  error: string | null
  response: string | null
  /** As it was answered. */
  retryAfter: string | undefined
}

interface Letter {
  url: string
  headers: Record<string, string>
  body: Buffer
  at: number
}

/** Sends a body once. Throws only where the signal ended it. */
export async function post(guarded: Guarded, letter: Letter, signal: AbortSignal): Promise<Outcome> {
  const { url, headers, body, at } = letter
  const began = performance.now()
  const took = () => Math.round(performance.now() - began)
  try {
    const answer = await guarded.open(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      secure: true,
      timeoutMs,
      // However much there is, no more is read than is kept.
      maxBytes: Number.MAX_SAFE_INTEGER,
      signal,
    })
    const response = await beginningOf(answer.body, signal)
    const retryAfter = answer.headers['retry-after']
    return { at, durationMs: took(), status: answer.status, error: null, response, retryAfter }
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof FetchFailed)) throw error
    const told = error.message.slice(0, maxErrorLength).toWellFormed()
    return { at, durationMs: took(), status: null, error: told, response: null, retryAfter: undefined }
  }
}

async function beginningOf(body: AsyncIterable<Buffer>, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes >= maxResponseBytes) break
    }
  } catch (error) {
    signal.throwIfAborted()
    // The status was answered, whatever becomes of the rest: what was taken is not sent again.
    if (!(error instanceof FetchFailed)) throw error
  }
  const text = Buffer.concat(chunks).subarray(0, maxResponseBytes).toString('utf8')
  // PostgreSQL stores no U+0000.
  return text.replaceAll('\0', '\uFFFD')
}
