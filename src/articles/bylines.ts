import { isDeepStrictEqual } from 'node:util'
import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Actor } from '../actor.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database/database.ts'
import { idSchema } from '../platform/ids.ts'
import { jobKind, runner } from '../platform/jobs/kinds.ts'
import { cancel, enqueue } from '../platform/jobs/queue.ts'
import { type Article, contentOf } from './articles.ts'
import { authorsOf } from './reporters.ts'
import { update } from './revising.ts'
import { findRevision } from './revisions.ts'
import { articles } from './tables.ts'
import { countWith, ordinalsWith, termOf } from './terms.ts'

// Each of them is a revision, a change and two audit entries; others write in between.
const storiesPerWrite = 20
/** Who renews stories itself has so long for one write, before the service goes on with them. */
export const patienceMs = 60_000
const mostStories = 1_000_000
const everything = { from: Number.MIN_SAFE_INTEGER, before: Number.MAX_SAFE_INTEGER }

// What is done later is done in the name of whoever wanted it.
const actorSchema: z.ZodType<Actor> = z.union([
  z.strictObject({ kind: z.enum(['cli', 'system']), name: z.string() }),
  z.strictObject({ kind: z.literal('staff'), id: idSchema('stf'), name: z.string() }),
  z.strictObject({ kind: z.literal('partner'), id: idSchema('par'), keyId: idSchema('key') }),
])

/** Gives the published stories of a reporter its present byline, or that of another one. */
const renewal = jobKind({
  kind: 'reporter.stories',
  lane: 'bulk',
  payload: z.strictObject({
    reporterId: idSchema('rep'),
    /** Who stands in its place from now on. */
    by: idSchema('rep').optional(),
    /** Stories from there on are done. */
    before: z.int(),
    actor: actorSchema,
  }),
})

type Renewal = z.infer<typeof renewal.payload>

/** Has the byline of every published story of a reporter renewed; says how many there are. */
export async function renewStories(tx: Tx, wanted: Omit<Renewal, 'before'>, patience = 0): Promise<number> {
  await plan(tx, { ...wanted, before: everything.before }, tx.now + patience)
  return countWith(tx, termOf('reporter', wanted.reporterId), everything, mostStories)
}

/** Renews stories here and now, some in each write. Where it is stopped, the service goes on within a minute. */
export async function* renewingStories(
  database: Database,
  wanted: Omit<Renewal, 'before'>,
): AsyncGenerator<number, void, void> {
  let before: number | undefined = everything.before
  while (before !== undefined) {
    const place: number = before
    const some = await database.write((tx) =>
      renewSome(tx, { ...wanted, before: place }, tx.now + patienceMs),
    )
    yield some.seen
    before = some.before
  }
}

/** What the service does of it: every run renews some stories and enqueues the next one. */
export const renewalRunner = runner(renewal, async ({ database }, wanted) => {
  await database.write((tx) => renewSome(tx, wanted, tx.now))
})

async function renewSome(tx: Tx, wanted: Renewal, goOnAt: Instant) {
  const { reporterId, before } = wanted
  const stretch = { ...everything, before }
  const term = termOf('reporter', reporterId)
  const { ordinals, before: next } = await ordinalsWith(tx, term, stretch, storiesPerWrite)
  const stories = await tx
    .select()
    .from(articles)
    .where(inArray(articles.ordinal, ordinals))
    .limit(ordinals.length)
  for (const article of stories) await renew(tx, wanted, article)

  if (next === undefined) await cancel(tx, keyOf(wanted))
  else await plan(tx, { ...wanted, before: next }, goOnAt)
  return { seen: ordinals.length, before: next }
}

// A story that has the byline already is left as it is, so that doing it twice comes to the same.
async function renew(tx: Tx, { reporterId, by, actor }: Renewal, article: Article): Promise<void> {
  if (article.status !== 'published') return
  const { reporters: before } = await contentOf(tx, article)
  const reporters = [...new Set(before.map((id) => (id === reporterId ? (by ?? id) : id)))]
  const printed = await findRevision(tx, article.id, article.revision)
  if (isDeepStrictEqual(printed?.authors, await authorsOf(tx, reporters))) return
  await update(tx, actor, article, { reporters })
}

async function plan(tx: Tx, wanted: Renewal, runAt: Instant): Promise<void> {
  await enqueue(tx, renewal, wanted, { runAt, uniqueKey: keyOf(wanted), onConflict: 'replace' })
}

function keyOf({ reporterId }: Pick<Renewal, 'reporterId'>): string {
  return `${renewal.kind} ${reporterId}`
}
