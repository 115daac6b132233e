import { sql } from 'drizzle-orm'
import { articles } from '../articles/tables.ts'
import { documents } from '../partners/documents/tables.ts'
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

/**
 * How a text was first served: by itself, as a fragment to paste, or with others. The first way stands, whatever
 * comes later: receipts of it are signed. How often it was fetched in which format, usage says.
 */
export const grantHows = ['item', 'copied', 'bulk'] as const
/** What every version of the terms asks for, and every article brings ready to print. */
export const printedDuties = ['logo', 'byline', 'affiliation'] as const
/** All that a version of the terms can ask for or recommend, and that a republished page is examined for. */
export const duties = [...printedDuties, 'link-back', 'canonical', 'unaltered', 'notice'] as const

/** License texts in immutable numbered versions; the highest is the current one. */
export const terms = table('terms', {
  version: integer().primaryKey(),
  text: text().notNull(),
  sha256: text().notNull(),
  duties: json<(typeof duties)[number][]>().notNull(),
  recommended: json<(typeof duties)[number][]>().notNull().default(sql`'[]'`),
  price: oneOf(['none']).notNull(),
  /** From then on only agreements to this version entitle; null where earlier ones go on to. */
  acceptBy: instant(),
  at: instant().notNull(),
})

/** Through its key, by staff for it, or by a paper that staff hold. */
export const agreementHows = ['accepted', 'on_behalf', 'on_file'] as const

export interface Signer {
  name: string
  email: string | null
  title: string | null
  /** The address that a partner accepted from. */
  address: string | null
}

/** A partner's acceptance of one version of the terms, once in each way. */
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
    how: oneOf(agreementHows).notNull(),
    acceptedBy: text().notNull(),
    /** All that is known of a person, in one place; null where nobody is named any more. */
    signer: json<Signer>(),
    /** The day on the paper: `2026-05-01`. */
    signedOn: text(),
    /** The paper itself, as long as it is kept. */
    documentId: id<'doc'>().references(() => documents.id, { onDelete: 'set null' }),
    note: text(),
    at: instant().notNull(),
  },
  (t) => [
    uniqueIndex('agreements_once').on(t.partnerId, t.termsVersion, t.how),
    index('agreements_terms').on(t.termsVersion, t.partnerId),
  ],
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
