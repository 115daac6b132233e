import type { Actor } from '../../actor.ts'
import type { Tx } from '../../platform/database/database.ts'
import { readSettings } from '../../platform/settings/settings.ts'
import type { PartnerProfile } from '../partners.ts'
import { vettingSettings } from '../vetting/settings.ts'
import { causesOf, foundKinds } from './causes.ts'
import { cease, keyOf, lastingEntries, raise } from './entries.ts'
import { tellPartner } from './mails.ts'

const actor: Actor = { kind: 'system', name: 'attention' }

/** Asks a person whatever is to be asked of these partners now, and no longer what is over. */
export async function review(tx: Tx, partners: readonly PartnerProfile[]): Promise<void> {
  if (partners.length === 0) return
  const { value: settings } = await readSettings(tx, vettingSettings)
  const ids = partners.map(({ id }) => id)
  const lasting = new Map((await lastingEntries(tx, ids, foundKinds)).map((one) => [one.causeKey, one]))
  for (const partner of partners) {
    for (const cause of causesOf(partner, settings, tx.now)) {
      const known = lasting.get(keyOf(cause))
      lasting.delete(keyOf(cause))
      if (known?.note === cause.note) continue
      if (await raise(tx, cause)) await tellPartner(tx, partner, cause, settings)
    }
  }
  for (const entry of lasting.values()) await cease(tx, actor, entry)
}
