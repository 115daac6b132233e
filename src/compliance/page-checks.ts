import { and, asc, eq, exists, gt, inArray, notExists, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Actor } from '../actor.ts'
import { grants } from '../licensing/tables.ts'
import type { Instant } from '../platform/clock.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { FetchFailed } from '../platform/fetch/fetch-failed.ts'
import type { createGuardedFetch } from '../platform/fetch/guarded-fetch.ts'
import { type Id, idSchema } from '../platform/ids.ts'
import { jobKind, type Runner, runner } from '../platform/jobs/kinds.ts'
import { enqueue } from '../platform/jobs/queue.ts'
import { acknowledge, answersOn, maxNamedPages, namedPages, newestAnswers } from './acknowledgements.ts'
import type { Question } from './questions.ts'
import { acknowledgements, pageChecks } from './tables.ts'

const minuteMs = 60_000
/** So long before partners are reminded of a kill, the pages that they had named are looked at. */
const leadMs = 10 * minuteMs
/** A run that begins anew leaves alone what it looked at within that. */
const restMs = 30 * minuteMs
const partnersPerPage = 100
/** Partners whose pages are asked for at the same time, each page after the other. */
const atOnce = 5
const timeoutMs = 8_000
// Of what is there nothing is read but the beginning.
const maxBytes = 16 * 1_024 * 1_024
const goneStatuses = [404, 410]

/** By whom it is answered: whoever looks at the pages. */
const lookedAt = 'page check'
const actor: Actor = { kind: 'system', name: lookedAt }

export type PageCheck = typeof pageChecks.$inferSelect
type Found = Pick<PageCheck, 'state' | 'status'>
type Fetching = Pick<ReturnType<typeof createGuardedFetch>, 'open'>

const checking = jobKind({
  kind: 'pages.check',
  lane: 'bulk',
  payload: z.strictObject({ articleId: idSchema('art'), seq: z.int() }),
})

/** Has pages that partners had named of a killed story looked at before each reminder of the kill. */
export async function planChecks(
  tx: Tx,
  articleId: Id<'art'>,
  { seq, at }: Pick<Question, 'seq' | 'at'>,
  waitsMs: readonly number[],
): Promise<void> {
  if ((await silentWithPages(tx, { articleId, seq, since: at })).length === 0) return
  for (const waitMs of waitsMs)
    await enqueue(tx, checking, { articleId, seq }, { runAt: at + waitMs - leadMs })
}

/** Looks at the pages of whoever has not answered a kill; where all of a partner are gone, that is its answer. */
export function pageChecker({ open }: Fetching): Runner {
  return runner(checking, async ({ database, signal, now }, { articleId, seq }) => {
    const wanted = { articleId, seq, since: now - restMs }
    for (let after: Id<'par'> | undefined; ; ) {
      const page: Id<'par'>[] = await silentWithPages(database.read, wanted, after)
      const named = await namedPages(database.read, articleId, page)
      for (let from = 0; from < page.length; from += atOnce) {
        const some = page.slice(from, from + atOnce)
        await Promise.all(
          some.map(async (partnerId) => {
            const looks: PageCheck[] = []
            for (const url of named.get(partnerId) ?? [])
              looks.push({ seq, partnerId, url, at: now, ...(await lookAt(open, url, signal)) })
            await database.write((tx) => keep(tx, articleId, looks))
          }),
        )
      }
      if (page.length < partnersPerPage) return
      after = page.at(-1)
    }
  })
}

interface Wanted {
  articleId: Id<'art'>
  seq: number
  since: Instant
}

/** A page of those who answered something on a story before its kill, not the kill, and were not looked at since. */
async function silentWithPages(
  queries: Queries,
  { articleId, seq, since }: Wanted,
  after?: Id<'par'>,
): Promise<Id<'par'>[]> {
  const { partnerId } = grants
  const one = { one: sql`1` }
  const theirs = and(eq(acknowledgements.partnerId, partnerId), eq(acknowledgements.articleId, articleId))
  const looked = and(eq(pageChecks.seq, seq), eq(pageChecks.partnerId, partnerId), gt(pageChecks.at, since))
  const rows = await queries
    .selectDistinct({ partnerId })
    .from(grants)
    .where(
      and(
        eq(grants.articleId, articleId),
        exists(queries.select(one).from(acknowledgements).where(theirs)),
        notExists(answersOn(queries, seq, partnerId)),
        notExists(queries.select(one).from(pageChecks).where(looked)),
        after && gt(partnerId, after),
      ),
    )
    .orderBy(asc(partnerId))
    .limit(partnersPerPage)
  return rows.map((row) => row.partnerId)
}

async function lookAt(open: Fetching['open'], url: string, signal: AbortSignal): Promise<Found> {
  try {
    const answer = await open(url, { headers: { accept: 'text/html' }, timeoutMs, maxBytes, signal })
    for await (const _ of answer.body) break
    return { state: stateOf(url, answer), status: answer.status }
  } catch (error) {
    if (!(error instanceof FetchFailed) || error.code === 'canceled') throw error
    return { state: 'unknown', status: null }
  }
}

/**
 * What an answer says of a page. One that says in words alone that nothing is there counts as there; where it
 * leads elsewhere, to a front page or a form to sign in, that says nothing, and nor does a refusal or a fault.
 */
function stateOf(asked: string, { status, url }: { status: number; url: string }): PageCheck['state'] {
  if (pathOf(asked) !== pathOf(url)) return 'unknown'
  if (goneStatuses.includes(status)) return 'gone'
  return status === 200 ? 'up' : 'unknown'
}

/** Without scheme and host: `www.` and TLS are of the same page. */
function pathOf(address: string): string {
  const { pathname, search } = new URL(address)
  return pathname.replace(/\/$/, '') + search
}

/** Keeps what was found of a partner's pages; where all are gone, its answer is that it took the story down. */
async function keep(tx: Tx, articleId: Id<'art'>, looks: readonly PageCheck[]): Promise<void> {
  for (const look of looks) {
    const { state, status, at } = look
    await tx
      .insert(pageChecks)
      .values(look)
      .onConflictDoUpdate({
        target: [pageChecks.seq, pageChecks.partnerId, pageChecks.url],
        set: { state, status, at },
      })
  }
  const [first] = looks
  if (!first || looks.length >= maxNamedPages || looks.some(({ state }) => state !== 'gone')) return
  const { partnerId } = first
  if ((await newestAnswers(tx, [partnerId], first)).has(partnerId)) return
  const pages = looks.map(({ url }) => url)
  await acknowledge(tx, actor, { partnerId, way: 'check', by: lookedAt }, articleId, {
    answer: 'removed',
    pages,
  })
}

/** What was last found of the pages of these partners since a change. */
export async function pageChecksOf(
  queries: Queries,
  ids: Id<'par'>[],
  { seq }: Pick<Question, 'seq'>,
): Promise<Map<Id<'par'>, PageCheck[]>> {
  const rows = await queries
    .select()
    .from(pageChecks)
    .where(and(eq(pageChecks.seq, seq), inArray(pageChecks.partnerId, ids)))
    .orderBy(asc(pageChecks.partnerId), asc(pageChecks.url))
    .limit(ids.length * maxNamedPages)
  return Map.groupBy(rows, ({ partnerId }) => partnerId)
}
