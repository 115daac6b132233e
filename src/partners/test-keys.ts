import { and, eq } from 'drizzle-orm'
import type { Queries } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'
import { Problem } from '../problems.ts'
import { apiKeys } from './tables.ts'

/** What they are sealed for. */
export const testKeyPurpose = 'test key'

/** A test key as it is kept. */
export function sealedBy(sealer: Sealer | undefined, key: string): string {
  if (!sealer) throw new Error('A test key cannot be made without the sealer that keeps it')
  return sealer.seal(testKeyPurpose, Buffer.from(key))
}

/** Shows a test key once more. Throws `conflict` for a live one, which nobody can show. */
export async function showTestKey(
  { database, sealer }: { database: { read: Queries }; sealer: Sealer },
  partnerId: Id<'par'>,
  id: Id<'key'>,
): Promise<{ key: string }> {
  const [row] = await database.read
    .select({ sealed: apiKeys.sealed })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, id), eq(apiKeys.partnerId, partnerId)))
    .limit(1)
  if (!row) throw new Problem('not-found', { detail: `${id} is not a key of ${partnerId}.` })
  if (row.sealed === null)
    throw new Problem('conflict', { detail: `${id} is a live key, which is shown once; create another one.` })
  return { key: sealer.open(testKeyPurpose, row.sealed).plain.toString() }
}
