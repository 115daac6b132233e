import { afterEach, expect, test, vi } from 'vitest'
import { letTimeWork, start } from '../support/product.ts'
import { watchSqlite } from '../support/statements.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

test('of the library the sweep for missed turns reads nothing but its indexes', async () => {
  const product = await start()
  await letTimeWork(product)
  const { plans } = watchSqlite()
  product.clock.advance(10 * 60 * 1_000)

  await letTimeWork(product)

  expect(plans(product.storage.url, /"articles"/)).toEqual(
    ['publish_at', 'embargoed', 'expiring'].flatMap((name) => [
      expect.stringMatching(`^SEARCH articles USING COVERING INDEX articles_${name} `),
      'CORRELATED SCALAR SUBQUERY 1',
      'SEARCH jobs USING INDEX jobs_unique (unique_key=?)',
    ]),
  )
})
