import { z } from 'zod'
import { timeOrNull, toRfc3339 } from '../platform/clock.ts'
import { emailSchema, line, prose, webUrl } from '../platform/http/fields.ts'
import { idSchema } from '../platform/ids.ts'
import type { Article } from './articles.ts'
import type { Content } from './content.ts'
import { examples } from './examples.ts'
import type { Newswire } from './newswire.ts'
import { relatedField, topicsField } from './subjects-schema.ts'
import { articleStatuses } from './tables.ts'
import { prepareBodyBeside } from './text/beside.ts'

const maxHeadline = 300
const maxSummary = 2_000
const maxNote = 2_000
const maxTags = 50
const maxReporters = 20
const maxMedia = 50
const maxCredits = 100
const maxBodyCharacters = 1024 * 1024
const logoBase64Characters = 700_000

const time = z.iso.datetime()

const contentFields = z.strictObject({
  headline: line(maxHeadline).optional(),
  bodyHtml: z
    .string()
    .max(maxBodyCharacters)
    .optional()
    .describe('Sanitized when stored. Images have to be ours: partners get no others.'),
  reporters: z
    .array(idSchema('rep'))
    .max(maxReporters)
    .refine((ids) => new Set(ids).size === ids.length, 'must name each reporter once')
    .optional()
    .describe('In the order of the byline.'),
  media: z
    .array(idSchema('med'))
    .max(maxMedia)
    .refine((ids) => new Set(ids).size === ids.length, 'must name each image once')
    .optional()
    .describe('Images, the main one first. Those of ours that stand in the text need not be named.'),
  subhead: line(maxHeadline).nullable().optional(),
  summary: prose(maxSummary).nullable().optional(),
  slug: line(100)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
    .nullable()
    .optional(),
  canonicalUrl: webUrl.nullable().optional(),
  section: line(100).nullable().optional(),
  tags: z.array(line(100)).max(maxTags).optional(),
  topics: topicsField.optional(),
  related: relatedField.optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag of BCP 47 such as en-US')
    .optional(),
  dateline: line(200).nullable().optional(),
  urgency: z.int().min(1).max(9).nullable().optional().describe('1 is the most urgent (IPTC).'),
})

export const contentInput = contentFields.meta({ id: 'ArticleContent', examples: [examples.written] })

export type ContentInput = z.infer<typeof contentInput>

export const newArticleInput = contentFields
  .extend({
    replaces: idSchema('art').optional().describe('A killed story in whose place this one is written.'),
  })
  .meta({ id: 'NewArticle', examples: [examples.written] })

export const changedFieldsInput = contentFields
  .refine((fields) => Object.keys(fields).length > 0, 'must have at least one field to change')
  .meta({ id: 'ArticleChanges', minProperties: 1, examples: [examples.written] })

export const correctionInput = contentFields
  .extend({
    note: prose(maxNote).describe('What was wrong; public.'),
  })
  .meta({ id: 'Correction', examples: [examples.correction] })
export const newswireInput = z
  .strictObject({
    name: line(200).optional(),
    shortName: line(40).optional(),
    url: webUrl.optional(),
    licensingContact: emailSchema.optional(),
    deskMail: emailSchema.nullable().optional(),
    deskPhone: line(40).nullable().optional(),
    notice: prose(maxNote).optional(),
    logoAlt: line(200).optional(),
    ownCredits: z
      .array(line(200))
      .max(maxCredits)
      .optional()
      .describe('Credits besides name and short name by which imported images are the newswire’s own.'),
  })
  .meta({ id: 'NewswireChanges', examples: [examples.newswireChanges] })

export const logoInput = z
  .strictObject({
    svg: z.string().max(logoBase64Characters).describe('The SVG document as text.'),
    png: z.base64().max(logoBase64Characters).describe('The PNG file in base64.'),
  })
  .meta({ id: 'LogoFiles', examples: [examples.logoFiles] })

const empty: Content = {
  headline: null,
  subhead: null,
  summary: null,
  slug: null,
  language: 'en-US',
  dateline: null,
  section: null,
  tags: [],
  topics: [],
  related: [],
  urgency: null,
  canonicalUrl: null,
  bodyHtml: null,
  wordCount: 0,
  reporters: [],
  media: [],
}

/** The changed fields with the body sanitized; slow, so it comes before the transaction. */
export async function prepareFields({ bodyHtml, ...fields }: ContentInput): Promise<Partial<Content>> {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  if (bodyHtml === undefined) return given
  const body = await prepareBodyBeside(bodyHtml)
  return { ...given, bodyHtml: body.html, wordCount: body.wordCount }
}

/** The content of a new story. */
export async function prepareContent(input: ContentInput): Promise<Content> {
  return { ...empty, ...(await prepareFields(input)) }
}

export const articleSummarySchema = z
  .object({
    id: idSchema('art'),
    status: z.enum(articleStatuses),
    revision: z.int().describe('The newest published one; 0 before the first publication.'),
    headline: z
      .string()
      .nullable()
      .describe('The present one; of a killed story as well, so that everybody knows what must come down.'),
    workingHeadline: z.boolean().describe('The headline was made for want of the desk’s own.'),
    deskNote: z.string().nullable(),
    advisory: z.string().nullable(),
    replaces: idSchema('art').nullable().describe('The killed story in whose place it was written.'),
    publishAt: time.nullable().describe('When it is to be published, while it is scheduled.'),
    publishedAt: time.nullable(),
    embargoedUntil: time.nullable().describe('Only partners with advance access have it until then.'),
    expiresAt: time.nullable().describe('It is withdrawn by itself then.'),
    updatedAt: time,
    createdAt: time,
    version: z.int().describe('Send it as `If-Match: "version"` with an edit.'),
  })
  .meta({ id: 'ArticleSummary', examples: [examples.summary] })

export function articleSummary(
  article: Omit<Article, 'draft'> & { headline: string | null },
): z.infer<typeof articleSummarySchema> {
  const { id, status, revision, headline, workingHeadline, deskNote, advisory, replaces, version } = article
  return {
    id,
    status,
    revision,
    headline,
    workingHeadline,
    deskNote,
    advisory,
    replaces,
    publishAt: timeOrNull(article.publishAt),
    publishedAt: timeOrNull(article.publishedAt),
    embargoedUntil: timeOrNull(article.embargoedUntil),
    expiresAt: timeOrNull(article.expiresAt),
    updatedAt: toRfc3339(article.updatedAt),
    createdAt: toRfc3339(article.createdAt),
    version,
  }
}

export const contentSchema = z.object({
  headline: z.string().nullable(),
  subhead: z.string().nullable(),
  summary: z.string().nullable(),
  slug: z.string().nullable(),
  language: z.string(),
  dateline: z.string().nullable(),
  section: z.string().nullable(),
  tags: z.array(z.string()),
  topics: topicsField,
  related: relatedField,
  urgency: z.int().nullable(),
  canonicalUrl: z.string().nullable(),
  bodyHtml: z.string().nullable(),
  wordCount: z.int(),
  reporters: z.array(idSchema('rep')),
  media: z.array(idSchema('med')),
})

export const staffArticleSchema = articleSummarySchema
  .extend({
    internalReason: z.string().nullable().describe('Why it was taken back; for administrators only.'),
    content: contentSchema
      .nullable()
      .describe(
        'The draft, or else the newest revision. Of a killed story for administrators only: others see its status, headline, advisory and history, as partners do, and null here.',
      ),
  })
  .meta({ id: 'StaffArticle', examples: [examples.staffArticle] })

/** A story as staff see it; what only administrators may read is left out for the others. */
export function staffArticleView(
  article: Article,
  content: Content,
  isAdmin: boolean,
): z.infer<typeof staffArticleSchema> {
  const readable = isAdmin || article.status !== 'killed'
  return {
    ...articleSummary({ ...article, headline: content.headline }),
    internalReason: isAdmin ? article.internalReason : null,
    content: readable ? { ...content } : null,
  }
}

export const newswireSchema = z
  .object({
    name: z.string(),
    shortName: z.string(),
    url: z.string(),
    licensingContact: z.string(),
    deskMail: z.string().nullable(),
    deskPhone: z.string().nullable(),
    notice: z.string(),
    logoAlt: z.string(),
    ownCredits: z.array(z.string()),
    logo: z.array(z.object({ sha256: z.string(), contentType: z.string(), width: z.int(), height: z.int() })),
    updatedAt: time,
  })
  .meta({ id: 'Newswire', examples: [examples.shownNewswire] })

export function newswireView(newswire: Newswire): z.infer<typeof newswireSchema> {
  const { name, shortName, url, licensingContact, deskMail, deskPhone, notice, logoAlt } = newswire
  const { ownCredits, logo, updatedAt } = newswire
  return {
    name,
    shortName,
    url,
    licensingContact,
    deskMail,
    deskPhone,
    notice,
    logoAlt,
    ownCredits,
    logo,
    updatedAt: toRfc3339(updatedAt),
  }
}
