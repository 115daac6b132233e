import { type Actor, actorName } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { invalid, Problem } from '../../problems.ts'
import { type Article, requireArticle } from '../articles.ts'
import { kill, withdraw } from '../retraction.ts'
import { correct } from '../revising.ts'
import { mapByline } from './byline-mappings.ts'
import { closeEntry, type DeskEntry, type EntryKind, openEntry, requireOpen } from './desk.ts'
import { type PreparedStory, storedHashOf } from './prepare.ts'
import { type KnownStory, keepStory, knownStories } from './stories.ts'
import { applyTheirs, publishAsDated, theirPart } from './take.ts'

export const actions = ['publish', 'correct', 'update', 'kill', 'withdraw', 'map', 'dismiss'] as const

export type Action = (typeof actions)[number]

/** What may be done with each kind of entry. */
export const actionsOn: Record<EntryKind, readonly Action[]> = {
  'unknown-author': ['map', 'dismiss'],
  'proposed-correction': ['correct', 'update', 'dismiss'],
  vanished: ['kill', 'withdraw', 'dismiss'],
  conflict: ['update', 'correct', 'dismiss'],
  held: ['publish', 'dismiss'],
}

export interface Settlement {
  action: Action
  /** Public, for a correction; without it that of the source. */
  note?: string | undefined
  /** What partners are told of a kill or a withdrawal. */
  advisory?: string | undefined
  reporter?: Id<'rep'> | undefined
}

/** Decides on an entry of the desk's queue, and does it. Throws `conflict` where the action is not for its kind. */
export async function settle(tx: Tx, actor: Actor, id: Id<'dsk'>, wanted: Settlement): Promise<DeskEntry> {
  const entry = await requireOpen(tx, id)
  const { action } = wanted
  const possible = actionsOn[entry.kind]
  if (!possible.includes(action)) {
    const detail = `${id} is of the kind ${entry.kind}; what can be done is ${possible.join(', ')}.`
    throw new Problem('conflict', { detail })
  }
  await audit(tx, actor, 'desk.settle', id, { kind: entry.kind, action })
  await carryOut(tx, actor, entry, wanted)
  await closeEntry(tx, actor, entry.openKey, action)
  const settledBy = actorName(actor)
  return { ...entry, state: 'settled', openKey: null, settledAt: tx.now, settledBy, outcome: action }
}

async function carryOut(tx: Tx, actor: Actor, entry: DeskEntry, wanted: Settlement): Promise<void> {
  switch (wanted.action) {
    case 'map':
      if (!wanted.reporter) throw invalid('reporter', 'is missing; name the reporter that the byline means')
      await mapByline(tx, actor, entry.byline ?? '', wanted.reporter)
      return
    case 'publish':
      return publishHeld(tx, actor, entry)
    case 'update':
    case 'correct':
      return takeTheirs(tx, actor, entry, wanted)
    case 'kill':
    case 'withdraw':
      return takeBack(tx, actor, entry, wanted)
    case 'dismiss':
      return entry.kind === 'proposed-correction' ? passOver(tx, entry) : undefined
  }
}

async function publishHeld(tx: Tx, actor: Actor, entry: DeskEntry): Promise<void> {
  const article = await articleOf(tx, entry)
  // Somebody may have published it by other means.
  if (article.status !== 'draft') return
  const story = await storyOf(tx, entry)
  await publishAsDated(tx, actor, article, story)
  const { sourceId, storyId } = story
  const { articleId, headline, note } = entry
  if (story.pending && note !== null)
    await openEntry(tx, 'proposed-correction', { sourceId, storyId, articleId, headline, note })
}

async function takeTheirs(
  tx: Tx,
  actor: Actor,
  entry: DeskEntry,
  { action, note = entry.note ?? undefined }: Settlement,
): Promise<void> {
  const article = await articleOf(tx, entry)
  const story = await storyOf(tx, entry)
  const { content, correction, lacksImages = false } = pendingOf(entry, story)
  if (action === 'correct') {
    if (note === undefined) throw invalid('note', 'is missing; say in public what was wrong')
    await correct(tx, actor, article, note, theirPart(content))
  } else await applyTheirs(tx, actor, article, content)
  const imagesAgainAt = lacksImages ? tx.now : null
  await keepStory(tx, {
    ...story,
    pending: null,
    correction,
    storedHash: storedHashOf(content),
    imagesAgainAt,
  })
}

// The same note is not proposed again with the next change.
async function passOver(tx: Tx, entry: DeskEntry): Promise<void> {
  const story = await storyOf(tx, entry)
  const correction = story.pending?.correction ?? story.correction
  await keepStory(tx, { ...story, correction, pending: null })
}

async function takeBack(
  tx: Tx,
  actor: Actor,
  entry: DeskEntry,
  { action, advisory }: Settlement,
): Promise<void> {
  if (advisory === undefined) throw invalid('advisory', 'is missing; say what partners are to be told')
  const article = await articleOf(tx, entry)
  const retraction = { advisory, internalReason: 'It vanished at its source.' }
  if (action === 'kill') await kill(tx, actor, article, retraction)
  else await withdraw(tx, actor, article, retraction)
}

async function articleOf(tx: Tx, { id, articleId }: DeskEntry): Promise<Article> {
  if (articleId === null) throw new Error(`${id} in the desk's queue has no article`)
  return requireArticle(tx, articleId)
}

async function storyOf(tx: Tx, { id, sourceId, storyId }: DeskEntry): Promise<KnownStory> {
  if (sourceId === null || storyId === null) throw new Error(`${id} in the desk's queue has no story`)
  const story = (await knownStories(tx, sourceId, [storyId])).get(storyId)
  if (!story) throw new Error(`${id} in the desk's queue is of a story that nobody knows`)
  return story
}

function pendingOf({ id }: DeskEntry, { pending }: KnownStory): PreparedStory {
  if (pending) return pending
  throw new Problem('conflict', { detail: `${id} is out of date: the source has taken back what it had.` })
}
