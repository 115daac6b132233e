import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { eq } from 'drizzle-orm'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { invalid } from '../../problems.ts'
import type { Database, Tx } from '../database/database.ts'
import { idempotentResponses } from '../database/tables.ts'
import { replayedAfter } from './answer-pruning.ts'
import { Attempts, keyReused } from './attempts.ts'
import { addressOf } from './rate-limit.ts'

const keyPattern = /^[\x21-\x7e]{1,255}$/

/** Runs a verb for a request and answers with what it returns, once per `Idempotency-Key`. */
export type Commit = <T extends object>(
  request: FastifyRequest,
  reply: FastifyReply,
  status: 200 | 201,
  work: (tx: Tx) => Promise<T>,
  /** A field that is shown once: a replay leaves it out. */
  shownOnce?: keyof T & string,
) => Promise<FastifyReply>

/**
 * The answer is stored in the transaction of its effect (draft-ietf-httpapi-idempotency-key-header). A
 * duplicate that comes while the first is under way waits for it, and finds its answer there.
 */
export function createCommit(database: Database): Commit {
  const attempts = new Attempts()
  return async (request, reply, status, work, shownOnce) => {
    const key = idempotencyKey(request)
    if (key === undefined) return reply.code(status).send(await database.write(work))

    const attempt = { scope: scopeOf(request, key), requestHash: hashOf(request) }
    const over = await attempts.begin(attempt)
    const { body, earlier } = await database
      .write(async (tx) => {
        const stored = await find(tx, attempt.scope)
        if (stored) return { earlier: stored }
        const body = await work(tx)
        await keep(tx, {
          ...attempt,
          status,
          body: shownOnce ? { ...body, [shownOnce]: undefined } : body,
          at: tx.now,
        })
        return { body }
      })
      .finally(over)
    if (!earlier) return reply.code(status).send(body)
    if (earlier.requestHash !== attempt.requestHash) throw keyReused()
    return reply.code(earlier.status).header('Idempotency-Replayed', 'true').send(earlier.body)
  }
}

type StoredAnswer = typeof idempotentResponses.$inferSelect

/** The answer that is still replayed. */
async function find(tx: Tx, scope: string): Promise<StoredAnswer | undefined> {
  const [row] = await tx
    .select()
    .from(idempotentResponses)
    .where(eq(idempotentResponses.scope, scope))
    .limit(1)
  return row && row.at > (await replayedAfter(tx, tx.now)) ? row : undefined
}

async function keep(tx: Tx, row: StoredAnswer): Promise<void> {
  // One that has expired may still be there.
  await tx.delete(idempotentResponses).where(eq(idempotentResponses.scope, row.scope))
  // Through JSON, so that fields left out are not there, as they are not on the wire.
  await tx.insert(idempotentResponses).values({ ...row, body: JSON.parse(JSON.stringify(row.body)) })
}

function idempotencyKey({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key === 'string' && keyPattern.test(key)) return key
  throw invalid('Idempotency-Key', 'must be 1 to 255 printable ASCII characters, for instance a UUID')
}

// A stranger has its network for a name. Whoever else is there would have to send the same, and is told nothing new.
function scopeOf(request: FastifyRequest, key: string): string {
  return createHash('sha256')
    .update(`${request.caller?.id ?? addressOf(request)}\n${key}`)
    .digest('base64url')
}

function hashOf({ method, url, body }: FastifyRequest): string {
  return createHash('sha256')
    .update(`${method} ${url}\n`)
    .update(Buffer.isBuffer(body) ? body : (canonicalize(body) ?? ''))
    .digest('base64url')
}
