import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { letTimeWork, start } from '../support/product.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

test('of the library the sweep for missed turns reads nothing but its indexes', async () => {
  const product = await start()
  await letTimeWork(product)
  const query = vi.spyOn(pg.Client.prototype, 'query')
  product.clock.advance(10 * 60 * 1_000)

  await letTimeWork(product)

  const calls: readonly unknown[][] = query.mock.calls
  const sweeps = calls.filter(([asked]) => JSON.stringify(asked).includes('not exists (select'))
  vi.restoreAllMocks()
  const plans = await plansOf(product.storage.url, sweeps)
  expect(plans).toEqual(
    ['publish_at', 'embargoed', 'expiring'].map((name) =>
      expect.stringMatching(
        new RegExp(`Scan using articles_${name} on articles.*\n *Index Cond: \\(\\(status = `),
      ),
    ),
  )
})

/** How PostgreSQL would find what was asked for, were the tables too large to be read whole. */
async function plansOf(connectionString: string, calls: readonly unknown[][]): Promise<string[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query('SET enable_seqscan = off; SET enable_bitmapscan = off')
  const plans: string[] = []
  for (const [asked, values] of calls) {
    const { text } = Object(asked)
    const { rows } = await client.query(`EXPLAIN ${text}`, Array.isArray(values) ? values : [])
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
  }
  await client.end()
  return plans
}
