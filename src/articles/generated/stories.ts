import type { Instant } from '../../platform/clock.ts'
import { type Id, newId } from '../../platform/ids.ts'
import type { Article } from '../articles.ts'
import type { NewChange } from '../changes.ts'
import type { Author, Content } from '../content.ts'
import { type RevisionRow, revisionRow } from '../revisions.ts'
import { htmlOf } from '../text/html.ts'
import type { Passage } from '../text/passages.ts'
import type { TopicCode } from '../topics.ts'
import type { Chance } from './chance.ts'
import { headlineOf, placeOf, sentence } from './wording.ts'

/** A story as it became, with all that happened to it. */
export interface GeneratedStory {
  article: Article
  revisions: [RevisionRow, ...RevisionRow[]]
  changes: (NewChange & { at: Instant })[]
}

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
const hourMs = 60 * 60 * 1_000

/** A story of about 300 to 900 words as a newswire would have it; few are corrected, fewer taken back. */
export function generateStory(
  chance: Chance,
  authors: readonly [Author, ...Author[]],
  at: Instant,
): GeneratedStory {
  const id = newId('art')
  const content = contentBy(chance, authors)
  const first = revisionRow(
    { articleId: id, number: 1, kind: 'published', note: undefined, ...content, pictures: [] },
    at,
  )
  const story: GeneratedStory = {
    article: published(id, at),
    revisions: [first],
    changes: [{ type: 'article.published', articleId: id, revision: 1, at }],
  }
  if (chance.onceIn(12)) revise(story, first, chance.onceIn(3) ? 'corrected' : 'updated', at + hourMs)
  if (chance.onceIn(400)) takeBack(story, chance.onceIn(20) ? 'killed' : 'withdrawn', at + 2 * hourMs)
  return story
}

function contentBy(chance: Chance, authors: readonly [Author, ...Author[]]) {
  const { section, topic, tags } = chance.pick(sections)
  const author = chance.pickEarly(authors)
  const second = chance.onceIn(6) ? chance.pick(authors) : author
  const signed = second === author ? [author] : [author, second]
  const { passages, words } = textOf(chance, fewestWords + chance.near((mostWords - fewestWords) / 2))
  const content: Content & { headline: string; bodyHtml: NonNullable<Content['bodyHtml']> } = {
    headline: headlineOf(chance),
    subhead: null,
    summary: sentence(chance).text,
    slug: null,
    language: 'en-US',
    dateline: chance.onceIn(3) ? placeOf(chance) : null,
    section,
    tags: tags.filter(() => chance.onceIn(2)),
    topics: [topic],
    related: [],
    urgency: chance.onceIn(50) ? 1 : 4,
    canonicalUrl: null,
    bodyHtml: htmlOf(passages),
    wordCount: words,
    reporters: signed.map(({ id }) => id),
    media: [],
  }
  return { content, authors: signed }
}

function textOf(chance: Chance, wanted: number): { passages: Passage[]; words: number } {
  const passages: Passage[] = []
  let words = 0
  while (words < wanted) {
    let text = ''
    for (let count = 0; count < sentencesPerParagraph; count += 1) {
      const one = sentence(chance)
      text += count === 0 ? one.text : ` ${one.text}`
      words += one.words
    }
    passages.push({ kind: 'paragraph', runs: [{ text, marks: [] }] })
  }
  return { passages, words }
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
  changes.push({ type: `article.${kind}`, articleId: article.id, revision: 2, note: note ?? undefined, at })
  article.revision = 2
  article.updatedAt = at
  article.version += 1
}

function takeBack({ article, changes }: GeneratedStory, status: 'withdrawn' | 'killed', at: Instant): void {
  const advisory = 'A source took back its statement; please do not use the story.'
  changes.push({
    type: `article.${status}`,
    articleId: article.id,
    revision: article.revision,
    note: advisory,
    at,
  })
  article.status = status
  article.advisory = advisory
  article.updatedAt = at
  article.version += 1
}
