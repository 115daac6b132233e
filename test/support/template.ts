import { migrate } from '../../src/platform/database/migrate.ts'
import { jobs } from '../../src/platform/jobs/tables.ts'
import { seed } from '../../src/seed.ts'
import { open } from './opening.ts'

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
