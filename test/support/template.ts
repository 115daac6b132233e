import type { Database } from '../../src/platform/database/database.ts'
import type { Journal } from '../../src/platform/database/journal.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { openDatabase } from '../../src/platform/database/open.ts'
import { jobs } from '../../src/platform/jobs/tables.ts'
import { createSealer } from '../../src/platform/secrets/sealed.ts'
import { seed } from '../../src/seed.ts'

export const secretKey = Buffer.from(
  '7d1f0c2ab95e6c3348d17a9be04f52c68e3b70d5a2419f6cc80d1e5f93a4b7e2',
  'hex',
)

/** A migrated database with the seed in it. */
export async function fill(url: string): Promise<void> {
  await migrate(url)
  const database = await open(url)
  await seed(database)
  // No server has run yet; what it would do first is not what tests are about.
  await database.append(async (queries) => {
    await queries.delete(jobs)
  })
  await database.close()
}

const nowhere: Journal = { append: async () => undefined, lines: async () => [] }

export function open(url: string, now: () => number = Date.now, journal = nowhere): Promise<Database> {
  const onFatal = (code: string) => {
    throw new Error(`Storage failed: ${code}`)
  }
  return openDatabase({ url, now, journal, onFatal }, createSealer(secretKey, []))
}
