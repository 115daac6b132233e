import { eq } from 'drizzle-orm'
import type { Queries } from '../../platform/database/database.ts'
import { type Runner, runner } from '../../platform/jobs/kinds.ts'
import type { Hash, Storage } from '../../platform/storage/storage.ts'
import { documentsForget } from './orders.ts'
import { documents } from './tables.ts'

/** Removes the file of a document that was the last with it. */
export function forgetter(storage: Storage): Runner {
  return runner(documentsForget, async ({ database }, { sha256 }) => {
    if (await isUsed(database.read, sha256)) return
    const content = await storage.open(sha256)
    await storage.remove(sha256)
    // Somebody may have added the same file meanwhile, and found it there.
    if (content && (await isUsed(database.read, sha256))) await storage.put(sha256, content)
  })
}

async function isUsed(queries: Queries, sha256: Hash): Promise<boolean> {
  const [user] = await queries
    .select({ id: documents.id })
    .from(documents)
    .where(eq(documents.sha256, sha256))
    .limit(1)
  return user !== undefined
}
