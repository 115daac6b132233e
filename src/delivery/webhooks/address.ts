import { FetchFailed } from '../../platform/fetch/fetch-failed.ts'
import type { createGuardedFetch } from '../../platform/fetch/guarded-fetch.ts'
import { invalid } from '../../problems.ts'

const timeoutMs = 5_000

export type Guarded = ReturnType<typeof createGuardedFetch>

/** Throws `invalid-request` for an address that we would not send to: see `guarded-fetch.ts`. */
export async function requireReachable(guarded: Guarded, url: string): Promise<void> {
  try {
    await guarded.check(url, { secure: true, timeoutMs })
  } catch (error) {
    throw error instanceof FetchFailed ? invalid('url', error.message) : error
  }
}
