import type { Instant } from '../platform/clock.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { invalid, Problem } from '../problems.ts'
import type { NewApiKey } from './api-keys.ts'
import { hasConfirmedUrgentContact } from './contacts.ts'
import { requirePartner } from './partners.ts'
import type { feedGuids } from './tables.ts'

/** From when on the newest so many stories were published, which the room of articles knows. */
export type StartOf = (tx: Tx, stories: number) => Promise<Instant>

interface Wanted extends Omit<NewApiKey, 'feed'> {
  feed?: { backfill?: number | undefined; guid?: (typeof feedGuids)[number] | undefined } | undefined
}

/**
 * The key that was asked for, with what is settled once for a feed: where it starts. Throws `conflict` for a feed of
 * a partner of whom nobody has said yet that kills reach somebody: whoever reads feeds may read nothing else.
 */
export async function wantedKey(
  tx: Tx,
  partnerId: Id<'par'>,
  { feed, ...wanted }: Wanted,
  startOf: StartOf,
): Promise<NewApiKey> {
  if (wanted.kind !== 'feed') {
    if (feed) throw invalid('feed', 'is for feed secrets; give the kind feed, or leave it out')
    return wanted
  }
  if (wanted.scopes?.some((scope) => scope !== 'feeds:read'))
    throw invalid('scopes', 'must be feeds:read alone for a feed secret; leave them out')
  await requirePartner(tx, partnerId)
  if (!(await hasConfirmedUrgentContact(tx, partnerId)))
    throw new Problem('conflict', {
      detail: `No urgent contact of ${partnerId} is confirmed, so a kill might reach nobody. Have one follow the link in a mail: \`wirecopy partner confirm-contact\`.`,
    })
  const { backfill = 0, guid = 'uri' } = feed ?? {}
  return { ...wanted, scopes: ['feeds:read'], feed: { startsAt: await startOf(tx, backfill), guid } }
}
