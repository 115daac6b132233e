import { articles, changes } from '../articles/tables.ts'
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
} from '../platform/database/columns.ts'

/** What a partner has done about a story that was taken back or corrected. */
export const answers = ['removed', 'corrected', 'never_used'] as const
/** By a program with a key, by whoever has the link of a mail, or by us, as all pages are gone that were named. */
export const answerWays = ['api', 'mail', 'check'] as const

/** What partners answered to kills, withdrawals and corrections; the newest to each counts. */
export const acknowledgements = table(
  'acknowledgements',
  {
    id: id<'ack'>().primaryKey(),
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
    articleId: id<'art'>()
      .notNull()
      .references(() => articles.id),
    /** Of the change that is answered. */
    seq: integer()
      .notNull()
      .references(() => changes.seq),
    answer: oneOf(answers).notNull(),
    way: oneOf(answerWays).notNull(),
    /** Of the key that it was sent with, or of the mail whose link was followed; `page check` where we looked. */
    by: text().notNull(),
    /** Where the story stood, as the partner says. */
    pages: json<string[]>().notNull(),
    note: text(),
    at: instant().notNull(),
  },
  (t) => [
    index('acknowledgements_change').on(t.seq, t.partnerId, t.id),
    index('acknowledgements_partner').on(t.partnerId, t.articleId, t.id),
  ],
)

/** What a page was when it was looked at; `unknown` where that cannot be told from its answer. */
export const pageStates = ['gone', 'up', 'unknown'] as const

/** The pages of those who do not answer a kill, as they were last found. */
export const pageChecks = table(
  'page_checks',
  {
    /** Of the kill. */
    seq: integer()
      .notNull()
      .references(() => changes.seq),
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
    url: text().notNull(),
    state: oneOf(pageStates).notNull(),
    /** What was answered; null where nothing was. */
    status: integer(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.seq, t.partnerId, t.url] })],
)
