import { Problem } from '../../problems.ts'

const patienceMs = 10_000
const maxPending = 10_000
const retryAfterS = '5'

/** One use of an Idempotency-Key: whose key it is, and for which request. */
export interface Attempt {
  scope: string
  requestHash: string
}

interface Pending {
  requestHash: string
  over: Promise<void>
}

/** Attempts under way in this process. Those of several processes meet in the transaction. */
export class Attempts {
  private readonly pending = new Map<string, Pending>()

  /**
   * Waits until no other attempt with this key is under way; the function returned says that this one is over.
   * Throws `idempotency-key-reused` for another request, `idempotency-key-in-use` after 10 s.
   */
  async begin({ scope, requestHash }: Attempt): Promise<() => void> {
    const late = deadline()
    try {
      for (let first = this.pending.get(scope); first; first = this.pending.get(scope)) {
        if (first.requestHash !== requestHash) throw keyReused()
        if ((await Promise.race([first.over, late.passed])) === 'late') throw keyInUse()
      }
    } finally {
      late.cancel()
    }
    if (this.pending.size >= maxPending) return () => undefined
    const { promise: over, resolve } = Promise.withResolvers<void>()
    this.pending.set(scope, { requestHash, over })
    return () => {
      this.pending.delete(scope)
      resolve()
    }
  }
}

function deadline() {
  const { promise: passed, resolve } = Promise.withResolvers<'late'>()
  const timer = setTimeout(() => resolve('late'), patienceMs)
  return { passed, cancel: () => clearTimeout(timer) }
}

/** What somebody is told who sends another request under a key that was used. */
export function keyReused(): Problem {
  return new Problem('idempotency-key-reused', {
    detail: 'This Idempotency-Key was used for a request with another body or address.',
  })
}

function keyInUse(): Problem {
  return new Problem('idempotency-key-in-use', {
    detail: `The first request with this Idempotency-Key is still under way after ${patienceMs / 1_000} seconds.`,
    headers: { 'Retry-After': retryAfterS },
  })
}
