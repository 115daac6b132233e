import { and, desc, eq } from 'drizzle-orm'
import { findArticle } from '../articles/articles.ts'
import { findRevision } from '../articles/revisions.ts'
import { revisions } from '../articles/tables.ts'
import { answerToken } from '../delivery/notice-mails.ts'
import { grants } from '../licensing/tables.ts'
import { findPartner } from '../partners/partners.ts'
import type { Instant } from '../platform/clock.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { type Id, isId } from '../platform/ids.ts'
import type { Mail } from '../platform/mail/mails.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'
import { Problem } from '../problems.ts'
import {
  type Acknowledgement,
  acknowledge,
  type Given,
  namedPages,
  newestAnswers,
} from './acknowledgements.ts'
import { answerableForDays, byMail, findLinkedMail } from './linked-mails.ts'
import { firstServed, isAsked, type Question, questionOn } from './questions.ts'

const maxHeadlines = 10

/** What a link in a kill, withdrawal or correction mail shows. */
export interface LinkedStory {
  partnerName: string
  /** Undefined where the story is out again. */
  question: Question | undefined
  /** As the partner was served it, the newest one first. */
  headlines: string[]
  byline: string
  canonicalUrl: string | null
  /** Where the partner has said that the story stands or stood. */
  pages: string[]
  newest: Acknowledgement | undefined
}

/** What such a link is about. Throws `not-found` for one that was altered, or has expired. */
export async function requireLinkedStory(
  queries: Queries,
  sealer: Sealer,
  token: string,
  now: Instant,
): Promise<LinkedStory> {
  return storyOf(queries, await requireAsking(queries, sealer, token, now))
}

/** Names a question in a form without its number in the change log, which is secret. */
export function nameOf({ type, revision, at }: Question): string {
  return `${type} ${revision} ${new Date(at).toISOString()}`
}

/** Whether a form that names a question, which those of earlier releases do not, is about another than this story asks. */
export function isOvertaken({ question }: LinkedStory, about: string | undefined): boolean {
  return about !== undefined && question !== undefined && about !== nameOf(question)
}

/**
 * Answers by such a link, unless something else is asked by now than what the form was about: then nothing is stored.
 * Throws what `acknowledge` throws, too.
 */
export async function acknowledgeByMail(
  tx: Tx,
  sealer: Sealer,
  token: string,
  given: Given,
  about: string | undefined,
): Promise<{ story: LinkedStory; isAnswered: boolean }> {
  const asking = await requireAsking(tx, sealer, token, tx.now)
  const { partnerId, articleId, mail } = asking
  const story = await storyOf(tx, asking)
  if (isOvertaken(story, about)) return { story, isAnswered: false }
  await acknowledge(tx, byMail, { partnerId, way: 'mail', by: mail.id }, articleId, given)
  return { story: await storyOf(tx, asking), isAnswered: true }
}

interface Asking {
  partnerId: Id<'par'>
  articleId: Id<'art'>
  mail: Mail
}

async function requireAsking(queries: Queries, sealer: Sealer, token: string, now: Instant): Promise<Asking> {
  const linked = await findLinkedMail(
    queries,
    sealer,
    { purpose: answerToken, goodForDays: answerableForDays },
    token,
    now,
  )
  const articleId = linked?.mail.aboutId ?? ''
  if (linked && isId('art', articleId)) return { ...linked, articleId }
  throw new Problem('not-found', {
    detail: `This link was cut off on its way, or is older than ${answerableForDays} days. Answer the mail that it came in instead.`,
  })
}

async function storyOf(queries: Queries, { partnerId, articleId }: Asking): Promise<LinkedStory> {
  const [article, partner] = [await findArticle(queries, articleId), await findPartner(queries, partnerId)]
  const first = await firstServed(queries, partnerId, articleId)
  if (!article || !partner || first === undefined)
    throw new Error(`A mail asked ${partnerId} about ${articleId}, which it does not hold`)
  const newest = await questionOn(queries, article)
  const question = newest && isAsked(newest, first) ? newest : undefined
  const revision = await findRevision(queries, articleId, question?.revision ?? article.revision)
  const headlines = await headlinesOf(queries, partnerId, articleId)
  return {
    partnerName: partner.name,
    question,
    headlines,
    byline: revision?.byline ?? '',
    canonicalUrl: revision?.canonicalUrl ?? null,
    pages: (await namedPages(queries, articleId, [partnerId])).get(partnerId) ?? [],
    newest: question && (await newestAnswers(queries, [partnerId], question)).get(partnerId),
  }
}

async function headlinesOf(queries: Queries, partnerId: Id<'par'>, articleId: Id<'art'>): Promise<string[]> {
  const served = await queries
    .select({ headline: revisions.headline })
    .from(grants)
    .innerJoin(
      revisions,
      and(eq(revisions.articleId, grants.articleId), eq(revisions.number, grants.revision)),
    )
    .where(and(eq(grants.partnerId, partnerId), eq(grants.articleId, articleId)))
    .orderBy(desc(revisions.number))
    .limit(maxHeadlines)
  return [...new Set(served.map(({ headline }) => headline))]
}
