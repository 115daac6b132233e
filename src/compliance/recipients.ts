import { and, asc, between, eq, gt, inArray, max, sum } from 'drizzle-orm'
import type { Article } from '../articles/articles.ts'
import { digestMail } from '../delivery/notice-mails.ts'
import { webhookDeliveries, webhookEndpoints } from '../delivery/webhooks/tables.ts'
import type { Grant } from '../licensing/grants.ts'
import { grants, usage } from '../licensing/tables.ts'
import { maxOf, type PartnerStatus } from '../partners/partners.ts'
import { contacts, partners } from '../partners/tables.ts'
import { dayMs, type Instant, timeOrNull, toRfc3339 } from '../platform/clock.ts'
import type { Queries } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import type { Mail } from '../platform/mail/mails.ts'
import { mails } from '../platform/mail/tables.ts'
import { type Acknowledgement, newestAnswers } from './acknowledgements.ts'
import { type PageCheck, pageChecksOf } from './page-checks.ts'
import { askingTypes, isAsked, type Question, questionOn } from './questions.ts'

const maxRevisions = 500
const maxNotices = 200
const pageSize = 200
/** So long after a correction the daily mail has told it. */
const toldWithinMs = 2 * dayMs

type Notice = Pick<Mail, 'id' | 'kind' | 'recipient' | 'status' | 'createdAt'>

/** A kill, withdrawal or correction on its way to an endpoint; `delivered` once it was answered with 2xx. */
type Delivery = Pick<typeof webhookDeliveries.$inferSelect, 'id' | 'endpointId' | 'type' | 'status'> & {
  at: Instant
}

/** A partner that holds a story: which revisions it was served, how, and how often it fetched it. */
export interface Recipient {
  partnerId: Id<'par'>
  name: string
  status: PartnerStatus
  /** Whom kills reach. */
  urgentContacts: string[]
  grants: Pick<Grant, 'id' | 'revision' | 'how' | 'at'>[]
  /** What it was mailed about the story, and what became of that. */
  notices: Notice[]
  /** What went to its endpoints about it. */
  deliveries: Delivery[]
  /** When an endpoint first took one of them: a mail that was handed over tells nobody for sure. */
  notifiedAt: Instant | null
  /** What it last answered to the newest of them. */
  acknowledgement: Acknowledgement | null
  /** What was found of its pages since the kill, as long as it had not answered. */
  pageChecks: PageCheck[]
  /** Whether an answer is to be expected, and there is none. */
  outstanding: boolean
  fetches: number
  /** UTC day such as `2026-05-01`; absent where it was granted and never counted. */
  lastFetchedOn: string | null
}

type Story = Pick<Article, 'id' | 'status'>

interface Page {
  limit: number
  after?: Id<'par'> | undefined
}

/** A page of whoever was served a story, in the order of their registration. */
export async function listRecipients(
  queries: Queries,
  article: Story,
  { limit, after }: Page,
): Promise<Recipient[]> {
  const articleId = article.id
  const holders = await queries
    .selectDistinct({ partnerId: grants.partnerId, name: partners.name, status: partners.status })
    .from(grants)
    .innerJoin(partners, eq(partners.id, grants.partnerId))
    .where(and(eq(grants.articleId, articleId), after && gt(grants.partnerId, after)))
    .orderBy(asc(grants.partnerId))
    .limit(limit)
  if (holders.length === 0) return []

  const ids = holders.map(({ partnerId }) => partnerId)
  const held = await grantsOf(queries, articleId, ids)
  const counted = await fetchesOf(queries, articleId, ids)
  const people = await urgentContactsOf(queries, ids)
  const question = await questionOn(queries, article)
  const single = await noticesOf(queries, articleId, ids)
  const mailed = [...single, ...(await dailyNoticesOf(queries, articleId, ids, question))]
  const sent = await deliveriesOf(queries, articleId, ids)
  const answered = question && (await newestAnswers(queries, ids, question))
  const checks = question && (await pageChecksOf(queries, ids, question))
  return holders.map((holder) => {
    const deliveries = sent.get(holder.partnerId) ?? []
    const grants = held.filter(({ partnerId }) => partnerId === holder.partnerId)
    const acknowledgement = answered?.get(holder.partnerId) ?? null
    const { fetches, lastFetchedOn } = counted.get(holder.partnerId) ?? {}
    return {
      ...holder,
      urgentContacts: people.filter((row) => row.partnerId === holder.partnerId).map(({ email }) => email),
      grants: grants.map(({ partnerId: _, ...grant }) => grant),
      notices: mailed
        .filter((row) => row.addresseeId === holder.partnerId)
        .map(({ addresseeId: _, ...notice }) => notice),
      deliveries: deliveries.map(({ seq: _, ...delivery }) => delivery),
      notifiedAt:
        deliveries.find(({ status, seq }) => status === 'delivered' && seq === question?.seq)?.at ?? null,
      acknowledgement,
      pageChecks: checks?.get(holder.partnerId) ?? [],
      outstanding: !acknowledgement && question !== undefined && mustAnswer(question, grants),
      fetches: Number(fetches ?? 0),
      lastFetchedOn: lastFetchedOn ?? null,
    }
  })
}

/** Of a correction, whoever took the story by itself before it: of the others most never printed it. */
function mustAnswer(question: Question, held: Pick<Grant, 'revision' | 'how'>[]): boolean {
  const isCorrection = question.type === 'article.corrected'
  return held.some(({ revision, how }) => isAsked(question, revision) && !(isCorrection && how === 'bulk'))
}

/** All of them, read page by page. */
export async function* everyRecipient(queries: Queries, article: Story): AsyncGenerator<Recipient> {
  for (let after: Id<'par'> | undefined; ; ) {
    const page = await listRecipients(queries, article, { limit: pageSize, after })
    yield* page
    if (page.length < pageSize) return
    after = page.at(-1)?.partnerId
  }
}

async function grantsOf(queries: Queries, articleId: Id<'art'>, ids: Id<'par'>[]) {
  const { partnerId, id, revision, how, at } = grants
  return queries
    .select({ partnerId, id, revision, how, at })
    .from(grants)
    .where(and(eq(grants.articleId, articleId), inArray(partnerId, ids)))
    .orderBy(asc(revision))
    .limit(ids.length * maxRevisions)
}

async function fetchesOf(queries: Queries, articleId: Id<'art'>, ids: Id<'par'>[]) {
  const rows = await queries
    .select({ partnerId: usage.partnerId, fetches: sum(usage.count), lastFetchedOn: max(usage.day) })
    .from(usage)
    .where(and(eq(usage.articleId, articleId), inArray(usage.partnerId, ids)))
    .groupBy(usage.partnerId)
    .limit(ids.length)
  return new Map(rows.map((row) => [row.partnerId, row]))
}

async function noticesOf(queries: Queries, articleId: Id<'art'>, ids: Id<'par'>[]) {
  const { id, kind, recipient, status, createdAt, addresseeId } = mails
  return queries
    .select({ id, kind, recipient, status, createdAt, addresseeId })
    .from(mails)
    .where(and(eq(mails.aboutId, articleId), inArray(addresseeId, ids)))
    .orderBy(asc(id))
    .limit(ids.length * maxNotices)
}

/** The daily mails that told the correction, each of which is about many stories. */
async function dailyNoticesOf(
  queries: Queries,
  articleId: Id<'art'>,
  ids: Id<'par'>[],
  question: Question | undefined,
) {
  if (question?.type !== 'article.corrected') return []
  const { id, kind, recipient, status, createdAt, addresseeId, data } = mails
  const rows = await queries
    .select({ id, kind, recipient, status, createdAt, addresseeId, data })
    .from(mails)
    .where(
      and(
        inArray(addresseeId, ids),
        eq(kind, digestMail.kind),
        between(createdAt, question.at, question.at + toldWithinMs),
      ),
    )
    .orderBy(asc(id))
    .limit(ids.length * maxNotices)
  return rows.flatMap(({ data: told, ...notice }) => {
    const { corrections = [] } = digestMail.data.safeParse(told).data ?? {}
    return corrections.some((correction) => correction.id === articleId) ? [notice] : []
  })
}

/** In the order in which they ended; what has not goes last. */
async function deliveriesOf(queries: Queries, articleId: Id<'art'>, ids: Id<'par'>[]) {
  const { id, endpointId, seq, type, status, createdAt, endedAt } = webhookDeliveries
  const rows = await queries
    .select({ partnerId: webhookEndpoints.partnerId, id, endpointId, seq, type, status, createdAt, endedAt })
    .from(webhookDeliveries)
    .innerJoin(webhookEndpoints, eq(webhookEndpoints.id, endpointId))
    .where(
      and(
        eq(webhookDeliveries.articleId, articleId),
        inArray(webhookEndpoints.partnerId, ids),
        inArray(type, [...askingTypes]),
      ),
    )
    .orderBy(asc(id))
    .limit(ids.length * maxNotices)
  const inOrder = rows.toSorted((a, b) => (a.endedAt ?? Infinity) - (b.endedAt ?? Infinity) || 0)
  return Map.groupBy(
    inOrder.map(({ createdAt: begun, endedAt: ended, ...row }) => ({ ...row, at: ended ?? begun })),
    ({ partnerId }) => partnerId,
  )
}

async function urgentContactsOf(queries: Queries, ids: Id<'par'>[]) {
  const { partnerId, email, role } = contacts
  return queries
    .select({ partnerId, email })
    .from(contacts)
    .where(and(inArray(partnerId, ids), eq(role, 'urgent')))
    .orderBy(asc(email))
    .limit(ids.length * maxOf.contacts)
}

/** A line for each partner and revision, as a file has them. */
export async function* recipientLines(recipients: AsyncIterable<Recipient>) {
  for await (const {
    partnerId,
    name,
    status,
    urgentContacts,
    grants,
    notices,
    deliveries,
    notifiedAt,
    acknowledgement,
    pageChecks,
    outstanding,
    fetches,
    lastFetchedOn,
  } of recipients) {
    for (const { revision, how, at } of grants) {
      yield {
        partner: partnerId,
        name,
        status,
        urgentContacts: urgentContacts.join(' '),
        revision,
        how,
        firstServedAt: toRfc3339(at),
        fetches,
        lastFetchedOn,
        mailed: notices
          .map((notice) =>
            [notice.kind, notice.recipient, notice.status, toRfc3339(notice.createdAt)]
              .filter(Boolean)
              .join(' '),
          )
          .join('; '),
        webhooks: deliveries.map(({ type, status }) => `${type} ${status}`).join('; '),
        notifiedAt: timeOrNull(notifiedAt),
        answer: acknowledgement?.answer ?? null,
        answeredAt: timeOrNull(acknowledgement?.at ?? null),
        answeredBy: acknowledgement?.way ?? null,
        pages: acknowledgement?.pages.join(' ') ?? null,
        pageChecks: pageChecks.map(({ state, status, url }) => `${state} ${status ?? '–'} ${url}`).join('; '),
        outstanding: outstanding ? 'yes' : 'no',
      }
    }
  }
}
