import type { Actor } from '../../actor.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { type Article, contentOf, createArticle, editDraft, requireArticle } from '../articles.ts'
import type { Content } from '../content.ts'
import { publish } from '../publishing.ts'
import { update } from '../revising.ts'
import { askWho, closeEntry, keyOf, openEntry } from './desk.ts'
import { nextTry } from './image-tries.ts'
import { type PreparedStory, storedHashOf } from './prepare.ts'
import type { Outcome } from './result.ts'
import { folded } from './rules.ts'
import type { Source } from './sources.ts'
import { type KnownStory, keepStory } from './stories.ts'

const deskNote = 'Imported.'

/** What one batch of stories is taken in with. */
export interface Intake {
  actor: Actor
  source: Pick<Source, 'id' | 'publish'>
  known: ReadonlyMap<string, KnownStory>
  /** Reporters by folded byline. */
  reporters: ReadonlyMap<string, Id<'rep'>>
}

/** Stores a story of a source: new, changed, or not at all where a person has to decide. */
export async function takeStory(tx: Tx, intake: Intake, story: PreparedStory): Promise<Outcome> {
  const known = intake.known.get(story.storyId)
  if (known) await settleOld(tx, intake, known)
  if (known && isSettled(known, story)) return seenAgain(tx, known, story)

  const unknown = story.bylines.filter((byline) => !intake.reporters.has(folded(byline)))
  if (unknown.length > 0) return wait(tx, intake, story, known, unknown)

  const reporters = [
    ...new Set(story.bylines.flatMap((byline) => intake.reporters.get(folded(byline)) ?? [])),
  ]
  const content = { ...story.content, reporters }
  return known?.articleId
    ? change(tx, intake, story, content, { ...known, articleId: known.articleId })
    : add(tx, intake, story, content)
}

function isSettled(known: KnownStory, story: PreparedStory): boolean {
  if (known.imagesAgainAt !== null) return false
  return known.state !== 'waiting' && known.contentHash === story.contentHash
}

// What the desk was to decide on may be as it was again; if it is not, it is told anew.
async function settleOld(tx: Tx, { actor }: Intake, known: KnownStory): Promise<void> {
  if (known.state === 'vanished') await closeEntry(tx, actor, keyOf('vanished', known), 'reappeared')
}

async function seenAgain(tx: Tx, known: KnownStory, story: PreparedStory): Promise<Outcome> {
  const guid = story.guid ?? known.guid
  const news = known.state === 'vanished' || guid !== known.guid
  if (news) await keepStory(tx, { ...known, guid, state: 'imported' })
  return 'unchanged'
}

async function wait(
  tx: Tx,
  { source }: Intake,
  story: PreparedStory,
  known: KnownStory | undefined,
  unknown: readonly string[],
): Promise<Outcome> {
  for (const byline of unknown) await askWho(tx, byline, source.id, story)
  await keepStory(tx, {
    ...memoryOf(tx, source, story, known),
    state: 'waiting',
    waitsFor: folded(unknown[0] ?? ''),
    pending: story,
  })
  return 'waiting'
}

async function add(
  tx: Tx,
  { actor, source }: Intake,
  story: PreparedStory,
  content: Content,
): Promise<Outcome> {
  const draft = await createArticle(tx, actor, content, { deskNote })
  const kept = { ...memoryOf(tx, source, story), articleId: draft.id, storedHash: storedHashOf(content) }
  // The note was taken out of the text; it is not to be lost.
  const pending = story.correction === null ? null : { ...story, content }
  await keepStory(tx, { ...kept, correction: null, pending })
  const subject = { ...subjectOf(source, story), articleId: draft.id, note: story.correction }
  if (source.publish === 'hold') {
    await openEntry(tx, 'held', subject)
    return 'held'
  }
  await publishAsDated(tx, actor, draft, story)
  if (pending) await openEntry(tx, 'proposed-correction', subject)
  return 'imported'
}

/** Publishes a story under the date that its source gives it; one that is to come is scheduled. */
export async function publishAsDated(
  tx: Tx,
  actor: Actor,
  article: Article,
  { publishedAt }: Pick<PreparedStory, 'publishedAt'>,
): Promise<void> {
  await publish(tx, actor, article, { publishAt: publishedAt })
}

async function change(
  tx: Tx,
  { actor, source }: Intake,
  story: PreparedStory,
  content: Content,
  known: KnownStory & { articleId: Id<'art'> },
): Promise<Outcome> {
  const article = await requireArticle(tx, known.articleId)
  const kept = { ...memoryOf(tx, source, story, known), correction: story.correction }
  // What was killed here stays killed, whatever its source does.
  if (article.status === 'killed') return keepAs(tx, { ...kept, imagesAgainAt: null }, 'unchanged')
  const ours = storedHashOf(await contentOf(tx, article))
  const theirs = storedHashOf(content)
  const verdict = verdictOn({ ours, theirs, known, story, article })
  if (verdict === 'unchanged') {
    await dropProposals(tx, actor, known)
    return keepAs(tx, { ...kept, storedHash: theirs }, 'unchanged')
  }
  if (verdict === 'correction' || verdict === 'conflict') {
    const subject = { ...subjectOf(source, story), articleId: article.id }
    const kind = verdict === 'correction' ? 'proposed-correction' : 'conflict'
    await openEntry(tx, kind, { ...subject, note: story.correction })
    // The mark of the correction is kept when it is settled, so that later versions propose it as well.
    const pending = { ...story, content }
    const undecided = { correction: known.correction, pending, imagesAgainAt: null }
    return keepAs(tx, { ...kept, ...undecided }, verdict)
  }
  await dropProposals(tx, actor, known)
  await applyTheirs(tx, actor, article, content)
  const isUnread = article.revision === 0 && story.correction !== null
  const open = isUnread ? { correction: null, pending: { ...story, content } } : {}
  return keepAs(tx, { ...kept, storedHash: theirs, ...open }, 'updated')
}

interface Circumstances {
  /** Of the article as it is now. */
  ours: string
  theirs: string
  known: Pick<KnownStory, 'storedHash' | 'correction'>
  story: Pick<PreparedStory, 'correction'>
  article: Pick<Article, 'revision'>
}

/** What is to become of a story that its source has changed. */
function verdictOn({ ours, theirs, known, story, article }: Circumstances) {
  const isTheSame = ours === theirs || theirs === known.storedHash
  if (!isTheSame && ours !== known.storedHash) return 'conflict'
  const isCorrection = story.correction !== null && story.correction !== known.correction
  // Nobody has read a story yet that was never published.
  if (isCorrection && article.revision > 0) return 'correction'
  return isTheSame ? 'unchanged' : 'update'
}

/** Puts the text of the source in the place of ours: at once where the story is out, else in its draft. */
export async function applyTheirs(
  tx: Tx,
  actor: Actor,
  article: Article,
  content: Content,
): Promise<Article> {
  const fields = theirPart(content)
  return article.status === 'published'
    ? update(tx, actor, article, fields)
    : editDraft(tx, actor, article, fields)
}

/** What of an article comes from its source. */
export function theirPart(content: Content): Partial<Content> {
  const { headline, summary, canonicalUrl, section, tags, language, reporters, media } = content
  const { bodyHtml, wordCount } = content
  return { headline, summary, canonicalUrl, section, tags, language, bodyHtml, wordCount, reporters, media }
}

// The source went on from what it had proposed.
async function dropProposals(tx: Tx, actor: Actor, known: KnownStory): Promise<void> {
  if (known.pending === null) return
  await closeEntry(tx, actor, keyOf('proposed-correction', known), 'superseded')
  await closeEntry(tx, actor, keyOf('conflict', known), 'superseded')
}

async function keepAs(tx: Tx, story: KnownStory, outcome: Outcome): Promise<Outcome> {
  await keepStory(tx, story)
  return outcome
}

function memoryOf(
  { now }: Tx,
  { id }: Intake['source'],
  story: PreparedStory,
  known?: KnownStory,
): KnownStory {
  const { storyId, contentHash, publishedAt, correction } = story
  return {
    sourceId: id,
    storyId,
    guid: story.guid ?? known?.guid ?? null,
    articleId: known?.articleId ?? null,
    state: 'imported',
    contentHash,
    storedHash: known?.storedHash ?? null,
    correction: known ? known.correction : correction,
    publishedAt,
    waitsFor: null,
    pending: null,
    ...nextTry(story, known, now),
  }
}

function subjectOf({ id }: Intake['source'], { storyId, content }: PreparedStory) {
  return { sourceId: id, storyId, headline: content.headline }
}
