import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { contactsOf, recipientsAmong } from '../../partners/contacts.ts'
import { audit } from '../../platform/audit/audit.ts'
import { toRfc3339 } from '../../platform/clock.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { sendMail } from '../../platform/mail/mails.ts'
import { type Endpoint, findEndpoint, maxEndpoints, stopSending } from './endpoints.ts'
import { enqueueDisabled } from './enqueuing.ts'
import { offMail } from './mails.ts'
import { webhookEndpoints } from './tables.ts'

const actor: Actor = { kind: 'system', name: 'webhooks' }

/** Sends nothing more to an endpoint that wants nothing or answers nothing, and tells its partner by mail and at its others. */
export async function switchOff(tx: Tx, id: Id<'whe'>, reason: 'gone' | 'failing'): Promise<void> {
  const endpoint = await findEndpoint(tx, id)
  if (!endpoint || endpoint.offSince !== null) return
  const { partnerId, failingSince, version } = endpoint
  const changed = { offSince: tx.now, offReason: reason, updatedAt: tx.now, version: version + 1 }
  await tx.update(webhookEndpoints).set(changed).where(eq(webhookEndpoints.id, id))
  await stopSending(tx, id, 'failed')
  await enqueueDisabled(tx, id, await othersOf(tx, endpoint))
  const since = failingSince === null ? null : toRfc3339(failingSince)
  await audit(tx, actor, 'webhook.switch-off', id, { partnerId, reason, failingSince: since })
  const people = await contactsOf(tx, [partnerId])
  for (const to of recipientsAmong(people, ['technical'])) {
    const data = { id, url: endpoint.url, reason, failingSince, at: tx.now }
    await sendMail(tx, offMail, { to, data, aboutId: id, addresseeId: partnerId })
  }
}

/** What else of its partner is sent to, and wants all that there is. */
async function othersOf(tx: Tx, { id, partnerId }: Endpoint): Promise<Id<'whe'>[]> {
  const { events, offSince, removedAt } = webhookEndpoints
  const others = await tx
    .select({ id: webhookEndpoints.id })
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.partnerId, partnerId),
        ne(webhookEndpoints.id, id),
        ...[isNull(events), isNull(offSince), isNull(removedAt)],
      ),
    )
    .limit(maxEndpoints)
  return others.map((other) => other.id)
}
