import { FetchFailed } from '../../platform/fetch/fetch-failed.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { Problem } from '../../problems.ts'
import { maxImageBytes, type PreparedImage, prepareImage } from '../media/image.ts'
import { type Ask, hostIn } from './asking.ts'
import { SourceFailed } from './reading.ts'

const atOnce = 4
// A run shows a sign of life before each story; this long it may be silent.
const maxStoryMs = 45_000
const maxSilences = 3
const maxHosts = 1_000
const maxRemembered = 1_000

/** An image that was fetched, examined and stored, or why there is none. */
type FetchedImage = { file: PreparedImage } | Failure

interface Failure {
  because: string
  /** Another time it may be there. */
  passes: boolean
}

/** Fetches images, and says of each address what came of it. */
export type ImageFetch = (urls: readonly string[]) => Promise<Map<string, FetchedImage>>

/**
 * Fetches the images of one story at a time, each once. A host that did not answer three times in a row is left
 * alone.
 */
export function imageFetcher(ask: Ask, storage: Storage): ImageFetch {
  const silences = new Map<string, number>()
  const found = new Map<string, FetchedImage>()

  async function fetchOne(url: string, until: number): Promise<FetchedImage> {
    const host = hostIn(url)
    const silent = silences.get(host) ?? 0
    if (silent >= maxSilences) return { because: `${host} did not answer before`, passes: true }
    if (performance.now() > until) return { because: 'the images of its story took too long', passes: true }
    try {
      const { status, body } = await ask(url, maxImageBytes)
      silences.delete(host)
      if (status !== 200) return { because: `${host} answered with ${status}`, passes: isPassing(status) }
      return { file: await prepareImage(storage, body) }
    } catch (error) {
      if (isSilence(error) && silences.size < maxHosts) silences.set(host, silent + 1)
      return { because: reasonIn(error), passes: isSilence(error) }
    }
  }

  return async (urls) => {
    const until = performance.now() + maxStoryMs
    const waiting = [...urls]
    const fetched = new Map<string, FetchedImage>()
    const work = async () => {
      for (let url = waiting.shift(); url !== undefined; url = waiting.shift())
        fetched.set(url, found.get(url) ?? (await fetchOne(url, until)))
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    // Stories that are stored together know nothing of each other's.
    if (found.size > maxRemembered) found.clear()
    for (const [url, image] of fetched) found.set(url, image)
    return fetched
  }
}

function isPassing(status: number): boolean {
  return status >= 500 || [408, 425, 429].includes(status)
}

function isSilence(error: unknown): boolean {
  return error instanceof FetchFailed && ['dns', 'connection', 'tls', 'timeout'].includes(error.code)
}

function reasonIn(error: unknown): string {
  if (error instanceof FetchFailed && error.code === 'canceled') throw new SourceFailed(error.message)
  if (error instanceof FetchFailed) return error.message
  const [fault] = error instanceof Problem ? (error.errors ?? []) : []
  if (!fault) throw error
  return `the file ${fault.message}`
}
