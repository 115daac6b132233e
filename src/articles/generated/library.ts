import { and, gte, isNotNull, lt } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Instant } from '../../platform/clock.ts'
import { insertAll } from '../../platform/database/bulk.ts'
import type { Database, Tx } from '../../platform/database/database.ts'
import { invalidate } from '../../platform/database/invalidations.ts'
import type { Id } from '../../platform/ids.ts'
import { newestChange } from '../changes.ts'
import type { Author } from '../content.ts'
import { addAllToIndex } from '../indexing.ts'
import { killEntry } from '../kill-log.ts'
import { ordinalAt } from '../ordinals.ts'
import { addReporter, authorsOf } from '../reporters.ts'
import { articles, changes, revisions } from '../tables.ts'
import { Chance } from './chance.ts'
import { type GeneratedStory, generateStory, stockOf } from './stories.ts'

const storiesPerWrite = 2_000
const firstNames = [
  'Ann',
  'Ben',
  'Carla',
  'Dan',
  'Eve',
  'Frank',
  'Grace',
  'Hugo',
  'Iris',
  'Jack',
  'Kim',
  'Leo',
  'Mia',
  'Ned',
  'Olga',
  'Paul',
  'Rosa',
  'Sam',
  'Tess',
  'Walt',
]
const lastNames = [
  'Adler',
  'Baker',
  'Cole',
  'Drew',
  'Ellis',
  'Finch',
  'Grant',
  'Hale',
  'Irwin',
  'Joyce',
  'Keane',
  'Lowe',
  'Moss',
  'Nash',
  'Owens',
  'Pratt',
  'Quinn',
  'Reyes',
  'Stone',
  'Tate',
]
const historyMs = 10 * 365 * 24 * 60 * 60 * 1_000

/**
 * Fills a library with made-up stories of the ten years before a moment: all that a publication writes with them; only the audit
 * log has one entry for many. Yields how many are written. For development: nothing is checked.
 */
export async function* generateLibrary(
  database: Database,
  actor: Actor,
  count: number,
  until: Instant,
): AsyncGenerator<number, void, void> {
  const authors = await database.write((tx) => addReporters(tx, actor))
  const stock = stockOf(new Chance(count), authors)
  let end = 0
  for (let from = 0; from < count; from = end) {
    end = Math.min(count, from + storiesPerWrite)
    const momentOf = (number: number) => Math.floor(until - historyMs + (historyMs * number) / (count + 1))
    const stories: GeneratedStory[] = []
    for (let number = from; number < end; number += 1) stories.push(generateStory(stock, momentOf(number)))
    await database.write((tx) => writeAll(tx, actor, stories))
    yield end
  }
}

async function addReporters(tx: Tx, actor: Actor): Promise<[Author, ...Author[]]> {
  const ids: Id<'rep'>[] = []
  for (const last of lastNames)
    for (const first of firstNames)
      ids.push((await addReporter(tx, actor, { name: `${first} ${last}`, kind: 'person' })).id)
  const [author, ...others] = await authorsOf(tx, ids)
  if (!author) throw new Error('No reporter was added')
  return [author, ...others]
}

async function writeAll(tx: Tx, actor: Actor, stories: GeneratedStory[]): Promise<void> {
  await giveOrdinals(tx, stories)
  const firstChange = (await newestChange(tx)) + 1
  const told = stories.flatMap((story) => story.changes).sort((a, b) => a.at - b.at)
  await insertAll(
    tx,
    articles,
    stories.map(({ article }) => article),
  )
  await insertAll(
    tx,
    revisions,
    stories.flatMap((story) => story.revisions),
  )
  await insertAll(
    tx,
    changes,
    told.map((change, at) => ({ ...change, seq: firstChange + at })),
  )
  await addAllToIndex(
    tx,
    stories.flatMap(({ article: { ordinal }, revisions: all, wordsInBody }) =>
      ordinal === null ? [] : [{ ordinal, revision: all.at(-1) ?? all[0], wordsInBody }],
    ),
  )
  for (const { article } of stories) if (article.status === 'killed') tx.journaled.push(killEntry(article))
  await audit(tx, actor, 'article.generate', 'articles', { stories: stories.length })
  await invalidate(tx, 'articles')
}

// Each story gets the first free place of its moment.
async function giveOrdinals(tx: Tx, stories: GeneratedStory[]): Promise<void> {
  const moments = stories.map(({ article }) => article.publishedAt ?? 0)
  const taken = await ordinalsBetween(tx, Math.min(...moments), Math.max(...moments) + 1)
  for (const { article } of stories) {
    if (article.status !== 'published' || article.publishedAt === null) continue
    let ordinal = ordinalAt(article.publishedAt)
    while (taken.has(ordinal)) ordinal += 1
    taken.add(ordinal)
    article.ordinal = ordinal
  }
}

async function ordinalsBetween(tx: Tx, from: Instant, before: Instant): Promise<Set<number>> {
  const { ordinal } = articles
  const rows = await tx
    .select({ ordinal })
    .from(articles)
    .where(and(isNotNull(ordinal), gte(ordinal, ordinalAt(from)), lt(ordinal, ordinalAt(before))))
    .limit(1_000_000)
  return new Set(rows.flatMap((row) => row.ordinal ?? []))
}
