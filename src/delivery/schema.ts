import { z } from 'zod'
import { differenceFields } from '../articles/difference-schema.ts'
import { imageRenditionSchema } from '../articles/media/schema.ts'
import { topicSchema } from '../articles/subjects-schema.ts'
import { printedDuties } from '../licensing/tables.ts'
import { idSchema } from '../platform/ids.ts'
import { examples } from './examples.ts'
import { formatNames } from './formats/formats.ts'

const time = z.iso.datetime()
const uri = z.url()

const affiliationSchema = z.object({ name: z.string(), shortName: z.string(), url: uri })

const logoRenditionSchema = z.object({
  href: uri,
  contentType: z.enum(['image/svg+xml', 'image/png']),
  width: z.int().describe('CSS pixels'),
  height: z.int().describe('CSS pixels'),
  sha256: z.string(),
})

export const attributionSchema = z
  .object({
    required: z.array(z.enum(printedDuties)),
    logo: z.object({ alt: z.string(), renditions: z.array(logoRenditionSchema) }),
    byline: z.string().describe('As printed: `By Jane Doe`.'),
    affiliation: affiliationSchema,
    authors: z.array(
      z.object({
        id: idSchema('rep'),
        name: z.string(),
        kind: z.enum(['person', 'desk']).describe('`desk` where nobody signed it.'),
        affiliation: affiliationSchema.omit({ url: true }),
      }),
    ),
    creditLine: z.string().describe('`Jane Doe, Daily Caller News Foundation`'),
    notice: z.object({ text: z.string(), html: z.string() }),
    canonicalUrl: uri.nullable(),
    html: z.string().describe('Ready to print: byline, affiliation, logo, notice.'),
    text: z.string(),
  })
  .meta({
    id: 'Attribution',
    description: 'What a partner must print with the article.',
    examples: [examples.attribution],
  })

const relatedSchema = z
  .object({
    id: idSchema('art').optional(),
    uri: uri.optional(),
    url: uri.optional(),
    headline: z.string().optional(),
  })
  .describe('An article of ours by `id` and `uri`, or a page of the web by `url` and `headline`.')

const pictureSchema = z
  .object({
    id: idSchema('med'),
    alt: z.string().describe('Empty for mere decoration.'),
    caption: z.string().nullable(),
    credit: z.string().nullable().describe('Print it with the image.'),
    rights: z.string().nullable(),
    renditions: z.array(imageRenditionSchema).describe('There once no embargo lasts.'),
  })
  .meta({ id: 'ArticleImage', examples: [examples.image] })

const omittedPictureSchema = z
  .object({
    alt: z.string(),
    caption: z.string().nullable(),
    credit: z.string().nullable(),
    reason: z.literal('not redistributable'),
  })
  .meta({ id: 'OmittedImage', examples: [examples.omittedImage] })

const correctionSchema = z.object({ revision: z.int(), at: time, note: z.string() })

export const articleSchema = z
  .object({
    id: idSchema('art'),
    uri: uri.describe('The permanent URI of the article, the same in all formats.'),
    revision: z.int(),
    pubStatus: z.enum(['usable', 'withheld', 'canceled']),
    headline: z.string(),
    subhead: z.string().nullable(),
    summary: z.string().nullable(),
    slug: z.string(),
    language: z.string(),
    dateline: z.string().nullable(),
    section: z.string().nullable(),
    tags: z.array(z.string()),
    topics: z.array(topicSchema),
    urgency: z.int().nullable(),
    publishedAt: time,
    updatedAt: time,
    embargoedUntil: time.nullable(),
    replaces: uri.nullable().describe('The killed article in whose place this one was written.'),
    canonicalUrl: uri.nullable(),
    bodyHtml: z.string().optional().describe('Sanitized HTML; in lists only with `include=body`.'),
    wordCount: z.int(),
    media: z.array(pictureSchema).describe('Images, the main one first.'),
    omittedMedia: z
      .array(omittedPictureSchema)
      .describe(
        'Images of the article that may not be handed on, or of which nobody has said that they may; they stand in no text either.',
      ),
    related: z.array(relatedSchema),
    corrections: z.array(correctionSchema),
    advisory: z
      .string()
      .optional()
      .describe('What to do about a story that was taken back; there is no text then.'),
    byline: z.string(),
    attribution: attributionSchema,
    highlights: z
      .object({ headline: z.string().optional(), text: z.string().optional() })
      .optional()
      .describe('Why a search found it, as escaped HTML with `<mark>`; in lists with `q` only.'),
    license: z.object({ href: uri, policy: uri, price: z.literal('none') }),
  })
  .meta({ id: 'Article', examples: [examples.article] })

export type ArticleJson = z.infer<typeof articleSchema> & {
  /** How often it was withdrawn and came back before this revision; of no format but as part of its version. */
  returns?: number
}

/** An article in each format that it is offered in. */
export const articleContent = {
  content: {
    'application/json': { schema: articleSchema },
    'text/html': {
      schema: z
        .string()
        .meta({ examples: [examples.embed] })
        .describe('`html`: a page; `embed`: the fragment to paste, by name alone.'),
    },
    'application/vnd.iptc.g2.newsitem+xml': { schema: written(examples.newsmlG2) },
    'application/nitf+xml': { schema: written(examples.nitf) },
    'text/plain': { schema: written(examples.text) },
    'text/markdown': { schema: written(examples.markdown) },
    'application/ld+json': {
      schema: z
        .looseObject({ '@type': z.literal('NewsArticle'), '@id': uri.describe('The URI of the article.') })
        .meta({ examples: [examples.jsonLd] })
        .describe('A NewsArticle of schema.org.'),
    },
  },
}

function written(example: string) {
  return z.string().meta({ examples: [example] })
}

/** `?format=` of what answers with an article. */
export const formatQuery = z.strictObject({
  format: z
    .enum(formatNames)
    .optional()
    .describe(
      'In place of `Accept`. `ninjs…` is JSON as IPTC defines it, in version 3.1, 2.2 or 1.6; `nitf-plain` is NITF without its namespace.',
    ),
})

export const articleListSchema = z
  .object({
    items: z.array(articleSchema),
    next: z.string().nullable(),
    changes: z.string().optional().describe('On the first page: the cursor to follow changes from.'),
  })
  .meta({ id: 'ArticleList', examples: [examples.articles] })

const revisionEntrySchema = z
  .object({
    revision: z.int(),
    at: time,
    kind: z.enum(['published', 'updated', 'corrected']),
    note: z.string().nullable(),
    headline: z.string(),
    byline: z.string(),
    attribution: attributionSchema,
  })
  .meta({ id: 'Revision' })

export const revisionListSchema = z
  .object({ items: z.array(revisionEntrySchema), next: z.string().nullable() })
  .meta({ id: 'RevisionList', examples: [examples.revisions] })

export const differenceSchema = z
  .object({
    id: idSchema('art'),
    uri,
    from: revisionEntrySchema.describe('The earlier version, as a rule.'),
    to: revisionEntrySchema,
    ...differenceFields,
    license: z.object({ href: uri, policy: uri, price: z.literal('none') }),
  })
  .meta({
    id: 'Difference',
    description: 'What was changed between two revisions: words that are the same, added or removed.',
    examples: [examples.difference],
  })

export type DifferenceJson = z.infer<typeof differenceSchema>
