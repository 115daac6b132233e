import { and, asc, eq, gt, lt, sql } from 'drizzle-orm'
import { type ChangeRow, mendsWhatIsHeld } from '../articles/changes.ts'
import { type Newswire, requireNewswire } from '../articles/newswire.ts'
import { grants } from '../licensing/tables.ts'
import { contactsOf, recipientsAmong } from '../partners/contacts.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { sendMail } from '../platform/mail/mails.ts'
import type { Follower } from './following.ts'
import { correctionMail, imageMail, killMail, type Notice, withdrawalMail } from './notice-mails.ts'
import { digestEntries } from './tables.ts'

const partnersPerPage = 100

/** Mails what must come down or be mended to whoever was served it, whatever its standing is now. */
export const notices: Follower = {
  name: 'notices',
  only: mendsWhatIsHeld,
  async follow(tx, { change, revision }, from) {
    if (!revision) return undefined
    const isCorrection = change.type === 'article.corrected'
    const canWait = isCorrection || change.comesDown
    const holders = await holdersOf(tx, revision, isCorrection, from)
    const contacts = await contactsOf(
      tx,
      holders.map(({ partnerId }) => partnerId),
    )
    const { kind, roles } = tellingOf(change)
    const notice = noticeOf({ change, revision }, await requireNewswire(tx))
    for (const { partnerId, single } of holders) {
      if (canWait && !single) {
        await tx.insert(digestEntries).values({ partnerId, seq: change.seq }).onConflictDoNothing()
        continue
      }
      const theirs = contacts.filter((contact) => contact.partnerId === partnerId)
      for (const to of recipientsAmong(theirs, roles))
        await sendMail(tx, kind, { to, data: notice, aboutId: revision.articleId, addresseeId: partnerId })
    }
    return holders.length < partnersPerPage ? undefined : holders.at(-1)?.partnerId
  },
}

function tellingOf({ type, comesDown }: ChangeRow['change']) {
  if (comesDown) return { kind: imageMail, roles: ['editorial'] } as const
  if (type === 'article.killed') return { kind: killMail, roles: ['urgent', 'editorial'] } as const
  if (type === 'article.withdrawn') return { kind: withdrawalMail, roles: ['urgent', 'editorial'] } as const
  return { kind: correctionMail, roles: ['editorial'] } as const
}

interface Holder {
  partnerId: Id<'par'>
  /** It took the story by itself, not with others. */
  single: boolean
}

/** A page of those who were served a story: of a correction, in a revision before it. */
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
        onlyBefore ? lt(revision, number) : undefined,
        from === null ? undefined : gt(sql`${partnerId}`, from),
      ),
    )
    .groupBy(partnerId)
    .orderBy(asc(partnerId))
    .limit(partnersPerPage)
  return rows.map((row) => ({ partnerId: row.partnerId, single: row.singles > 0 }))
}

function noticeOf({ change, revision }: ChangeRow, newswire: Newswire): Notice {
  return {
    id: change.articleId ?? '',
    headline: revision?.headline ?? '',
    byline: revision?.byline ?? '',
    note: change.note ?? '',
    at: change.at,
    phone: newswire.deskPhone,
    email: newswire.deskMail ?? newswire.licensingContact,
  }
}
