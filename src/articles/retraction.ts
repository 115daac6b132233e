import { inArray, type SQL, sql } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { audit, auditAll } from '../platform/audit/audit.ts'
import type { Instant } from '../platform/clock.ts'
import type { Tx } from '../platform/database/database.ts'
import { everything } from '../platform/database/freshness.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import { Problem } from '../problems.ts'
import { type Article, killed, store } from './articles.ts'
import { recordChange, recordChanges } from './changes.ts'
import { removeAllFromIndex, removeFromIndex } from './indexing.ts'
import { killEntry } from './kill-log.ts'
import { lifted } from './lifting.ts'
import { articles } from './tables.ts'
import { expiredAdvisory } from './timing.ts'

// What a story no longer has once it was taken back.
const taken = { ordinal: null, publishAt: null, expiresAt: null }

/** Why a story is taken back. */
export interface Retraction {
  /** What partners are told. */
  advisory: string
  /** For administrators and the audit log alone. */
  internalReason?: string | undefined
}

/** Takes a story back: not to be published from now on. The advisory goes to partners. */
export async function withdraw(
  tx: Tx,
  actor: Actor,
  found: Article,
  { advisory, internalReason }: Retraction,
): Promise<Article> {
  if (found.status === 'killed') throw killed(found)
  if (found.status !== 'published') {
    throw new Problem('conflict', {
      detail: `${found.id} is ${found.status}; only a published story can be withdrawn.`,
    })
  }
  const article = await lifted(tx, actor, found)
  await audit(tx, actor, 'article.withdraw', article.id, {
    advisory,
    internalReason: internalReason ?? null,
  })
  return retract(tx, article, 'withdrawn', { advisory, internalReason })
}

/** Withdraws a story whose time is over. */
export async function expire(tx: Tx, actor: Actor, found: Article): Promise<Article> {
  const article = await lifted(tx, actor, found)
  await audit(tx, actor, 'article.expire', article.id)
  return retract(tx, article, 'withdrawn', { advisory: expiredAdvisory })
}

/**
 * Takes a story down everywhere and for ever. Killing it again changes nothing. It also stands in the kill
 * log before it is answered, so that a restored backup does not bring it back.
 */
export async function kill(
  tx: Tx,
  actor: Actor,
  found: Article,
  { advisory, internalReason }: Retraction,
): Promise<Article> {
  if (found.status === 'killed') {
    // Once more, should the first try have been stopped between the database and the log.
    journal(tx, found)
    return found
  }
  if (found.revision === 0) throw nothingToTakeDown(found)
  const article = { ...(await lifted(tx, actor, found)), draft: null }
  await audit(tx, actor, 'article.kill', article.id, { advisory, internalReason: internalReason ?? null })
  const gone = await retract(tx, article, 'killed', { advisory, internalReason })
  journal(tx, gone)
  return gone
}

function nothingToTakeDown({ id, status }: Article): Problem {
  const nobodyHasIt = `${id} was never published; nobody has it, so there is nothing to take down.`
  const butWillBe = ` It is still scheduled: DELETE /v1/staff/articles/${id}/publications or \`wirecopy article unschedule ${id}\` keeps it from going out.`
  return new Problem('conflict', { detail: status === 'scheduled' ? nobodyHasIt + butWillBe : nobodyHasIt })
}

function journal(tx: Tx, gone: Article): void {
  // What was made up needs no stop that outlives a backup.
  if (gone.sandbox === null) tx.journaled.push(killEntry(gone))
}

/** A kill that the kill log holds, and the story as a restored backup has it. */
export interface LoggedKill {
  article: Article
  advisory: string
  internalReason: string | null
  embargoedUntil: Instant | null
}

/** Kills stories again at once, in whatever state they are. */
export async function killAgain(tx: Tx, actor: Actor, kills: readonly LoggedKill[]): Promise<void> {
  if (kills.length === 0) return
  const entries = kills.map(({ article, advisory, internalReason }) => ({
    subject: article.id,
    details: { advisory, internalReason },
  }))
  await auditAll(tx, actor, 'article.kill', entries)
  const told = kills.filter(({ article }) => article.revision > 0)
  const changes = told.map(({ article, advisory, embargoedUntil }) =>
    changeOn({ ...article, embargoedUntil }, 'killed', advisory),
  )
  await recordChanges(tx, changes)
  const stories = kills.map(({ article }) => article)
  await removeAllFromIndex(tx, stories)
  const among = inArray(
    articles.id,
    stories.map(({ id }) => id),
  )
  await tx.update(articles).set(killedRow(tx.now, kills)).where(among)
  await invalidate(tx, everything)
}

function killedRow(now: Instant, kills: readonly LoggedKill[]) {
  const each = (of: (kill: LoggedKill) => SQL) => {
    const cases = kills.map((kill) => sql`WHEN ${kill.article.id} THEN ${of(kill)}`)
    return sql`CASE ${articles.id} ${sql.join(cases, sql` `)} END`
  }
  return {
    ...taken,
    status: 'killed',
    advisory: each(({ advisory }) => sql`${advisory}`),
    internalReason: each(({ internalReason }) => sql`${internalReason}`),
    embargoedUntil: each(({ embargoedUntil }) => sql`CAST(${embargoedUntil} AS bigint)`),
    // Of a story that the backup has as a draft, that is all there is to read.
    draft: sql`CASE WHEN ${articles.revision} = 0 THEN ${articles.draft} END`,
    updatedAt: now,
    version: sql`${articles.version} + 1`,
  } as const
}

async function retract(
  tx: Tx,
  article: Article,
  status: 'withdrawn' | 'killed',
  { advisory, internalReason = null }: { advisory: string; internalReason?: string | null | undefined },
): Promise<Article> {
  await recordChange(tx, { ...changeOn(article, status, advisory), sandbox: article.sandbox })
  await removeFromIndex(tx, article)
  return store(tx, { ...article, ...taken, status, advisory, internalReason, updatedAt: tx.now })
}

function changeOn(
  { id, revision, embargoedUntil }: Article,
  status: 'withdrawn' | 'killed',
  advisory: string,
) {
  const type = `article.${status}` as const
  return { type, articleId: id, revision, note: advisory, advanceOnly: embargoedUntil !== null }
}
