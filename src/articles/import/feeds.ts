import { namesOf } from './bylines.ts'
import { cleanBody } from './clean.ts'
import { entriesOf, type FeedEntry } from './feed-entries.ts'
import { captionOf, labelsOf, languageOf, timeOf, webAddress } from './fields.ts'
import { plainLine, summaryOf } from './plain.ts'
import { isFault, type SourceFault, type SourceImage, type SourceStory } from './source-story.ts'
import { reading, storyOrFault, UnreadableStory } from './unreadable.ts'

const maxFeedCharacters = 32 * 1_048_576
const maxEntries = 5_000
const cutOff = /\[\s*(?:…|&hellip;|&#8230;|&#x2026;|\.\.\.)\s*\]\s*(?:<[^<>]*>\s*)*$/i
const maxTail = 300
const passwordForm = 'class="post-password-form"'

/** The stories of a feed in RSS, RDF, Atom or JSON Feed, and what is wrong with the others. Never throws. */
export function feedStories(text: string): { stories: SourceStory[]; faults: SourceFault[] } {
  const read = storyOrFault(() => readable(text))
  if ('fault' in read) return { stories: [], faults: [read] }

  const results = read.slice(0, maxEntries).map((entry) => storyOrFault(() => storyOf(entry)))
  const stories = results.flatMap((one) => (isFault(one) ? [] : one))
  const faults = results.filter(isFault)
  if (read.length > maxEntries)
    faults.push({ sourceId: null, fault: `The feed has ${read.length} entries; ${maxEntries} were read.` })
  return { stories, faults }
}

function readable(text: string): FeedEntry[] {
  if (text.length > maxFeedCharacters)
    throw new UnreadableStory(
      null,
      `The feed has ${text.length} characters; at most ${maxFeedCharacters} are read.`,
    )
  try {
    return entriesOf(text.trimStart())
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UnreadableStory(null, `This is no feed in RSS, Atom or JSON Feed: ${reason}.`)
  }
}

function storyOf(entry: FeedEntry): SourceStory {
  const url = webAddress(...entry.urls)
  const sourceId = entry.id?.trim() || url
  if (!sourceId) throw new UnreadableStory(null, 'The entry has neither an id nor an address.')
  return reading(sourceId, () => identifiedStory(entry, sourceId, url))
}

function identifiedStory(entry: FeedEntry, sourceId: string, url: string | null): SourceStory {
  const headline = plainLine(entry.titleHtml)
  const publishedAt = timeOf(...entry.published)
  const body = entry.html ?? ''
  if (body.includes(passwordForm))
    throw new UnreadableStory(sourceId, 'The story is protected by a password.')
  if (!headline) throw new UnreadableStory(sourceId, 'The entry has no headline.')
  if (publishedAt === undefined)
    throw new UnreadableStory(sourceId, 'The entry does not say when it was published.')
  if (cutOff.test(body.slice(-maxTail)))
    throw new UnreadableStory(sourceId, 'The feed has only the beginning of the story.')

  const { html, correction, dropped } = cleanBody(body, { raw: false })
  if (!html) throw new UnreadableStory(sourceId, 'The entry has no text.')
  return {
    sourceId,
    guid: sourceId,
    url,
    headline,
    summary: summaryOf(entry.excerpt ?? ''),
    bodyHtml: html,
    language: languageOf(entry.language),
    publishedAt,
    modifiedAt: timeOf(entry.modified) ?? publishedAt,
    bylines: namesOf(entry.names),
    categories: labelsOf(entry.categories),
    tags: [],
    image: imageOf(entry.image),
    described: [],
    correction,
    dropped,
  }
}

function imageOf({
  url,
  alt = '',
  caption: written = '',
  credit: credited = '',
}: FeedEntry['image']): SourceImage | null {
  const address = webAddress(url)
  if (!address) return null
  const { caption, credit } = captionOf(written)
  return { url: address, alt: plainLine(alt), caption, credit: plainLine(credited) || credit }
}
