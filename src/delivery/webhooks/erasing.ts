import { and, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { webhookEndpoints } from './tables.ts'

const maxRows = 10_000

/** Erases what a partner called its endpoints, removed ones too, where that names people. */
export async function eraseEndpointNames(
  tx: Tx,
  partnerId: Id<'par'>,
  covers: (text: string) => boolean,
): Promise<number> {
  const { id, description } = webhookEndpoints
  const named = await tx
    .select({ id, description })
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.partnerId, partnerId), isNotNull(description)))
    .limit(maxRows)
  const over = named.filter((one) => one.description !== null && covers(one.description))
  await tx
    .update(webhookEndpoints)
    .set({ description: null })
    .where(
      inArray(
        id,
        over.map((one) => one.id),
      ),
    )
  return over.length
}
