import { and, asc, eq, inArray, isNotNull, lte, or } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { isOver } from '../partners/decisions.ts'
import { eraseSignedDocuments } from '../partners/documents/erasing.ts'
import type { Partner } from '../partners/partners.ts'
import { partners } from '../partners/tables.ts'
import { monthsAfter } from '../partners/vetting/standing.ts'
import type { Instant } from '../platform/clock.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { perPart, sweep } from '../platform/jobs/sweeping.ts'
import { readRetention } from '../platform/settings/retention.ts'
import { agreements } from './tables.ts'

const maxAgreements = 1_000
const monthsPerYear = 12
const actor: Actor = { kind: 'system', name: 'retention' }

type Signed = typeof agreements.$inferSelect

/** Those of a partner's agreements that still say who signed, or something in free words. */
export async function signedAgreements(queries: Queries, partnerId: Id<'par'>): Promise<Signed[]> {
  return queries
    .select()
    .from(agreements)
    .where(and(eq(agreements.partnerId, partnerId), namesSomebody()))
    .orderBy(asc(agreements.id))
    .limit(maxAgreements)
}

/** Every name, address and free word in an agreement. */
export function wordsOf({ signer, note }: Signed): string[] {
  const { name, email, title, address } = signer ?? {}
  return [name, email, title, address, note].filter((word) => typeof word === 'string')
}

/** Until when it is kept who signed for a partner; null while nobody can say, or for ever. */
export function signersKeptUntil({ status, endedAt }: Partner, signerYears: number | null): Instant | null {
  if (!isOver(status) || endedAt === null || signerYears === null) return null
  return monthsAfter(endedAt, signerYears * monthsPerYear)
}

/** Has agreements forget who signed them, and what staff noted beside. */
export async function eraseSigners(queries: Queries, ids: readonly Id<'agr'>[]): Promise<void> {
  await queries
    .update(agreements)
    .set({ signer: null, note: null })
    .where(inArray(agreements.id, [...ids]))
}

/** Long after a partnership nobody need know who signed for it. */
export const signerErasing = sweep('signers.erase', { cron: '47 4 * * *' }, ({ database, now }) =>
  database.write(async (tx) => {
    const { signerYears } = await readRetention(tx)
    if (signerYears === null) return false
    const until = monthsAfter(now, -signerYears * monthsPerYear)
    const more = await eraseSignedDocuments(tx, actor, until, perPart)
    return (await eraseSome(tx, until)) || more
  }),
)

async function eraseSome(tx: Tx, until: Instant): Promise<boolean> {
  const over = await tx
    .select({ id: agreements.id })
    .from(partners)
    .innerJoin(agreements, eq(agreements.partnerId, partners.id))
    .where(
      and(
        inArray(partners.status, ['terminated', 'declined']),
        lte(partners.endedAt, until),
        namesSomebody(),
      ),
    )
    .limit(perPart)
  await eraseSigners(
    tx,
    over.map(({ id }) => id),
  )
  return over.length === perPart
}

function namesSomebody() {
  return or(isNotNull(agreements.signer), isNotNull(agreements.note))
}
