import { Problem } from './problem.ts'

const firstWaitMs = 1_000
const maxWaitMs = 60_000
const tooEarly = [408, 425, 429]

export interface Persistence {
  signal?: AbortSignal | undefined
  /** Told of every failure that will pass, and of how long it is waited. */
  onRetry?: ((error: unknown, waitMs: number) => void) | undefined
}

/** Tries until it works; throws what will not pass by waiting. Returns undefined once the signal is aborted. */
export async function persistently<Answer>(
  attempt: () => Promise<Answer>,
  { signal, onRetry }: Persistence,
): Promise<Answer | undefined> {
  for (let failures = 0; !signal?.aborted; failures += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (signal?.aborted) return undefined
      if (!willPass(error)) throw error
      const waitMs = waitAfter(error, failures)
      onRetry?.(error, waitMs)
      await pause(waitMs, signal)
    }
  }
  return undefined
}

// Without an answer there was no connection, or it broke.
function willPass(error: unknown): boolean {
  return !(error instanceof Problem) || error.status >= 500 || tooEarly.includes(error.status)
}

function waitAfter(error: unknown, failures: number): number {
  const asked = error instanceof Problem ? error.retryAfterMs : undefined
  // With some chance in it, so that not all who lost a server come back to it at once.
  const own = Math.min(maxWaitMs, firstWaitMs * 2 ** failures) * (0.5 + Math.random() / 2)
  return Math.round(asked ?? own)
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const done = () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', done)
    resolve()
  }
  const timer = setTimeout(done, ms)
  signal?.addEventListener('abort', done)
  return promise
}
