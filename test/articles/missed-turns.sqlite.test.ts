import Sqlite from 'better-sqlite3'
import { afterEach, expect, test, vi } from 'vitest'
import { letTimeWork, start } from '../support/product.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

test('of the library the sweep for missed turns reads nothing but its indexes', async () => {
  const product = await start()
  await letTimeWork(product)
  const prepare = vi.spyOn(Sqlite.prototype, 'prepare')
  product.clock.advance(10 * 60 * 1_000)

  await letTimeWork(product)

  const asked = prepare.mock.calls.map(([source]) => source).filter((source) => source.includes('"articles"'))
  expect(plansOf(product.storage.url, asked)).toEqual(
    ['publish_at', 'embargoed', 'expiring'].flatMap((name) => [
      expect.stringMatching(`^SEARCH articles USING COVERING INDEX articles_${name} `),
      'CORRELATED SCALAR SUBQUERY 1',
      'SEARCH jobs USING INDEX jobs_unique (unique_key=?)',
    ]),
  )
})

/** How SQLite finds what the statements ask for. */
function plansOf(url: string, statements: string[]): string[] {
  const connection = new Sqlite(url.replace('file:', ''), { readonly: true })
  const steps = statements.flatMap((source) =>
    connection
      .prepare<null[], { detail: string }>(`EXPLAIN QUERY PLAN ${source}`)
      .all(...Array.from(source.matchAll(/\?/g), () => null)),
  )
  connection.close()
  return steps.map(({ detail }) => detail)
}
