import { z } from 'zod'

const rendered = z.object({ rendered: z.string(), protected: z.boolean().optional() })
const text = z.string().optional().catch(undefined)
// Where the site may not show something, an error stands in its place: `{ code, message }`.
const person = z.object({ name: text, display_name: text, slug: text })
const term = z.object({ name: text, slug: text, taxonomy: text })
const media = z.object({
  source_url: text,
  alt_text: text,
  caption: rendered.optional().catch(undefined),
  media_type: text,
  media_details: z
    .object({ image_meta: z.object({ credit: text }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

/** What `/wp-json/wp/v2/posts?_embed` says of a post, as far as it is read. */
export const wordpressPost = z.object({
  id: z.int().positive(),
  guid: z.object({ rendered: text }).optional().catch(undefined),
  status: text,
  link: text,
  lang: text,
  date: text,
  date_gmt: text,
  modified_gmt: text,
  title: rendered,
  content: rendered,
  excerpt: rendered.optional().catch(undefined),
  jetpack_featured_media_url: text,
  /** Terms by number, or people with their names, depending on the plugin. */
  coauthors: z.array(person.optional().catch(undefined)).catch([]),
  authors: z.array(person.optional().catch(undefined)).catch([]),
  yoast_head_json: z
    .object({
      canonical: text,
      og_locale: text,
      author: text,
      twitter_misc: z.record(z.string(), z.unknown()).catch({}),
    })
    .optional()
    .catch(undefined),
  _embedded: z
    .object({
      author: z.array(person).catch([]),
      'wp:featuredmedia': z.array(media).catch([]),
      'wp:term': z.array(z.array(term).catch([])).catch([]),
    })
    .optional()
    .catch(undefined),
})

export type WordpressPost = z.infer<typeof wordpressPost>
