import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Database, Queries, Tx } from '../platform/database/database.ts'
import { jobKind, runner } from '../platform/jobs/kinds.ts'
import { enqueue } from '../platform/jobs/queue.ts'
import { addToIndex } from './indexing.ts'
import { findRevision } from './revisions.ts'
import { articles } from './tables.ts'

// Few enough that nobody waits long for the one who may write.
const perRun = 50

const indexFilling = jobKind({ kind: 'article.index', lane: 'bulk', payload: z.strictObject({}) })

/** Adds stories to the index that an older release published, some at a time, while they are served. */
export const fillingJobs = [
  runner(indexFilling, ({ database }) =>
    database.write(async (tx) => {
      const missing = await missingIn(tx)
      for (const article of missing) {
        const revision = await findRevision(tx, article.id, article.revision)
        if (!revision) throw new Error(`Article ${article.id} has no revision ${article.revision}`)
        const ordinal = await addToIndex(tx, article, revision)
        await tx.update(articles).set({ ordinal }).where(eq(articles.id, article.id))
      }
      if (missing.length === perRun) await planFilling(tx)
    }),
  ),
]

/** Has the index filled where it lacks a story. */
export async function fillIndex(database: Database): Promise<void> {
  const [missing] = await missingIn(database.read, 1)
  if (missing) await database.write(planFilling)
}

async function planFilling(tx: Tx): Promise<void> {
  await enqueue(tx, indexFilling, {}, { uniqueKey: indexFilling.kind, onConflict: 'replace' })
}

async function missingIn(queries: Queries, limit = perRun) {
  return queries
    .select()
    .from(articles)
    .where(and(isNull(articles.ordinal), isNull(articles.sandbox), eq(articles.status, 'published')))
    .limit(limit)
}
