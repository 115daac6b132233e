import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Problem } from '../../client/src/problem.ts'
import { persistently } from '../../client/src/retrying.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** What is thrown in turn, and then nothing more. */
async function waitsAfter(...failures: unknown[]): Promise<number[]> {
  const waits: number[] = []
  const attempt = async () => {
    const failure = failures.shift()
    if (failure) throw failure
    return 'done'
  }
  const trying = persistently(attempt, { onRetry: (_, waitMs) => waits.push(waitMs) })
  await vi.runAllTimersAsync()
  expect(await trying).toBe('done')
  return waits
}

function aProblem(status: number, retryAfterMs?: number): Problem {
  return new Problem({ type: 'about:blank', title: 'No', status, requestId: 'req_x' }, retryAfterMs)
}

test('each wait is about twice the one before, up to a minute', async () => {
  const waits = await waitsAfter(...Array.from({ length: 9 }, () => new TypeError('fetch failed')))

  for (const [at, waitMs] of waits.entries()) {
    const most = Math.min(60_000, 1_000 * 2 ** at)
    expect(waitMs).toBeGreaterThanOrEqual(most / 2)
    expect(waitMs).toBeLessThanOrEqual(most)
  }
  expect(waits).toHaveLength(9)
})

test('it waits for as long as the server asks for', async () => {
  expect(await waitsAfter(aProblem(429, 17_000), aProblem(503, 600_000))).toEqual([17_000, 600_000])
})

test.each([400, 401, 403, 404, 410])('a %s does not pass', async (status) => {
  const attempt = vi.fn().mockRejectedValue(aProblem(status))

  await expect(persistently(attempt, {})).rejects.toMatchObject({ status })
  expect(attempt).toHaveBeenCalledTimes(1)
})

test('whoever gives up does not wait any longer', async () => {
  const ending = new AbortController()
  const attempt = vi.fn().mockRejectedValue(aProblem(503, 600_000))
  const trying = persistently(attempt, { signal: ending.signal })
  await vi.advanceTimersByTimeAsync(1_000)
  // What other tests left running in this process has timers, too.
  const waiting = vi.getTimerCount()

  ending.abort()

  expect(await trying).toBeUndefined()
  expect(vi.getTimerCount()).toBe(waiting - 1)
})
