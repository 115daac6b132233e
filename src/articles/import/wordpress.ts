import { z } from 'zod'
import { namesOf } from './bylines.ts'
import { cleanBody } from './clean.ts'
import { captionOf, labelsOf, languageOf, timeOf, webAddress } from './fields.ts'
import { plainLine, summaryOf } from './plain.ts'
import type { SourceImage, SourceStory } from './source-story.ts'
import { reading, UnreadableStory } from './unreadable.ts'
import { type WordpressPost, wordpressPost } from './wordpress-post.ts'

const readableStatuses = new Set(['publish', 'future'])
const identified = z.object({ id: z.int() })

/**
 * The story of a post as `/wp-json/wp/v2/posts?_embed` sends it. A time in the future stays one. Throws
 * `UnreadableStory` for what is no post, has no text or is not for everybody.
 */
export function storyOfWordPress(post: unknown): SourceStory {
  const parsed = wordpressPost.safeParse(post)
  const sourceId = String(identified.safeParse(post).data?.id ?? '') || null
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0] ?? { path: [], message: '' }
    throw new UnreadableStory(sourceId, `This is no post of WordPress: ${path.join('.')} ${message}`)
  }
  return reading(sourceId, () => storyOf(parsed.data))
}

function storyOf(post: WordpressPost): SourceStory {
  const { title, content, excerpt, yoast_head_json: seo, status = 'publish' } = post
  const sourceId = String(post.id)
  const publishedAt = timeOf(post.date_gmt, post.date)
  const headline = plainLine(title.rendered)
  if (!readableStatuses.has(status)) throw new UnreadableStory(sourceId, `The post has the status ${status}.`)
  if (content.protected) throw new UnreadableStory(sourceId, 'The post is protected by a password.')
  if (publishedAt === undefined) throw new UnreadableStory(sourceId, 'The post has no date_gmt.')
  if (!headline) throw new UnreadableStory(sourceId, 'The post has no headline.')

  const { html, correction, dropped } = cleanBody(content.rendered, { raw: false })
  if (!html) throw new UnreadableStory(sourceId, 'The post has no text.')
  return {
    sourceId,
    guid: post.guid?.rendered,
    url: webAddress(seo?.canonical, post.link),
    headline,
    summary: summaryOf(excerpt?.rendered ?? ''),
    bodyHtml: html,
    language: languageOf(post.lang, seo?.og_locale),
    publishedAt,
    modifiedAt: timeOf(post.modified_gmt) ?? publishedAt,
    bylines: bylinesOf(post),
    categories: termsOf(post, 'category'),
    tags: termsOf(post, 'post_tag'),
    image: imageOf(post),
    described: [],
    correction,
    dropped,
  }
}

/** Whoever knows all authors by their printed names goes first: plugins, then what WordPress itself knows. */
function bylinesOf(post: WordpressPost): string[] {
  const { coauthors, authors, yoast_head_json: seo, _embedded: embedded } = post
  const written = seo?.twitter_misc['Written by']
  const accounts = embedded?.author ?? []
  const terms = (embedded?.['wp:term'] ?? []).flat().filter(({ taxonomy }) => taxonomy === 'author')
  const names = [
    printed([...coauthors, ...authors]),
    typeof written === 'string' ? [written] : [],
    printed(terms.map((term) => accounts.find(({ slug }) => slug === loginOf(term.slug)) ?? term)),
    printed(accounts),
    printed([{ name: seo?.author }]),
  ]
  return namesOf(names.find((each) => each.length > 0) ?? [])
}

function printed(
  people: readonly ({ name?: string | undefined; display_name?: string | undefined } | undefined)[],
) {
  return people.flatMap((person) => person?.display_name || person?.name || [])
}

// Co-Authors Plus puts its own letters before the account's name.
function loginOf(slug: string | undefined): string | undefined {
  return slug?.replace(/^cap-/, '')
}

function termsOf({ _embedded: embedded }: WordpressPost, taxonomy: string): string[] {
  const terms = (embedded?.['wp:term'] ?? []).flat().filter((term) => term.taxonomy === taxonomy)
  return labelsOf(terms.flatMap(({ name }) => name ?? []))
}

function imageOf({ _embedded: embedded, jetpack_featured_media_url }: WordpressPost): SourceImage | null {
  const media = embedded?.['wp:featuredmedia'][0]
  const isImage = media?.media_type === undefined || media.media_type === 'image'
  const url = webAddress(isImage ? media?.source_url : undefined, jetpack_featured_media_url)
  if (!url) return null
  const { caption, credit } = captionOf(media?.caption?.rendered ?? '')
  const credited = plainLine(media?.media_details?.image_meta?.credit ?? '')
  return { url, alt: plainLine(media?.alt_text ?? ''), caption, credit: credit ?? (credited || null) }
}
