import { type Id, newId } from '../ids.ts'

const digits = '0123456789abcdefghjkmnpqrstvwxyz'
const idsPerStem = digits.length ** 2
const maxStemAgeMs = 1_000

/**
 * Ids of requests, in the order of their arrival. The last two digits are counted and the rest is drawn once
 * a second: drawing every id cost a tenth of a read.
 */
export function requestIds(): () => Id<'req'> {
  let stem: Id<'req'> = newId('req')
  let count = idsPerStem
  let drawnAt = 0
  return () => {
    const now = performance.now()
    if (count === idsPerStem || now - drawnAt > maxStemAgeMs) {
      stem = `req_${newId('req').slice('req_'.length, -2)}`
      count = 0
      drawnAt = now
    }
    const last = digits.charAt(Math.floor(count / digits.length)) + digits.charAt(count % digits.length)
    count += 1
    return `${stem}${last}`
  }
}
