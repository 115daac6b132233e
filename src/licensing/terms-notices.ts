import { and, asc, desc, gt, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { contactsOf, recipientsAmong } from '../partners/contacts.ts'
import { partners } from '../partners/tables.ts'
import type { Tx } from '../platform/database/database.ts'
import { type Id, idSchema } from '../platform/ids.ts'
import { jobKind, runner } from '../platform/jobs/kinds.ts'
import { cancel, enqueue } from '../platform/jobs/queue.ts'
import { sendMail } from '../platform/mail/mails.ts'
import { terms } from './tables.ts'
import { type NewTermsTold, termsMail } from './terms-mail.ts'

const partnersPerWrite = 100

type Terms = typeof terms.$inferSelect

const telling = jobKind({
  kind: 'terms.tell',
  lane: 'bulk',
  payload: z.strictObject({ version: z.int(), after: idSchema('par').nullable() }),
})

/** Has every partner in force told of a version of the terms. Those of an earlier one that wait are not told of it. */
export async function announce(tx: Tx, version: number, after: Id<'par'> | null = null): Promise<void> {
  await enqueue(tx, telling, { version, after }, { uniqueKey: telling.kind, onConflict: 'replace' })
}

/** Tells a page of partners, and has the rest told in the same transaction: nobody is told twice. */
export const termsTeller = runner(telling, ({ database }, { version, after }) =>
  database.write(async (tx) => {
    const [next, present] = await newestTerms(tx)
    if (next?.version !== version) return
    const page = await partnersAfter(tx, after)
    const ids = page.map(({ id }) => id)
    const contacts = await contactsOf(tx, ids)
    const news = newsOf(next, present)
    for (const { id, name } of page) {
      const theirs = contacts.filter(({ partnerId }) => partnerId === id)
      for (const to of recipientsAmong(theirs, ['licensing']))
        await sendMail(tx, termsMail, {
          to,
          data: { ...news, name },
          aboutId: `terms/${version}`,
          addresseeId: id,
        })
    }
    if (page.length < partnersPerWrite) await cancel(tx, telling.kind)
    else await announce(tx, version, ids.at(-1))
  }),
)

async function newestTerms(tx: Tx): Promise<Terms[]> {
  return tx.select().from(terms).orderBy(desc(terms.version)).limit(2)
}

async function partnersAfter(tx: Tx, after: Id<'par'> | null) {
  const { id, name, status } = partners
  return tx
    .select({ id, name })
    .from(partners)
    .where(and(inArray(status, ['approved', 'suspended']), after === null ? undefined : gt(id, after)))
    .orderBy(asc(id))
    .limit(partnersPerWrite)
}

function newsOf(
  { version, sha256, acceptBy, duties }: Terms,
  present: Terms | undefined,
): Omit<NewTermsTold, 'name'> {
  const before = present?.duties ?? []
  return {
    ...{ version, sha256, acceptBy },
    added: duties.filter((duty) => !before.includes(duty)),
    removed: before.filter((duty) => !duties.includes(duty)),
  }
}
