import { enqueueDrill } from '../../delivery/webhooks/enqueuing.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { runner } from '../../platform/jobs/kinds.ts'
import { sendMail } from '../../platform/mail/mails.ts'
import { drillPartners, killContactsOf, killEndpointsOf, partnersPerPage } from './addressees.ts'
import { type KillDrill, requireDrill } from './drills.ts'
import { drillSending } from './job-kind.ts'
import { drillMail } from './mails.ts'
import { killDrillPartners } from './tables.ts'

/** Brings a drill to whom a kill would reach, page by page, to each once. */
export const drillSender = runner(drillSending, async ({ database, signal }, { drillId }) => {
  const drill = await requireDrill(database.read, drillId)
  for (let after: Id<'par'> | undefined; ; ) {
    signal.throwIfAborted()
    const from: Id<'par'> | undefined = after
    const page: Id<'par'>[] = await database.write((tx) => sendPage(tx, drill, from))
    if (page.length < partnersPerPage) return
    after = page.at(-1)
  }
})

async function sendPage(tx: Tx, drill: KillDrill, after: Id<'par'> | undefined): Promise<Id<'par'>[]> {
  const page = (await drillPartners(tx, after)).map(({ id }) => id)
  if (page.length === 0) return page
  const fresh = await tx
    .insert(killDrillPartners)
    .values(page.map((partnerId) => ({ drillId: drill.id, partnerId })))
    .onConflictDoNothing()
    .returning({ partnerId: killDrillPartners.partnerId })
  const ids = fresh.map(({ partnerId }) => partnerId)
  await mailContacts(tx, drill, ids)
  await enqueueDrill(tx, drill.id, await killEndpointsOf(tx, ids))
  return page
}

async function mailContacts(tx: Tx, { id, at, note }: KillDrill, ids: Id<'par'>[]): Promise<void> {
  for (const to of await killContactsOf(tx, ids))
    await sendMail(tx, drillMail, { to, data: { at, note }, aboutId: id, addresseeId: to.partnerId })
}
