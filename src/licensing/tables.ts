import { articles } from '../articles/tables.ts'
import { partners } from '../partners/tables.ts'
import {
  id,
  index,
  instant,
  integer,
  json,
  oneOf,
  primaryKey,
  table,
  text,
  uniqueIndex,
} from '../platform/database/columns.ts'

/** How a text was first served: by itself, copied by a person, or with others. */
export const grantHows = ['item', 'copied', 'bulk'] as const
export const duties = ['logo', 'byline', 'affiliation'] as const

/** License texts in immutable numbered versions; the highest is the current one. */
export const terms = table('terms', {
  version: integer().primaryKey(),
  text: text().notNull(),
  sha256: text().notNull(),
  duties: json<(typeof duties)[number][]>().notNull(),
  price: oneOf(['none']).notNull(),
  at: instant().notNull(),
})

/** A partner's acceptance of one version of the terms. */
export const agreements = table(
  'agreements',
  {
    id: id<'agr'>().primaryKey(),
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
    termsVersion: integer()
      .notNull()
      .references(() => terms.version),
    how: oneOf(['on_behalf', 'accepted']).notNull(),
    acceptedBy: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [uniqueIndex('agreements_once').on(t.partnerId, t.termsVersion)],
)

/** The recorded license of one partner for one revision. */
export const grants = table(
  'grants',
  {
    id: id<'grt'>().primaryKey(),
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
    articleId: id<'art'>()
      .notNull()
      .references(() => articles.id),
    revision: integer().notNull(),
    how: oneOf(grantHows).notNull(),
    termsVersion: integer().notNull(),
    attributionVersion: integer().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    uniqueIndex('grants_once').on(t.partnerId, t.articleId, t.revision),
    index('grants_article').on(t.articleId, t.revision),
    index('grants_partner').on(t.partnerId, t.id),
    index('grants_partner_at').on(t.partnerId, t.at),
  ],
)

/** How often a partner fetched an article's text, by format and UTC day (`2026-05-01`). */
export const usage = table(
  'usage',
  {
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
    articleId: id<'art'>()
      .notNull()
      .references(() => articles.id),
    format: text().notNull(),
    day: text().notNull(),
    count: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.articleId, t.format, t.day] }),
    index('usage_day').on(t.partnerId, t.day),
    index('usage_by_day').on(t.day, t.partnerId, t.articleId, t.format),
    index('usage_article').on(t.articleId, t.day),
  ],
)
