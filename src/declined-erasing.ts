import { and, asc, eq, exists, lte, sql } from 'drizzle-orm'
import type { Actor } from './actor.ts'
import { contactErasing } from './contact-erasure.ts'
import { contacts, partners } from './partners/tables.ts'
import type { Tx } from './platform/database/database.ts'
import { sweep } from './platform/jobs/sweeping.ts'
import { daysBefore, readRetention } from './platform/settings/retention.ts'

const actor: Actor = { kind: 'system', name: 'retention' }
const perWrite = 5
const reason = 'It was declined, and has not come back for as long as the settings say.'

/** Publishers that were declined long ago are known by their name alone. */
export const declinedErasing = sweep('declined.erase', { cron: '57 4 * * *' }, ({ database }) =>
  database.write(eraseSome),
)

async function eraseSome(tx: Tx): Promise<boolean> {
  const until = daysBefore(tx.now, (await readRetention(tx)).declinedDays)
  if (until === undefined) return false
  const over = await tx
    .select({ id: partners.id })
    .from(partners)
    .where(
      and(
        eq(partners.status, 'declined'),
        lte(partners.endedAt, until),
        exists(tx.select({ one: sql`1` }).from(contacts).where(eq(contacts.partnerId, partners.id))),
      ),
    )
    .orderBy(asc(partners.endedAt))
    .limit(perWrite)
  for (const { id } of over) await contactErasing.erase(tx, actor, id, { reason })
  return over.length === perWrite
}
