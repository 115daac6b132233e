import type { components } from './api.ts'

export type ProblemDocument = components['schemas']['Problem']

const msPerS = 1_000
const maxRetryAfterMs = 60 * 60 * msPerS

/** The server's answer that something cannot be done, and why (RFC 9457). */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number
  /** The last part of its type: `article-not-found`. */
  readonly slug: string
  /** All that the server said. */
  readonly document: ProblemDocument
  /** How long to wait before it is asked again, where it said so; at most an hour. */
  readonly retryAfterMs: number | undefined

  constructor(document: ProblemDocument, retryAfterMs?: number) {
    super(messageOf(document))
    this.document = document
    this.status = document.status
    this.slug = document.type.split('/').at(-1) ?? ''
    this.retryAfterMs = retryAfterMs
  }
}

/**
 * The log of changes was put back from a backup, and the cursor is from before. Follow from the beginning, without
 * a cursor, with what you do able to be done twice; or take the list of articles anew and follow from its `changes`.
 */
export class CursorExpired extends Problem {
  override name = 'CursorExpired'
}

function messageOf({ title, detail, errors = [], requestId }: ProblemDocument): string {
  const fields = errors.map(({ field, message }) => `${field} ${message}.`)
  return [...fields, detail ?? title, `(${requestId})`].join(' ')
}

/** What an answer that is not a success says. */
export async function problemIn(response: Response): Promise<Problem> {
  const { status, headers } = response
  const unexplained = {
    ...{ type: 'about:blank', title: `The server answered ${status}`, status },
    requestId: headers.get('x-request-id') ?? 'no request id',
  }
  const explains = headers.get('content-type')?.startsWith('application/problem+json')
  // What stands between us and the server answers in words of its own.
  const document = explains ? { ...unexplained, ...JSON.parse(await response.text()) } : unexplained
  const ofItsKind = document.type.endsWith('/cursor-expired') ? CursorExpired : Problem
  return new ofItsKind(document, retryAfterMs(headers.get('retry-after')))
}

function retryAfterMs(given: string | null): number | undefined {
  if (given === null) return undefined
  const ms = /^\d+$/.test(given) ? Number(given) * msPerS : Date.parse(given) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), maxRetryAfterMs)
}
