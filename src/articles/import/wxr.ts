import { namesOf } from './bylines.ts'
import { cleanBody } from './clean.ts'
import { labelsOf, timeOf, webAddress } from './fields.ts'
import { plainLine, summaryOf } from './plain.ts'
import type { SourceFault, SourceImage, SourceStory } from './source-story.ts'
import { reading, storyOrFault, UnreadableStory } from './unreadable.ts'
import { directoryOf, loginKey, type WxrDirectory } from './wxr-directory.ts'
import { partsOf, type WxrItem } from './wxr-items.ts'
import type { Open } from './wxr-text.ts'

const stories = new Set(['publish', 'future'])
const maxReasons = 50
const maxDescribed = 100
const imageClass = /\bwp-image-(\d{1,12})\b/g

/**
 * The stories of an export of WordPress (WXR), and what is wrong with the others. The file is read three
 * times, since names, images and its encoding are only known at its end; never more than an item is kept.
 * What is no published post is counted in `skipped` by its kind: `page`, `draft`, `protected`.
 */
export async function* wxrStories(
  open: Open,
  skipped = new Map<string, number>(),
): AsyncGenerator<SourceStory | SourceFault> {
  const directory = await directoryOf(open)
  for await (const part of partsOf(open)) {
    if (part.kind === 'fault') yield { sourceId: null, fault: part.fault }
    if (part.kind !== 'item') continue
    const reason = reasonToSkip(part.item)
    if (reason === undefined) yield storyOrFault(() => storyOf(part.item, directory))
    else count(skipped, reason)
  }
}

function count(skipped: Map<string, number>, reason: string): void {
  const name = skipped.has(reason) || skipped.size < maxReasons ? reason : 'other'
  skipped.set(name, (skipped.get(name) ?? 0) + 1)
}

function reasonToSkip({ texts, fault }: WxrItem): string | undefined {
  const type = texts.get('wp:post_type') ?? 'post'
  const status = texts.get('wp:status') ?? 'publish'
  if (fault !== undefined) return undefined
  if (type !== 'post') return type
  if (!stories.has(status)) return status
  return texts.get('wp:post_password') ? 'protected' : undefined
}

function storyOf(item: WxrItem, directory: WxrDirectory): SourceStory {
  const { number, texts, fault } = item
  const sourceId = texts.get('wp:post_id')?.trim() || texts.get('guid')?.trim() || null
  if (fault !== undefined)
    throw new UnreadableStory(sourceId, `Item ${number} is not well-formed XML: ${fault}`)
  if (!sourceId) throw new UnreadableStory(null, `Item ${number} has neither a wp:post_id nor a guid.`)
  return reading(sourceId, () => identifiedStory(item, sourceId, directory))
}

function identifiedStory(item: WxrItem, sourceId: string, directory: WxrDirectory): SourceStory {
  const { texts, meta, terms } = item
  const headline = plainLine(texts.get('title') ?? '')
  const publishedAt = timeOf(texts.get('wp:post_date_gmt'), texts.get('pubDate'), texts.get('wp:post_date'))
  if (!headline) throw new UnreadableStory(sourceId, 'The post has no headline.')
  if (publishedAt === undefined) throw new UnreadableStory(sourceId, 'The post has no date.')

  const imageById = (id: string) => directory.images.get(id)
  const source = texts.get('content:encoded') ?? ''
  const { html, correction, dropped } = cleanBody(source, { raw: true, imageById })
  if (!html) throw new UnreadableStory(sourceId, 'The post has no text.')
  return {
    sourceId,
    guid: texts.get('guid')?.trim(),
    url: webAddress(meta.get('_yoast_wpseo_canonical'), texts.get('link')),
    headline,
    summary: summaryOf(texts.get('excerpt:encoded') ?? ''),
    bodyHtml: html,
    language: directory.language,
    publishedAt,
    modifiedAt: timeOf(texts.get('wp:post_modified_gmt')) ?? publishedAt,
    bylines: bylinesOf(item, directory),
    categories: labelsOf(terms.filter(({ domain }) => domain === 'category').map(({ name }) => name)),
    tags: labelsOf(terms.filter(({ domain }) => /^(?:post_)?tag$/.test(domain)).map(({ name }) => name)),
    image: imageById(meta.get('_thumbnail_id')?.trim() ?? '') ?? null,
    described: describedIn(source, directory),
    correction,
    dropped,
  }
}

/** The images that the editor put into the text, as they stand in the media library. */
function describedIn(source: string, { images }: WxrDirectory): SourceImage[] {
  const ids = new Set(Array.from(source.matchAll(imageClass), ([, id = '']) => id))
  return [...ids].slice(0, maxDescribed).flatMap((id) => images.get(id) ?? [])
}

function bylinesOf({ texts, terms }: WxrItem, { people }: WxrDirectory): string[] {
  const authors = terms.filter(({ domain }) => domain === 'author')
  if (authors.length > 0)
    return namesOf(
      authors.map(
        ({ nicename, name }) => people.get(loginKey(nicename)) ?? people.get(loginKey(name)) ?? name,
      ),
    )
  const login = texts.get('dc:creator') ?? ''
  return namesOf([people.get(loginKey(login)) ?? login])
}
