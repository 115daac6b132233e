import { and, asc, eq, isNotNull, ne } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { type Instant, minuteOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { cease, lastingEntries, raise } from '../attention/entries.ts'
import { attentionEntries } from '../attention/tables.ts'
import { partners } from '../tables.ts'

const kind = 'feed-quiet'
const maxPerWrite = 200
const actor: Actor = { kind: 'system', name: 'feeds' }

/** Asks a person to find out why a partner fetches nothing any more. */
export async function askOf(
  tx: Tx,
  { partnerId, heardAt }: { partnerId: Id<'par'>; heardAt: Instant },
): Promise<void> {
  const note = `It used to fetch our articles, and was last heard of on ${minuteOf(heardAt)}.`
  await raise(tx, { kind, partnerId, subject: 'feed', note })
}

/** Asks no longer of partners that are heard of again. */
export async function askNoLonger(tx: Tx, partnerIds: readonly Id<'par'>[]): Promise<void> {
  if (partnerIds.length === 0) return
  for (const entry of await lastingEntries(tx, partnerIds, [kind])) await cease(tx, actor, entry)
}

/** Asks no longer of partners that are not to fetch anything now. */
export async function askOfNoStrangers(tx: Tx): Promise<void> {
  const { partnerId, causeKey } = attentionEntries
  const rows = await tx
    .selectDistinct({ partnerId })
    .from(attentionEntries)
    .innerJoin(partners, eq(partners.id, partnerId))
    .where(and(eq(attentionEntries.kind, kind), isNotNull(causeKey), ne(partners.status, 'approved')))
    .orderBy(asc(partnerId))
    .limit(maxPerWrite)
  await askNoLonger(
    tx,
    rows.map((row) => row.partnerId),
  )
}
