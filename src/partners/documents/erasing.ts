import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { partners } from '../tables.ts'
import { listDocuments, maxDocuments, type PartnerDocument, removeDocument } from './documents.ts'
import { documents } from './tables.ts'

/** Removes all papers of a partner; those that it signed only where they may go, too. */
export async function eraseDocuments(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  { signed }: { signed: boolean },
): Promise<{ removed: number; kept: PartnerDocument[] }> {
  const all = await listDocuments(tx, partnerId, { limit: maxDocuments })
  const kept = signed ? [] : all.filter(({ kind }) => kind === 'agreement')
  const over = all.filter((one) => !kept.includes(one))
  for (const { id } of over) await removeDocument(tx, actor, partnerId, id)
  return { removed: over.length, kept }
}

/** Removes papers that were signed by publishers whose partnership ended by then. Says whether there may be more. */
export async function eraseSignedDocuments(
  tx: Tx,
  actor: Actor,
  until: Instant,
  limit: number,
): Promise<boolean> {
  const { id, partnerId, kind } = documents
  const over = await tx
    .select({ id, partnerId })
    .from(partners)
    .innerJoin(documents, eq(partnerId, partners.id))
    .where(
      and(
        inArray(partners.status, ['terminated', 'declined']),
        lte(partners.endedAt, until),
        eq(kind, 'agreement'),
      ),
    )
    .orderBy(asc(partners.endedAt), asc(id))
    .limit(limit)
  for (const one of over) await removeDocument(tx, actor, one.partnerId, one.id)
  return over.length === limit
}
