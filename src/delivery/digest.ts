import { and, asc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { articles, changes, revisions } from '../articles/tables.ts'
import { contactsOf, recipientsAmong } from '../partners/contacts.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { jobKind, runner } from '../platform/jobs/kinds.ts'
import { schedule } from '../platform/jobs/scheduler.ts'
import { sendMail } from '../platform/mail/mails.ts'
import { digestMail } from './notice-mails.ts'
import { digestEntries } from './tables.ts'

const partnersPerWrite = 50
const maxCorrections = 200

const digestSending = jobKind({ kind: 'corrections.digest', lane: 'bulk', payload: z.strictObject({}) })

/** Once a day, before most newsrooms of the newswire begin theirs. */
export const digest = {
  schedule: schedule('corrections.digest', { cron: '0 10 * * *' }, digestSending, {}),
  runner: runner(digestSending, async ({ database, signal }) => {
    while (await database.write(sendSome)) signal.throwIfAborted()
  }),
}

/** Says whether there may be more. */
async function sendSome(tx: Tx): Promise<boolean> {
  const waiting = await tx
    .selectDistinct({ partnerId: digestEntries.partnerId })
    .from(digestEntries)
    .orderBy(asc(digestEntries.partnerId))
    .limit(partnersPerWrite)
  if (waiting.length === 0) return false

  const contacts = await contactsOf(
    tx,
    waiting.map(({ partnerId }) => partnerId),
  )
  for (const { partnerId } of waiting) {
    const corrections = await takeCorrections(tx, partnerId)
    // Those of stories that were taken back since are no news.
    if (corrections.length === 0) continue
    const theirs = contacts.filter((contact) => contact.partnerId === partnerId)
    for (const to of recipientsAmong(theirs, ['editorial']))
      await sendMail(tx, digestMail, { to, data: { corrections }, addresseeId: partnerId })
  }
  return true
}

/** The corrections that a partner waits for, which then wait no more. */
async function takeCorrections(tx: Tx, partnerId: Id<'par'>) {
  const rows = await tx
    .select({
      seq: changes.seq,
      id: revisions.articleId,
      headline: revisions.headline,
      note: changes.note,
      status: articles.status,
    })
    .from(digestEntries)
    .innerJoin(changes, eq(changes.seq, digestEntries.seq))
    .innerJoin(articles, eq(articles.id, changes.articleId))
    .innerJoin(
      revisions,
      and(eq(revisions.articleId, changes.articleId), eq(revisions.number, changes.revision)),
    )
    .where(eq(digestEntries.partnerId, partnerId))
    .orderBy(asc(digestEntries.seq))
    .limit(maxCorrections)
  const taken = rows.map(({ seq }) => seq)
  await tx
    .delete(digestEntries)
    .where(and(eq(digestEntries.partnerId, partnerId), inArray(digestEntries.seq, taken)))
  return rows
    .filter(({ status }) => status === 'published')
    .map(({ seq, id, headline, note }) => ({ seq, id, headline, note: note ?? '' }))
}
