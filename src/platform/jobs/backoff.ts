const firstMs = 5_000
const longestMs = 60 * 60 * 1_000
const spread = 0.2

/** A job that failed this often is dead until somebody looks at it. */
export const maxAttempts = 12

/**
 * How long to wait after a failed attempt: 5 s, doubled each time up to an hour, and a fifth more or less,
 * so that what failed together does not come back together.
 *
 * @param random from 0 to 1.
 */
export function backoffMs(attempts: number, random: number): number {
  const waitMs = Math.min(firstMs * 2 ** (attempts - 1), longestMs)
  return Math.round(waitMs * (1 - spread + 2 * spread * random))
}
