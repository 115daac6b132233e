import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm'
import { maxEndpoints, wants } from '../../delivery/webhooks/endpoints.ts'
import { enqueueDrill } from '../../delivery/webhooks/enqueuing.ts'
import { webhookEndpoints } from '../../delivery/webhooks/tables.ts'
import { contactsOf } from '../../partners/contacts.ts'
import { partners } from '../../partners/tables.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { runner } from '../../platform/jobs/kinds.ts'
import { sendMail } from '../../platform/mail/mails.ts'
import { type KillDrill, requireDrill } from './drills.ts'
import { drillSending } from './job-kind.ts'
import { drillMail } from './mails.ts'
import { killDrillPartners } from './tables.ts'

const perPage = 100

/** Brings a drill to all approved partners, page by page, to each once. */
export const drillSender = runner(drillSending, async ({ database, signal }, { drillId }) => {
  const drill = await requireDrill(database.read, drillId)
  for (let after: Id<'par'> | undefined; ; ) {
    signal.throwIfAborted()
    const from: Id<'par'> | undefined = after
    const page: Id<'par'>[] = await database.write((tx) => sendPage(tx, drill, from))
    if (page.length < perPage) return
    after = page.at(-1)
  }
})

async function sendPage(tx: Tx, drill: KillDrill, after: Id<'par'> | undefined): Promise<Id<'par'>[]> {
  const rows = await tx
    .select({ id: partners.id })
    .from(partners)
    .where(and(eq(partners.status, 'approved'), after && gt(partners.id, after)))
    .orderBy(asc(partners.id))
    .limit(perPage)
  const page = rows.map(({ id }) => id)
  if (page.length === 0) return page
  const fresh = await tx
    .insert(killDrillPartners)
    .values(page.map((partnerId) => ({ drillId: drill.id, partnerId })))
    .onConflictDoNothing()
    .returning({ partnerId: killDrillPartners.partnerId })
  const ids = fresh.map(({ partnerId }) => partnerId)
  await mailUrgentContacts(tx, drill, ids)
  await enqueueDrill(tx, drill.id, await killEndpointsOf(tx, ids))
  return page
}

async function mailUrgentContacts(tx: Tx, { id, at, note }: KillDrill, ids: Id<'par'>[]): Promise<void> {
  const urgent = (await contactsOf(tx, ids)).filter(({ role }) => role === 'urgent')
  for (const to of urgent)
    await sendMail(tx, drillMail, { to, data: { at, note }, aboutId: id, addresseeId: to.partnerId })
}

/** The endpoints that a kill would go to. */
async function killEndpointsOf(tx: Tx, ids: Id<'par'>[]): Promise<Id<'whe'>[]> {
  const { id, partnerId, events, offSince, removedAt } = webhookEndpoints
  const rows = await tx
    .select({ id, events })
    .from(webhookEndpoints)
    .where(and(inArray(partnerId, ids), isNull(offSince), isNull(removedAt)))
    .limit(ids.length * maxEndpoints)
  return rows.filter((endpoint) => wants(endpoint, 'article.killed')).map((endpoint) => endpoint.id)
}
