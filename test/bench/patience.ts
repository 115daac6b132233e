import { setTimeout as sleep } from 'node:timers/promises'

/** What is awaited; throws with the complaint where it takes longer. */
export async function inTime<Awaited>(
  awaited: Promise<Awaited>,
  patienceMs: number,
  complaint: () => string,
): Promise<Awaited> {
  const late = new AbortController()
  const tooLate = sleep(patienceMs, undefined, { signal: late.signal }).then(() => {
    throw new Error(complaint())
  })
  tooLate.catch(() => undefined)
  return Promise.race([awaited, tooLate]).finally(() => late.abort())
}
