import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Instant } from '../../platform/clock.ts'
import { Problem } from '../../problems.ts'
import type { Content } from '../content.ts'
import { contentInput, prepareContent } from '../schema.ts'
import { type Illustrating, illustrate } from './illustrating.ts'
import { cut } from './plain.ts'
import { folded, type Rules } from './rules.ts'
import type { SourceStory } from './source-story.ts'
import type { StoryImage } from './story-images.ts'

const maxTags = 50
const maxTagLength = 100
const maxSummaryLength = 2_000
const noSections = ['uncategorized', 'uncategorised']

/** The byline of a story that carries none; it is mapped like any other. */
const noByline = 'No byline'

/** A story of a source, ready to be stored. */
export interface PreparedStory {
  storyId: string
  guid?: string | undefined
  url: string | null
  /** Without reporters and images, which only a transaction knows. */
  content: Content
  bylines: string[]
  publishedAt: Instant
  contentHash: string
  correction: string | null
  /** Images of it could not be had that may come later; absent in those that have waited since an older release. */
  lacksImages?: boolean
}

type Preparation = { fit: true; story: PreparedStory; images: StoryImage[] } | { fit: false; because: string }

/** What is to be stored of a story, or why it cannot be: slow, so it comes before the transaction. */
export async function prepareStory(
  story: SourceStory,
  rules: Rules,
  illustrating: Illustrating,
): Promise<Preparation> {
  const { sourceId: storyId, guid, url, publishedAt, correction } = story
  const given = {
    headline: story.headline,
    summary: cut(story.summary, maxSummaryLength),
    bodyHtml: story.bodyHtml,
    canonicalUrl: story.url,
    section: cut(sectionOf(story.categories, rules), maxTagLength),
    tags: [...new Set(story.tags.filter((tag) => tag.length <= maxTagLength))].slice(0, maxTags),
    ...(story.language === null ? {} : { language: story.language }),
  }
  const parsed = contentInput.safeParse(given)
  if (!parsed.success) return { fit: false, because: faultIn(parsed.error.issues[0]) }
  try {
    const { bodyHtml, ...written } = await prepareContent(parsed.data)
    if (bodyHtml === null) return { fit: false, because: 'it has no text' }
    const { content, images } = await illustrate(story, { ...written, bodyHtml }, illustrating)
    const bylines = story.bylines.length > 0 ? story.bylines : [noByline]
    const contentHash = contentHashOf(story)
    const lacksImages = images.some((image) => image.state === 'failed' && image.passes)
    return {
      fit: true,
      story: { storyId, guid, url, content, bylines, publishedAt, contentHash, correction, lacksImages },
      images,
    }
  } catch (error) {
    if (error instanceof Problem && error.status < 500)
      return { fit: false, because: error.errors?.[0]?.message ?? error.message }
    throw error
  }
}

/** The same as long as the source says the same, but for its dates. */
export function contentHashOf(story: SourceStory): string {
  const { publishedAt: _, modifiedAt: __, dropped: ___, guid: ____, ...said } = story
  return hashOf(said)
}

/** Of the part of an article that comes from its source: what else the desk adds is no change of the story. */
export function storedHashOf(content: Content): string {
  const { headline, summary, canonicalUrl, section, tags, language, bodyHtml, reporters, media } = content
  return hashOf({ headline, summary, canonicalUrl, section, tags, language, bodyHtml, reporters, media })
}

function hashOf(value: object): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('base64url')
}

// What says that a story belongs to the wire does not say what it is about.
function sectionOf(categories: readonly string[], rules: Rules): string | null {
  const others = [...noSections, ...rules.categories.map(folded)]
  return categories.find((category) => !others.includes(folded(category))) ?? null
}

function faultIn(issue: { path: PropertyKey[]; message: string } | undefined): string {
  return issue ? `its ${issue.path.join('.')} ${issue.message}` : 'it is not a story'
}
