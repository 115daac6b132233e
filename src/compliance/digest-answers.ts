import { type Article, findArticle } from '../articles/articles.ts'
import { findRevision } from '../articles/revisions.ts'
import { digestMail } from '../delivery/notice-mails.ts'
import { requirePartner } from '../partners/partners.ts'
import type { Instant } from '../platform/clock.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { type Id, isId } from '../platform/ids.ts'
import type { Mail } from '../platform/mail/mails.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'
import { Problem } from '../problems.ts'
import { acknowledge, namedPages, newestAnswers } from './acknowledgements.ts'
import { answerableForDays, byMail, findLinkedMail } from './linked-mails.ts'
import { type Answer, firstServed, isAsked, type Question, questionOn } from './questions.ts'

/** A correction of the daily mail, with what has become of it since. */
export interface LinkedCorrection {
  articleId: Id<'art'>
  headline: string
  note: string
  byline: string
  canonicalUrl: string | null
  /** Where the partner has said that the story stands. */
  pages: string[]
  /** `taken back`: the story must come down by now, which another mail asks for, as of what was `corrected again`. */
  state: 'asked' | 'answered' | 'corrected again' | 'taken back' | 'over'
  answer: Answer | null
}

/** What the link of the daily mail shows. */
export interface LinkedCorrections {
  partnerName: string
  corrections: LinkedCorrection[]
}

/** What such a link is about. Throws `not-found` for one that was altered, or has expired. */
export async function requireLinkedCorrections(
  queries: Queries,
  sealer: Sealer,
  token: string,
  now: Instant,
): Promise<LinkedCorrections> {
  return linked(queries, await requireDigest(queries, sealer, token, now))
}

/** Answers what is asked still: these stories were published and are corrected, the others were never used. */
export async function acknowledgeByDigest(
  tx: Tx,
  sealer: Sealer,
  token: string,
  published: ReadonlySet<string>,
): Promise<LinkedCorrections> {
  const digest = await requireDigest(tx, sealer, token, tx.now)
  const { partnerId, mail } = digest
  for (const { articleId, state } of await correctionsIn(tx, digest)) {
    if (state !== 'asked') continue
    const answer = published.has(articleId) ? 'corrected' : 'never_used'
    await acknowledge(tx, byMail, { partnerId, way: 'mail', by: mail.id }, articleId, { answer })
  }
  return linked(tx, digest)
}

interface Digest {
  partnerId: Id<'par'>
  mail: Mail
}

async function requireDigest(queries: Queries, sealer: Sealer, token: string, now: Instant): Promise<Digest> {
  const linking = { purpose: digestMail.tokenFor, goodForDays: answerableForDays }
  const digest = await findLinkedMail(queries, sealer, linking, token, now)
  if (digest) return digest
  throw new Problem('not-found', {
    detail: `This link was cut off on its way, or is older than ${answerableForDays} days. There is nothing to do.`,
  })
}

async function linked(queries: Queries, digest: Digest): Promise<LinkedCorrections> {
  const { name } = await requirePartner(queries, digest.partnerId)
  return { partnerName: name, corrections: await correctionsIn(queries, digest) }
}

/** Each story once, with what was last said of it. */
async function correctionsIn(queries: Queries, { partnerId, mail }: Digest): Promise<LinkedCorrection[]> {
  const { corrections } = digestMail.data.parse(mail.data)
  const each = [...new Map(corrections.map((correction) => [correction.id, correction])).values()]
  const found: LinkedCorrection[] = []
  for (const { id, headline, note, seq } of each) {
    if (!isId('art', id)) continue
    const isLater = (question: Question) =>
      seq === undefined ? question.at > mail.createdAt : question.seq > seq
    const article = await findArticle(queries, id)
    const places = article ? await placesOf(queries, partnerId, article) : nowhere
    const standing = await standingOf(queries, partnerId, article, isLater)
    found.push({ articleId: id, headline, note, ...places, ...standing })
  }
  return found
}

type Places = Pick<LinkedCorrection, 'byline' | 'canonicalUrl' | 'pages'>

const nowhere: Places = { byline: '', canonicalUrl: null, pages: [] }

/** Whose story it is, and where it is to be found. */
async function placesOf(
  queries: Queries,
  partnerId: Id<'par'>,
  { id, revision: number }: Article,
): Promise<Places> {
  const { byline, canonicalUrl } = (await findRevision(queries, id, number)) ?? nowhere
  return {
    ...{ byline, canonicalUrl },
    pages: (await namedPages(queries, id, [partnerId])).get(partnerId) ?? [],
  }
}

async function standingOf(
  queries: Queries,
  partnerId: Id<'par'>,
  article: Article | undefined,
  isLater: (question: Question) => boolean,
): Promise<Pick<LinkedCorrection, 'state' | 'answer'>> {
  const question = article && (await questionOn(queries, article))
  const first = article && (await firstServed(queries, partnerId, article.id))
  if (!question || first === undefined || !isAsked(question, first)) return { state: 'over', answer: null }
  if (question.type !== 'article.corrected') return { state: 'taken back', answer: null }
  // Its reader was not shown it: nothing that is sent from here answers it.
  if (isLater(question)) return { state: 'corrected again', answer: null }
  const answered = (await newestAnswers(queries, [partnerId], question)).get(partnerId)
  return { state: answered ? 'answered' : 'asked', answer: answered?.answer ?? null }
}
