import { eq } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { Problem } from '../../problems.ts'
import {
  type Application,
  begin,
  keepHosts,
  missingOf,
  requireApplication,
  withoutPeople,
} from './applications.ts'
import type { Draft } from './given.ts'
import { join } from './joining.ts'
import { tellClosing } from './mails.ts'
import type { ApplicationRules } from './rules.ts'
import { applications } from './tables.ts'

/**
 * Enters an application that came by mail: it is a publisher's at once, which is vetted like all. Throws
 * `invalid-request` naming what is missing; terms may be accepted later.
 */
export async function enterApplication(
  tx: Tx,
  actor: Actor,
  rules: ApplicationRules,
  draft: Draft,
): Promise<Application> {
  const begun = await begin(tx, rules, draft, { address: null, tokenHash: null })
  const missing = (await missingOf(tx, begun)).filter(({ field }) => field !== 'terms')
  if (missing.length > 0)
    throw new Problem('invalid-request', {
      errors: missing.map(({ field, message }) => ({ field, message: `is missing: ${message}` })),
    })
  await tx.insert(applications).values(begun)
  await keepHosts(tx, begun)
  await audit(tx, actor, 'application.enter', begun.id)
  return join(tx, actor, rules, begun, { isConfirmed: false })
}

/**
 * Ends an application that no partner came of, and forgets the people in it. Whoever confirmed it is told why.
 * Throws `conflict` for one that is a partner's: that is decided on instead.
 */
export async function closeApplication(
  tx: Tx,
  actor: Actor,
  id: Id<'apl'>,
  reason: string,
): Promise<Application> {
  const present = await requireApplication(tx, id)
  const { status, partnerId, version } = present
  if (partnerId !== null)
    throw new Problem('conflict', { detail: `${id} is ${partnerId}’s; decide on the partner instead.` })
  if (status === 'closed') throw new Problem('conflict', { detail: `${id} is closed already.` })
  const closed = {
    ...withoutPeople(present),
    status: 'closed',
    reason,
    updatedAt: tx.now,
    version: version + 1,
  } as const
  await tx.update(applications).set(closed).where(eq(applications.id, id))
  await audit(tx, actor, 'application.close', id)
  if (status === 'duplicate') await tellClosing(tx, present, reason)
  return closed
}
