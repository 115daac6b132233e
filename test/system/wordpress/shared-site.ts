import { afterAll, beforeAll } from 'vitest'
import { startWordPress, type WordPress } from '../../support/wordpress/wordpress.ts'

const patienceMs = 120_000

let site: WordPress | undefined
beforeAll(async () => {
  site = await startWordPress()
}, patienceMs)
afterAll(() => site?.stop(), patienceMs)

/** The site of all tests of a file, since it is slow to start. */
export function sharedSite(): WordPress {
  if (!site) throw new Error('The site is there from the first `beforeAll` on')
  return site
}
