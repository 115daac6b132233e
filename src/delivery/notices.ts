import { and, asc, eq, gt, gte, inArray, lt, lte, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type ChangeRow, changesNumbered, mendsWhatIsHeld } from '../articles/changes.ts'
import { type Newswire, requireNewswire } from '../articles/newswire.ts'
import { grants } from '../licensing/tables.ts'
import { contactsOf, recipientsAmong } from '../partners/contacts.ts'
import { maxOf } from '../partners/partners.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { jobKind, runner } from '../platform/jobs/kinds.ts'
import { enqueue } from '../platform/jobs/queue.ts'
import type { MailKind } from '../platform/mail/kinds.ts'
import { sendMail } from '../platform/mail/mails.ts'
import { mails } from '../platform/mail/tables.ts'
import type { Follower } from './following.ts'
import { correctionMail, imageMail, killMail, type Notice, withdrawalMail } from './notice-mails.ts'
import { digestEntries } from './tables.ts'

const partnersPerPage = 100
// A second until every node knows, and five that a grant waits at most for its turn to be written.
const lookAgainMs = 10_000
// So many notices of one kind on one story within that, with reminders.
const maxTold = 40

/** Mails what must come down or be mended to whoever was served it, whatever its standing is now. */
export const notices: Follower = {
  name: 'notices',
  only: mendsWhatIsHeld,
  async follow(tx, entry, from) {
    const next = await tellHolders(tx, entry, from, { again: false })
    const { seq } = entry.change
    if (next === undefined) await enqueue(tx, lookingAgain, { seq }, { runAt: tx.now + lookAgainMs })
    return next
  },
}

const lookingAgain = jobKind({
  kind: 'notices.again',
  lane: 'urgent',
  payload: z.strictObject({ seq: z.int() }),
})

/** Tells whoever was served a story by another node that did not know yet what had become of it. */
export const secondLook = runner(lookingAgain, async ({ database, signal }, { seq }) => {
  for (let from: string | null | undefined = null; from !== undefined; ) {
    signal.throwIfAborted()
    const page: string | null = from
    from = await database.write(async (tx) => {
      const entry = (await changesNumbered(tx, [seq])).get(seq)
      return entry && tellHolders(tx, entry, page, { again: true })
    })
  }
})

/** Tells a page of those who were served a story; again, those who were not told. Returns where the next one begins. */
async function tellHolders(
  tx: Tx,
  { change, revision }: ChangeRow,
  from: string | null,
  { again }: { again: boolean },
): Promise<string | undefined> {
  if (!revision) return undefined
  const isCorrection = change.type === 'article.corrected'
  const canWait = isCorrection || change.comesDown
  const holders = await holdersOf(tx, revision, isCorrection, from)
  const ids = holders.map(({ partnerId }) => partnerId)
  const contacts = await contactsOf(tx, ids)
  const { kind, roles } = tellingOf(change)
  const notice = noticeOf({ change, revision }, await requireNewswire(tx))
  const told = again ? await toldAmong(tx, ids, kind, notice) : new Set()
  for (const { partnerId, single } of holders) {
    if (canWait && !single) {
      // Which of them a digest has told meanwhile is written nowhere.
      if (!again) await tx.insert(digestEntries).values({ partnerId, seq: change.seq }).onConflictDoNothing()
      continue
    }
    if (told.has(partnerId)) continue
    const theirs = contacts.filter((contact) => contact.partnerId === partnerId)
    for (const to of recipientsAmong(theirs, roles))
      await sendMail(tx, kind, { to, data: notice, aboutId: revision.articleId, addresseeId: partnerId })
  }
  return holders.length < partnersPerPage ? undefined : holders.at(-1)?.partnerId
}

/** Those who were mailed this very notice: a story can be withdrawn, or corrected, more than once. */
export async function toldAmong(
  tx: Tx,
  ids: Id<'par'>[],
  { kind, data }: MailKind<Notice>,
  { id, at, reminder }: Notice,
): Promise<Set<string | null>> {
  const rows = await tx
    .select({ partnerId: mails.addresseeId, notice: mails.data })
    .from(mails)
    .where(
      and(
        eq(mails.aboutId, id),
        inArray(mails.addresseeId, ids),
        eq(mails.kind, kind),
        gte(mails.createdAt, at),
      ),
    )
    .limit(partnersPerPage * maxOf.contacts * maxTold)
  // One that was erased says nothing any more.
  const isThis = (told: Notice | undefined) => told?.at === at && told.reminder === reminder
  const these = rows.filter(({ notice }) => isThis(data.safeParse(notice).data))
  return new Set(these.map(({ partnerId }) => partnerId))
}

/** Whom a kill is mailed to. */
export const killRoles = ['urgent', 'editorial'] as const

/** By which mail a change is told, and to whom. */
export function tellingOf({ type, comesDown }: ChangeRow['change']) {
  if (comesDown) return { kind: imageMail, roles: ['editorial'] } as const
  if (type === 'article.killed') return { kind: killMail, roles: killRoles } as const
  if (type === 'article.withdrawn') return { kind: withdrawalMail, roles: ['urgent', 'editorial'] } as const
  return { kind: correctionMail, roles: ['editorial'] } as const
}

interface Holder {
  partnerId: Id<'par'>
  /** It took the story by itself, not with others. */
  single: boolean
}

/** A page of those who were served a story until then: of a correction, in a revision before it. */
async function holdersOf(
  tx: Tx,
  { articleId, number }: NonNullable<ChangeRow['revision']>,
  onlyBefore: boolean,
  from: string | null,
): Promise<Holder[]> {
  const { partnerId, revision, how } = grants
  const rows = await tx
    .select({ partnerId, singles: sql`sum(case when ${how} = 'bulk' then 0 else 1 end)`.mapWith(Number) })
    .from(grants)
    .where(
      and(
        eq(grants.articleId, articleId),
        onlyBefore ? lt(revision, number) : lte(revision, number),
        from === null ? undefined : gt(sql`${partnerId}`, from),
      ),
    )
    .groupBy(partnerId)
    .orderBy(asc(partnerId))
    .limit(partnersPerPage)
  return rows.map((row) => ({ partnerId: row.partnerId, single: row.singles > 0 }))
}

/** What is told of a change. */
export function noticeOf({ change, revision }: ChangeRow, newswire: Newswire): Notice {
  return {
    id: change.articleId ?? '',
    headline: revision?.headline ?? '',
    byline: revision?.byline ?? '',
    note: change.note ?? '',
    at: change.at,
    canonicalUrl: revision?.canonicalUrl,
    phone: newswire.deskPhone,
    email: newswire.deskMail ?? newswire.licensingContact,
  }
}
