import { and, asc, eq, exists, gt, inArray, lt, ne, notExists, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { findArticle } from '../articles/articles.ts'
import { type ChangeRow, changesNumbered } from '../articles/changes.ts'
import { requireNewswire } from '../articles/newswire.ts'
import { changes } from '../articles/tables.ts'
import type { Follower } from '../delivery/following.ts'
import { noticeOf, tellingOf, toldAmong } from '../delivery/notices.ts'
import { grants } from '../licensing/tables.ts'
import { contactsOf, recipientsAmong } from '../partners/contacts.ts'
import { partners } from '../partners/tables.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { jobKind, runner } from '../platform/jobs/kinds.ts'
import { enqueue } from '../platform/jobs/queue.ts'
import { sendMail } from '../platform/mail/mails.ts'
import { answersOn } from './acknowledgements.ts'
import { maxNamed, tellOutstanding } from './outstanding-mail.ts'
import { pageChecksOf, planChecks } from './page-checks.ts'
import { askingTypes, type Question, questionOn } from './questions.ts'
import { acknowledgements, pageChecks } from './tables.ts'

const hourMs = 60 * 60 * 1_000
/** So long after a change whoever has not answered is reminded. */
const waitsMs = [1, 4, 24].map((hours) => hours * hourMs)
const perPage = 100
const maxPagesTold = 10

/** Sees to it that whoever took a story by itself, or has it up, is reminded of a kill, withdrawal or correction. */
export const reminders: Follower = {
  name: 'reminders',
  only: inArray(changes.type, [...askingTypes]),
  async follow(tx, { change }) {
    await plan(tx, change, 1)
    const { type, articleId } = change
    if (type === 'article.killed' && articleId !== null) await planChecks(tx, articleId, change, waitsMs)
    return undefined
  },
}

const reminding = jobKind({
  kind: 'acknowledgements.remind',
  lane: 'default',
  payload: z.strictObject({ seq: z.int(), reminder: z.int() }),
})

type Reminder = z.infer<typeof reminding.payload>

async function plan(tx: Tx, { seq, at }: Pick<Question, 'seq' | 'at'>, reminder: number): Promise<void> {
  const waitMs = waitsMs[reminder - 1]
  if (waitMs === undefined) return
  const uniqueKey = `${reminding.kind} ${seq} ${reminder}`
  await enqueue(tx, reminding, { seq, reminder }, { runAt: at + waitMs, uniqueKey, onConflict: 'keep' })
}

/** Reminds whoever has not answered, page by page; the last time, the desk is told who they are. */
export const reminderRunner = runner(reminding, async ({ database, signal }, wanted) => {
  const silent: Silent[] = []
  let total = 0
  for (let from: string | null | undefined = null; from !== undefined; ) {
    signal.throwIfAborted()
    const after: string | null = from
    const page: Silent[] = await database.write((tx) => remind(tx, wanted, after))
    total += page.length
    silent.push(...page.slice(0, maxNamed - silent.length))
    from = page.length < perPage ? undefined : page.at(-1)?.partnerId
  }
  await database.write((tx) => conclude(tx, wanted, { total, named: silent }))
})

type Silent = Awaited<ReturnType<typeof silentHolders>>[number]

/** Reminds a page of those who have not answered. Returns them, whoever was reminded already as well. */
async function remind(tx: Tx, { seq, reminder }: Reminder, from: string | null): Promise<Silent[]> {
  const asked = await stillAsked(tx, seq)
  if (!asked) return []
  const { entry, question, articleId } = asked
  const silent = await silentHolders(tx, articleId, question, from)
  const ids = silent.map(({ partnerId }) => partnerId)
  const { kind, roles } = tellingOf(entry.change)
  const data = { ...noticeOf(entry, await requireNewswire(tx)), reminder }
  const told = await toldAmong(tx, ids, kind, data)
  const contacts = await contactsOf(tx, ids)
  const checks = await pageChecksOf(tx, ids, question)
  for (const { partnerId } of silent) {
    if (told.has(partnerId)) continue
    const theirs = contacts.filter((contact) => contact.partnerId === partnerId)
    const up = (checks.get(partnerId) ?? []).filter(({ state }) => state === 'up')
    const stillUp = up.slice(0, maxPagesTold).map(({ url }) => url)
    for (const to of recipientsAmong(theirs, roles))
      await sendMail(tx, kind, { to, data: { ...data, stillUp }, aboutId: articleId, addresseeId: partnerId })
  }
  return silent
}

async function conclude(
  tx: Tx,
  { seq, reminder }: Reminder,
  silent: { total: number; named: Silent[] },
): Promise<void> {
  const asked = await stillAsked(tx, seq)
  if (!asked || silent.total === 0) return
  if (reminder < waitsMs.length) return plan(tx, asked.question, reminder + 1)
  await tellOutstanding(tx, noticeOf(asked.entry, await requireNewswire(tx)), {
    type: asked.question.type,
    total: silent.total,
    named: silent.named.map(({ name }) => name),
  })
}

/** A change that nothing has happened after that is to be answered in its place. */
async function stillAsked(
  tx: Tx,
  seq: number,
): Promise<{ entry: ChangeRow; question: Question; articleId: Id<'art'> } | undefined> {
  const entry = (await changesNumbered(tx, [seq])).get(seq)
  const article = entry?.revision ? await findArticle(tx, entry.revision.articleId) : undefined
  const question = article && (await questionOn(tx, article))
  return entry && article && question?.seq === seq ? { entry, question, articleId: article.id } : undefined
}

/**
 * A page of those who have not answered, and took a story by itself, before what corrected it, still have it up,
 * or said of a correction that they had published it.
 */
async function silentHolders(tx: Tx, articleId: Id<'art'>, question: Question, from: string | null) {
  const { partnerId, how, revision } = grants
  const up = tx
    .select({ one: sql`1` })
    .from(pageChecks)
    .where(
      and(eq(pageChecks.seq, question.seq), eq(pageChecks.partnerId, partnerId), eq(pageChecks.state, 'up')),
    )
  const printed = tx
    .select({ one: sql`1` })
    .from(acknowledgements)
    .where(
      and(
        eq(acknowledgements.partnerId, partnerId),
        eq(acknowledgements.articleId, articleId),
        eq(acknowledgements.answer, 'corrected'),
      ),
    )
  // Who takes stories with others hears of a correction once a day, maybe not yet.
  const isCorrection = question.type === 'article.corrected'
  return tx
    .select({ partnerId, name: partners.name })
    .from(grants)
    .innerJoin(partners, eq(partners.id, partnerId))
    .where(
      and(
        eq(grants.articleId, articleId),
        or(ne(how, 'bulk'), exists(up), isCorrection ? undefined : exists(printed)),
        isCorrection ? lt(revision, question.revision) : undefined,
        from === null ? undefined : gt(sql`${partnerId}`, from),
        notExists(answersOn(tx, question.seq, partnerId)),
      ),
    )
    .groupBy(partnerId, partners.name)
    .orderBy(asc(partnerId))
    .limit(perPage)
}
