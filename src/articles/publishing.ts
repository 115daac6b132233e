import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Instant } from '../platform/clock.ts'
import type { Tx } from '../platform/database/database.ts'
import { invalid, Problem } from '../problems.ts'
import { type Article, contentOf, killed, store } from './articles.ts'
import { recordChange } from './changes.ts'
import { moveInIndex } from './indexing.ts'
import { lifted } from './lifting.ts'
import { addPublication, requireComplete } from './revising.ts'
import { isEmbargoed, isExpired, type Plan, requireInOrder, writtenPlan } from './timing.ts'

/**
 * Publishes a draft, or brings a withdrawn story back; a `publishAt` to come makes it `scheduled`. A story that
 * is out takes another embargo while the present one lasts, and another end; what is left out stays as planned.
 * Throws `publication-incomplete` naming what is missing, and `invalid-request` for moments in the wrong order.
 */
export async function publish(tx: Tx, actor: Actor, found: Article, given: Plan = {}): Promise<Article> {
  if (found.status === 'killed') throw killed(found)
  const article = await lifted(tx, actor, found)
  const plan = planFor(article, given, tx.now)
  requireInOrder(plan, tx.now)
  if (plan.embargoedUntil && wasPublic(article))
    throw invalid('embargoedUntil', 'comes too late: the story was out already')
  if (article.status === 'published') return replan(tx, actor, article, plan)
  return plan.publishAt !== undefined && plan.publishAt > tx.now
    ? schedule(tx, actor, article, plan)
    : release(tx, actor, article, plan)
}

/** Publishes a scheduled story whose time has come; one that is over by then goes back to the drafts. */
export async function publishScheduled(tx: Tx, actor: Actor, article: Article): Promise<Article> {
  if (isExpired(article, tx.now)) return unschedule(tx, actor, article)
  return release(tx, actor, article, planFor(article, {}, tx.now))
}

/** Makes a scheduled story a draft again. */
export async function unschedule(tx: Tx, actor: Actor, article: Article): Promise<Article> {
  if (article.status !== 'scheduled')
    throw new Problem('conflict', { detail: `${article.id} is ${article.status}, not scheduled.` })
  await audit(tx, actor, 'article.unschedule', article.id)
  return store(tx, { ...article, status: 'draft', publishAt: null, embargoedUntil: null, expiresAt: null })
}

type WholePlan = ReturnType<typeof planFor>

// An embargo that somebody has once named ends by its time or by being taken back, never by being left out.
function planFor(article: Article, given: Plan, now: Instant) {
  const present = isEmbargoed(article, now) ? article.embargoedUntil : null
  const { publishAt, embargoedUntil = present, expiresAt = article.expiresAt } = given
  return { publishAt, embargoedUntil, expiresAt }
}

async function schedule(tx: Tx, actor: Actor, article: Article, plan: WholePlan): Promise<Article> {
  if (article.status === 'withdrawn') {
    throw new Problem('conflict', {
      detail: `${article.id} is withdrawn; publish it when it is to come back.`,
    })
  }
  await requireComplete(tx, await contentOf(tx, article))
  await audit(tx, actor, 'article.schedule', article.id, writtenPlan(plan))
  const { publishAt = null, embargoedUntil, expiresAt } = plan
  return store(tx, { ...article, status: 'scheduled', publishAt, embargoedUntil, expiresAt })
}

async function release(tx: Tx, actor: Actor, article: Article, plan: WholePlan): Promise<Article> {
  const { publishAt = tx.now, embargoedUntil, expiresAt } = plan
  const firstPublishedAt = wasPublic(article) ? article.publishedAt : publishAt
  const released = { ...article, publishAt: null, embargoedUntil, expiresAt }
  return addPublication(
    tx,
    actor,
    { ...released, publishedAt: embargoedUntil ?? firstPublishedAt },
    'published',
  )
}

async function replan(tx: Tx, actor: Actor, article: Article, plan: WholePlan): Promise<Article> {
  const { publishAt, embargoedUntil, expiresAt } = plan
  const isNew = embargoedUntil !== article.embargoedUntil || expiresAt !== article.expiresAt
  if (publishAt !== undefined || !isNew) {
    throw new Problem('conflict', { detail: `${article.id} is published; send an update or a correction.` })
  }
  await audit(tx, actor, 'article.replan', article.id, writtenPlan({ embargoedUntil, expiresAt }))
  if (embargoedUntil === article.embargoedUntil) return store(tx, { ...article, expiresAt })

  // Without a new embargo it is lifted now.
  const until = embargoedUntil ?? tx.now
  const times = { embargoedUntil: until, publishedAt: until, expiresAt }
  const moved = await store(tx, await moveInIndex(tx, { ...article, ...times }))
  if (embargoedUntil === null) return lifted(tx, actor, moved)
  await recordChange(tx, {
    type: 'article.embargoed',
    articleId: article.id,
    revision: article.revision,
    advanceOnly: true,
    sandbox: article.sandbox,
  })
  return moved
}

/** Whether partners without advance access have seen it, ever. */
function wasPublic({ publishedAt, embargoedUntil }: Article): boolean {
  return publishedAt !== null && embargoedUntil === null
}
