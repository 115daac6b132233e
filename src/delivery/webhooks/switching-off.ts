import { eq } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { contactsOf, recipientsAmong } from '../../partners/contacts.ts'
import { audit } from '../../platform/audit/audit.ts'
import { toRfc3339 } from '../../platform/clock.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { sendMail } from '../../platform/mail/mails.ts'
import { findEndpoint, stopSending } from './endpoints.ts'
import { offMail } from './mails.ts'
import { webhookEndpoints } from './tables.ts'

const actor: Actor = { kind: 'system', name: 'webhooks' }

/** Sends nothing more to an endpoint that wants nothing or answers nothing, and tells its partner. */
export async function switchOff(tx: Tx, id: Id<'whe'>, reason: 'gone' | 'failing'): Promise<void> {
  const endpoint = await findEndpoint(tx, id)
  if (!endpoint || endpoint.offSince !== null) return
  const { partnerId, failingSince, version } = endpoint
  const changed = { offSince: tx.now, offReason: reason, updatedAt: tx.now, version: version + 1 }
  await tx.update(webhookEndpoints).set(changed).where(eq(webhookEndpoints.id, id))
  await stopSending(tx, id, 'failed')
  const since = failingSince === null ? null : toRfc3339(failingSince)
  await audit(tx, actor, 'webhook.switch-off', id, { partnerId, reason, failingSince: since })
  const people = await contactsOf(tx, [partnerId])
  for (const to of recipientsAmong(people, ['technical'])) {
    const data = { id, url: endpoint.url, reason, failingSince, at: tx.now }
    await sendMail(tx, offMail, { to, data, aboutId: id, addresseeId: partnerId })
  }
}
