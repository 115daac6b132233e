import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { eq, lte } from 'drizzle-orm'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { invalid, Problem } from '../../problems.ts'
import type { Database, Tx } from '../database/database.ts'
import { idempotentResponses } from '../database/tables.ts'
import { callerOf } from './access.ts'

const keptForMs = 24 * 60 * 60 * 1_000
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
 * The answer is stored in the transaction of its effect (draft-ietf-httpapi-idempotency-key-header):
 * a concurrent duplicate waits for the write lock and finds it there.
 */
export function createCommit(database: Database): Commit {
  return async (request, reply, status, work, shownOnce) => {
    const key = idempotencyKey(request)
    if (key === undefined) return reply.code(status).send(await database.write(work))

    const attempt = { scope: scopeOf(request, key), requestHash: hashOf(request) }
    const outcome = await database.write(async (tx) => {
      const [earlier] = await tx
        .select()
        .from(idempotentResponses)
        .where(eq(idempotentResponses.scope, attempt.scope))
        .limit(1)
      if (earlier && earlier.at > tx.now - keptForMs) return { earlier }
      const body = await work(tx)
      await keep(tx, {
        ...attempt,
        status,
        body: shownOnce ? { ...body, [shownOnce]: undefined } : body,
        at: tx.now,
      })
      return { body }
    })
    if (!outcome.earlier) return reply.code(status).send(outcome.body)
    if (outcome.earlier.requestHash !== attempt.requestHash) {
      throw new Problem('idempotency-key-reused', {
        detail: 'This Idempotency-Key was used for a request with another body or address.',
      })
    }
    return reply
      .code(outcome.earlier.status)
      .header('Idempotency-Replayed', 'true')
      .send(outcome.earlier.body)
  }
}

async function keep(tx: Tx, row: typeof idempotentResponses.$inferInsert): Promise<void> {
  await tx.delete(idempotentResponses).where(lte(idempotentResponses.at, tx.now - keptForMs))
  // Through JSON, so that fields left out are not there, as they are not on the wire.
  await tx.insert(idempotentResponses).values({ ...row, body: JSON.parse(JSON.stringify(row.body)) })
}

function idempotencyKey({ headers }: FastifyRequest): string | undefined {
  const key = headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key === 'string' && keyPattern.test(key)) return key
  throw invalid('Idempotency-Key', 'must be 1 to 255 printable ASCII characters, for instance a UUID')
}

function scopeOf(request: FastifyRequest, key: string): string {
  return createHash('sha256')
    .update(`${callerOf(request).id}\n${key}`)
    .digest('base64url')
}

function hashOf({ method, url, body }: FastifyRequest): string {
  return createHash('sha256')
    .update(`${method} ${url}\n${canonicalize(body) ?? ''}`)
    .digest('base64url')
}
