import { type Id, newId } from '../ids.ts'

const digits = '0123456789abcdefghjkmnpqrstvwxyz'
const lastDigits = [...digits].flatMap((one) => [...digits].map((two) => one + two))
const maxStemAgeMs = 1_000

/**
 * Ids of requests, in the order of their arrival. The last two digits are counted and the rest is drawn once
 * a second: drawing every id cost a tenth of a read.
 */
export function requestIds(): () => Id<'req'> {
  let stem: Id<'req'> = newId('req')
  let count = lastDigits.length
  let drawnAt = 0
  return () => {
    const now = performance.now()
    if (count >= lastDigits.length || now - drawnAt > maxStemAgeMs) {
      stem = `req_${newId('req').slice('req_'.length, -2)}`
      count = 0
      drawnAt = now
    }
    const id: Id<'req'> = `${stem}${lastDigits[count]}`
    count += 1
    return id
  }
}
