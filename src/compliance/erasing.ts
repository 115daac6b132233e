import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { acknowledgements } from './tables.ts'

const maxRows = 10_000

/** Erases what a partner wrote beside its answers, where that names people. */
export async function eraseAnswerNotes(
  tx: Tx,
  partnerId: Id<'par'>,
  covers: (text: string) => boolean,
): Promise<number> {
  const { id, note } = acknowledgements
  const named = await tx
    .select({ id, note })
    .from(acknowledgements)
    .where(and(eq(acknowledgements.partnerId, partnerId), isNotNull(note)))
    .limit(maxRows)
  const over = named.filter((one) => one.note !== null && covers(one.note))
  const ids = over.map((one) => one.id)
  await tx.update(acknowledgements).set({ note: null }).where(inArray(id, ids))
  return over.length
}
