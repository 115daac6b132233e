import type { Instant } from '../../platform/clock.ts'
import { type Id, newId } from '../../platform/ids.ts'
import type { Article } from '../articles.ts'
import type { Author, Content } from '../content.ts'
import { type RevisionRow, revisionRow } from '../revisions.ts'
import { wordsOf } from '../search/words.ts'
import type { changes } from '../tables.ts'
import { htmlOf, oneBelowTheOther, type SafeHtml } from '../text/html.ts'
import type { TopicCode } from '../topics.ts'
import type { Chance } from './chance.ts'
import { headlineOf, placeOf, sentence, statement } from './wording.ts'

/** A story as it became, with all that happened to it. */
export interface GeneratedStory {
  article: Article
  revisions: [RevisionRow, ...RevisionRow[]]
  changes: Told[]
  /** As search finds them. */
  wordsInBody: string[]
}

/** An entry of the change log that has no number yet. */
type Told = Omit<typeof changes.$inferSelect, 'seq'>

const sections: readonly [Beat, ...Beat[]] = [
  { section: 'Politics', topic: 'medtop:11000000', tags: ['congress', 'elections', 'white house', 'budget'] },
  { section: 'World', topic: 'medtop:16000000', tags: ['nato', 'china', 'ukraine', 'middle east'] },
  { section: 'Business', topic: 'medtop:04000000', tags: ['markets', 'trade', 'jobs', 'inflation'] },
  { section: 'Crime', topic: 'medtop:02000000', tags: ['courts', 'police', 'border', 'fraud'] },
  { section: 'Education', topic: 'medtop:05000000', tags: ['schools', 'universities', 'teachers'] },
  { section: 'Health', topic: 'medtop:07000000', tags: ['hospitals', 'vaccines', 'medicare'] },
  { section: 'Environment', topic: 'medtop:06000000', tags: ['energy', 'climate', 'water'] },
  { section: 'Sports', topic: 'medtop:15000000', tags: ['football', 'baseball', 'olympics'] },
]

interface Beat {
  section: string
  topic: TopicCode
  tags: string[]
}

const fewestWords = 300
const mostWords = 900
const sentencesPerParagraph = 3
const paragraphsInStock = 4_000
const hourMs = 60 * 60 * 1_000

interface Paragraph {
  html: SafeHtml
  words: string[]
}

/** What stories are made of. */
interface Stock {
  chance: Chance
  authors: readonly [Author, ...Author[]]
  paragraphs: [Paragraph, ...Paragraph[]]
}

/** Paragraphs for many stories, since making new ones for each would take longer than storing it. */
export function stockOf(chance: Chance, authors: Stock['authors']): Stock {
  const another = () => paragraphOf(chance, sentence)
  return { chance, authors, paragraphs: [another(), ...Array.from({ length: paragraphsInStock }, another)] }
}

/** A story of about 300 to 900 words as a newswire would have it; few are corrected, fewer taken back. */
export function generateStory(stock: Stock, at: Instant): GeneratedStory {
  const { chance } = stock
  const id = newId('art')
  const { html, words } = textOf(stock, fewestWords + chance.near((mostWords - fewestWords) / 2))
  const { content, authors } = contentOf(stock, html, words.length)
  const first = revisionRow(
    { articleId: id, number: 1, kind: 'published', note: undefined, content, authors, pictures: [] },
    at,
  )
  const story: GeneratedStory = {
    article: published(id, at),
    revisions: [first],
    changes: [toldOf({ type: 'article.published', articleId: id, revision: 1, note: null, at })],
    wordsInBody: words,
  }
  if (chance.onceIn(12)) revise(story, first, chance.onceIn(3) ? 'corrected' : 'updated', at + hourMs)
  if (chance.onceIn(400)) takeBack(story, chance.onceIn(20) ? 'killed' : 'withdrawn', at + 2 * hourMs)
  return story
}

function toldOf(change: Omit<Told, 'advanceOnly' | 'comesDown' | 'sandbox'>): Told {
  return { ...change, advanceOnly: false, comesDown: false, sandbox: null }
}

function contentOf({ chance, authors }: Stock, bodyHtml: SafeHtml, wordCount: number) {
  const { section, topic, tags } = chance.pick(sections)
  const author = chance.pickEarly(authors)
  const second = chance.onceIn(6) ? chance.pick(authors) : author
  const signed = second === author ? [author] : [author, second]
  const content: Content & { headline: string; bodyHtml: NonNullable<Content['bodyHtml']> } = {
    headline: headlineOf(chance),
    subhead: null,
    summary: sentence(chance),
    slug: null,
    language: 'en-US',
    dateline: chance.onceIn(3) ? placeOf(chance) : null,
    section,
    tags: tags.filter(() => chance.onceIn(2)),
    topics: [topic],
    related: [],
    urgency: chance.onceIn(50) ? 1 : 4,
    canonicalUrl: null,
    bodyHtml,
    wordCount,
    reporters: signed.map(({ id }) => id),
    media: [],
  }
  return { content, authors: signed }
}

function textOf({ chance, paragraphs }: Stock, wanted: number): Paragraph {
  const { html, words } = paragraphOf(chance, statement)
  const chosen = [html]
  while (words.length < wanted) {
    const paragraph = chance.pick(paragraphs)
    chosen.push(paragraph.html)
    words.push(...paragraph.words)
  }
  return { html: oneBelowTheOther(chosen), words }
}

function paragraphOf(chance: Chance, one: typeof sentence): Paragraph {
  const text = Array.from({ length: sentencesPerParagraph }, () => one(chance)).join(' ')
  return { html: htmlOf([{ kind: 'paragraph', runs: [{ text, marks: [] }] }]), words: wordsOf(text) }
}

function published(id: Id<'art'>, at: Instant): Article {
  return {
    id,
    status: 'published',
    revision: 1,
    publishedAt: at,
    updatedAt: at,
    createdAt: at,
    publishAt: null,
    embargoedUntil: null,
    expiresAt: null,
    advisory: null,
    internalReason: null,
    replaces: null,
    draft: null,
    sandbox: null,
    sandboxUntil: null,
    workingHeadline: false,
    deskNote: null,
    ordinal: null,
    version: 2,
  }
}

function revise(
  { article, revisions, changes }: GeneratedStory,
  first: RevisionRow,
  kind: 'corrected' | 'updated',
  at: Instant,
): void {
  const note = kind === 'corrected' ? 'An earlier version misspelled a name.' : null
  revisions.push({ ...first, number: 2, kind, note, at })
  changes.push(toldOf({ type: `article.${kind}`, articleId: article.id, revision: 2, note, at }))
  article.revision = 2
  article.updatedAt = at
  article.version += 1
}

function takeBack({ article, changes }: GeneratedStory, status: 'withdrawn' | 'killed', at: Instant): void {
  const advisory = 'A source took back its statement; please do not use the story.'
  const { id: articleId, revision } = article
  changes.push(toldOf({ type: `article.${status}`, articleId, revision, note: advisory, at }))
  article.status = status
  article.advisory = advisory
  article.updatedAt = at
  article.version += 1
}
