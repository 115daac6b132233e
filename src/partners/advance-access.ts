import { eq } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import type { Id } from '../platform/ids.ts'
import { type PartnerProfile, requirePartner, showPartner } from './partners.ts'
import { partners } from './tables.ts'

/** Lets a partner see stories under embargo before the rest does, or no longer. */
export async function setAdvanceAccess(
  tx: Tx,
  actor: Actor,
  id: Id<'par'>,
  advanceAccess: boolean,
  reason: string,
): Promise<PartnerProfile> {
  const { advanceAccess: had, version } = await requirePartner(tx, id)
  if (had === advanceAccess) return showPartner(tx, id)

  const changed = { advanceAccess, updatedAt: tx.now, version: version + 1 }
  await tx.update(partners).set(changed).where(eq(partners.id, id))
  await audit(tx, actor, 'partner.advance-access', id, { advanceAccess }, { about: id, words: { reason } })
  await invalidate(tx, id)
  return showPartner(tx, id)
}
