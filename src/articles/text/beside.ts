import { extname } from 'node:path'
import { Tinypool } from 'tinypool'
import { Problem } from '../../problems.ts'
import { type Body, prepareBody } from './body.ts'
import type { Prepared } from './body-worker.ts'
import { requireSize } from './limits.ts'

/** Most stories are shorter; preparing so much takes about ten milliseconds. */
const maxInlineCharacters = 16 * 1024
const maxWorkers = 2
const maxWaiting = 100
const idleMs = 30_000

let pool: Tinypool | undefined

/**
 * The body of anybody's HTML, as `prepareBody` makes it; a long one is made in a worker, since it would keep every
 * other request waiting. Throws what `prepareBody` throws, and `unavailable` while too many are waiting.
 */
export async function prepareBodyBeside(html: string): Promise<Body> {
  if (html.length <= maxInlineCharacters) return prepareBody(html)
  requireSize(html)
  pool ??= new Tinypool({
    filename: new URL(`./body-worker${extname(import.meta.filename)}`, import.meta.url).href,
    runtime: 'worker_threads',
    ...{ minThreads: 0, maxThreads: maxWorkers, idleTimeout: idleMs },
  })
  if (pool.queueSize >= maxWaiting) {
    throw new Problem('unavailable', {
      detail: 'Too many long texts are being prepared.',
      headers: { 'Retry-After': '1' },
    })
  }
  const prepared: Prepared = await pool.run(html, { name: 'prepare' })
  if ('errors' in prepared) throw new Problem('invalid-request', { errors: prepared.errors })
  return prepared.body
}
