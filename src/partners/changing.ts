import { eq } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import { review } from './attention/reviewing.ts'
import { contactsOf } from './contacts.ts'
import { addContacts, type NewPartner, type Partner, type PartnerProfile, profile } from './partners.ts'
import { contacts, partners } from './tables.ts'

type Known = 'legalName' | 'country' | 'publication' | 'ownershipPage' | 'editorialPage' | 'correctionsPolicy'

/** What is to be otherwise: what is absent stays, null forgets. */
export type PartnerChanges = { [Field in Known]?: Partner[Field] | undefined } & {
  name?: string | undefined
  audience?: AudienceChanges | undefined
  /** All of them: who is not among these is one no more. */
  contacts?: NewPartner['contacts'] | undefined
}

interface AudienceChanges {
  monthlyUniques?: number | undefined
  pageViews?: number | null | undefined
  period?: string | null | undefined
  source?: string | null | undefined
  evidenceUrl?: string | null | undefined
}

/** Changes what is known of a partner. The audit log names the fields alone: people are among them. */
export async function changePartner(
  tx: Tx,
  actor: Actor,
  partner: Partner,
  changes: PartnerChanges,
): Promise<PartnerProfile> {
  const { audience, contacts: people, ...fields } = changes
  const given = present({ ...fields, ...columnsOf(audience ?? {}) })
  const changed = { ...partner, ...given, updatedAt: tx.now, version: partner.version + 1 }
  await tx.update(partners).set(changed).where(eq(partners.id, partner.id))
  if (people) {
    const before = await contactsOf(tx, [partner.id])
    await tx.delete(contacts).where(eq(contacts.partnerId, partner.id))
    await addContacts(tx, partner.id, people, before)
  }
  const names = [...Object.keys(given), ...(people ? ['contacts'] : [])].sort()
  await audit(tx, actor, 'partner.change', partner.id, { fields: names })
  await invalidate(tx, partner.id)
  const now = await profile(tx, changed)
  await review(tx, [now])
  return now
}

function columnsOf({ monthlyUniques, pageViews, period, source, evidenceUrl }: AudienceChanges) {
  const columns = { audiencePeriod: period, audienceSource: source, audienceEvidence: evidenceUrl }
  return { monthlyUniques, pageViews, ...columns }
}

function present<Fields extends object>(
  fields: Fields,
): { [Field in keyof Fields]?: Exclude<Fields[Field], undefined> }
function present(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
