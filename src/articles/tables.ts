import { sql } from 'drizzle-orm'
import {
  boolean,
  bytes,
  id,
  index,
  instant,
  integer,
  json,
  oneOf,
  primaryKey,
  table,
  text,
} from '../platform/database/columns.ts'
import type { Id } from '../platform/ids.ts'
import type { Author, Content, LogoRendition, Picture, Related } from './content.ts'
import type { SafeHtml } from './text/html.ts'
import type { TopicCode } from './topics.ts'

/** The licensor: one row, whose number is 1. */
export const newswire = table('newswire', {
  number: integer().primaryKey(),
  name: text().notNull(),
  shortName: text().notNull(),
  url: text().notNull(),
  licensingContact: text().notNull(),
  deskMail: text(),
  deskPhone: text(),
  notice: text().notNull(),
  logoAlt: text().notNull(),
  logo: json<LogoRendition[]>().notNull(),
  /** Besides its names: whose pictures it may pass on. */
  ownCredits: json<string[]>().notNull().default(sql`'[]'`),
  /** Rises with every change; the `ETag` of the staff's view, and a part of every rendition's key. */
  attributionVersion: integer().notNull(),
  updatedAt: instant().notNull(),
})

/** The logos before the present one, by the version of the attribution that they were last printed under. */
export const formerLogos = table('former_logos', {
  attributionVersion: integer().primaryKey(),
  logoAlt: text().notNull(),
  logo: json<LogoRendition[]>().notNull(),
})

/** Logo files, kept for ever under their hash: a partner may link to an old one. */
export const brandImages = table('brand_images', {
  sha256: text().primaryKey(),
  contentType: text().notNull(),
  content: bytes().notNull(),
})

export const reporters = table('reporters', {
  id: id<'rep'>().primaryKey(),
  kind: oneOf(['person', 'desk']).notNull(),
  name: text().notNull(),
  affiliationName: text().notNull(),
  affiliationShortName: text().notNull(),
  affiliationUrl: text().notNull(),
  createdAt: instant().notNull(),
})

/** Whose a story is that was made up, once its time is over: nobody's. */
export const removed = 'removed'

export const articleStatuses = ['draft', 'scheduled', 'published', 'withdrawn', 'killed'] as const

export const articles = table(
  'articles',
  {
    id: id<'art'>().primaryKey(),
    status: oneOf(articleStatuses).notNull(),
    /** The newest published revision; 0 before the first publication. */
    revision: integer().notNull(),
    /** The first publication; never moves. */
    publishedAt: instant(),
    updatedAt: instant().notNull(),
    /** When a scheduled story is to be published. */
    publishAt: instant(),
    /** Until then only partners with advance access have it; absent once the embargo was lifted. */
    embargoedUntil: instant(),
    /** From then on the story is withdrawn. */
    expiresAt: instant(),
    advisory: text(),
    /** Why it was withdrawn or killed, for administrators and the audit log alone. */
    internalReason: text(),
    /** The killed story in whose place this one was written. */
    replaces: id<'art'>(),
    /** The next revision in the making; absent while there is none. */
    draft: json<Content>(),
    workingHeadline: boolean().notNull(),
    deskNote: text(),
    createdAt: instant().notNull(),
    /** Where a published story stands among all others, the newest last; what finds stories refers to it. */
    ordinal: integer(),
    /** Rises with every write; the `ETag` of the staff's view. */
    version: integer().notNull(),
    /** The partner whose test keys alone see this story, which was made up for them; absent for what is real. */
    sandbox: text().$type<Id<'par'> | typeof removed>(),
    /** When a story that was made up is removed. */
    sandboxUntil: instant(),
  },
  (t) => [
    index('articles_listing').on(t.status, t.publishedAt, t.id).where(sql`${t.sandbox} is null`),
    index('articles_updated').on(t.status, t.updatedAt, t.id).where(sql`${t.sandbox} is null`),
    index('articles_created').on(t.createdAt, t.id).where(sql`${t.sandbox} is null`),
    index('articles_desk').on(t.status, t.createdAt, t.id).where(sql`${t.sandbox} is null`),
    index('articles_sandbox').on(t.sandbox, t.createdAt, t.id).where(sql`${t.sandbox} is not null`),
    index('articles_sandbox_until').on(t.sandboxUntil).where(sql`${t.sandboxUntil} is not null`),
    index('articles_ordinal').on(t.ordinal, t.status),
    // Few stories have such a moment before them, and the sweep for missed ones reads nothing else.
    index('articles_publish_at').on(t.status, t.publishAt, t.id).where(sql`${t.publishAt} is not null`),
    index('articles_embargoed')
      .on(t.status, t.embargoedUntil, t.id)
      .where(sql`${t.embargoedUntil} is not null`),
    index('articles_expiring').on(t.status, t.expiresAt, t.id).where(sql`${t.expiresAt} is not null`),
  ],
)

export const termKinds = ['section', 'tag', 'topic', 'reporter', 'language'] as const

/** What published stories can be picked out by, each term with its stories in the order of their publication. */
export const articleTerms = table(
  'article_terms',
  {
    kind: oneOf(termKinds).notNull(),
    value: text().notNull(),
    ordinal: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.value, t.ordinal] }),
    index('article_terms_ordinal').on(t.ordinal),
  ],
)

/** Immutable: a trigger refuses updates and deletions. */
export const revisions = table(
  'revisions',
  {
    articleId: id<'art'>()
      .notNull()
      .references(() => articles.id),
    number: integer().notNull(),
    at: instant().notNull(),
    kind: oneOf(['published', 'updated', 'corrected']).notNull(),
    note: text(),
    headline: text().notNull(),
    subhead: text(),
    summary: text(),
    slug: text().notNull(),
    language: text().notNull(),
    dateline: text(),
    section: text(),
    tags: json<string[]>().notNull(),
    topics: json<TopicCode[]>().notNull().default(sql`'[]'`),
    related: json<Related[]>().notNull().default(sql`'[]'`),
    urgency: integer(),
    canonicalUrl: text(),
    byline: text().notNull(),
    authors: json<Author[]>().notNull(),
    bodyHtml: text().$type<SafeHtml>().notNull(),
    wordCount: integer().notNull(),
    media: json<Picture[]>().notNull().default(sql`'[]'`),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.number] })],
)

export const changeTypes = [
  'article.published',
  'article.updated',
  'article.corrected',
  'article.withdrawn',
  'article.killed',
  'article.embargoed',
  'newswire.attribution-changed',
  'license.terms-changed',
] as const

/** The change log: gap-free, in commit order, never pruned. */
export const changes = table(
  'changes',
  {
    seq: integer().primaryKey(),
    type: oneOf(changeTypes).notNull(),
    at: instant().notNull(),
    articleId: id<'art'>().references(() => articles.id),
    /** Of the article; where there is none, the version of what the entry is about. */
    revision: integer(),
    note: text(),
    /** The story was under embargo: whoever had no advance access must not learn of it. */
    advanceOnly: boolean().notNull().default(false),
    /** Something of the story must come down: whoever holds it is told, as of a correction. */
    comesDown: boolean().notNull().default(false),
    /** The partner whose test keys alone are told: the story was made up for them. */
    sandbox: id<'par'>(),
  },
  (t) => [
    index('changes_article').on(t.articleId, t.seq),
    index('changes_sandbox').on(t.sandbox, t.seq).where(sql`${t.sandbox} is not null`),
    index('changes_live').on(t.seq).where(sql`${t.sandbox} is null`),
  ],
)

/** A restore from backup starts a new epoch; cursors of an older one have expired. */
export const changeLogEpochs = table('change_log_epochs', {
  epoch: text().primaryKey(),
  startedAt: instant().notNull(),
})
