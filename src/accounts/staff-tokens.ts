import { asc, eq } from 'drizzle-orm'
import type { Actor, StaffRole } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database, Queries, Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import { type Id, newId } from '../platform/ids.ts'
import { displayKey, hashKey, mintKey } from '../platform/secrets/keys.ts'
import { requireToCome } from '../platform/to-come.ts'
import { Problem } from '../problems.ts'
import { staffTokens } from './tables.ts'

export type StaffToken = Omit<typeof staffTokens.$inferSelect, 'hash'>

const maxTokens = 500

interface NewStaffToken {
  name: string
  role: StaffRole
  expiresAt?: Instant | undefined
}

/** Makes a staff token; the only time that its text is known. */
export async function createStaffToken(
  tx: Tx,
  actor: Actor,
  wanted: NewStaffToken,
): Promise<StaffToken & { token: string }> {
  requireToCome('expiresAt', wanted.expiresAt, tx.now)
  const token = mintKey('staff')
  const row: StaffToken = {
    id: newId('stf'),
    name: wanted.name,
    role: wanted.role,
    display: displayKey(token),
    createdAt: tx.now,
    expiresAt: wanted.expiresAt ?? null,
    revokedAt: null,
    lastUsedAt: null,
  }
  await tx.insert(staffTokens).values({ ...row, hash: hashKey(token) })
  await audit(tx, actor, 'staff-token.create', row.id, { name: row.name, role: row.role })
  return { ...row, token }
}

/** Ends a token on every node within a second. Revoking again changes nothing. */
export async function revokeStaffToken(tx: Tx, actor: Actor, id: Id<'stf'>): Promise<StaffToken> {
  const [row] = await tx.select().from(staffTokens).where(eq(staffTokens.id, id)).limit(1)
  if (!row) throw new Problem('not-found', { detail: `${id} is not a staff token.` })
  const { hash: _, ...found } = row
  if (found.revokedAt !== null) return found

  await tx.update(staffTokens).set({ revokedAt: tx.now }).where(eq(staffTokens.id, id))
  await audit(tx, actor, 'staff-token.revoke', id)
  await invalidate(tx, id)
  return { ...found, revokedAt: tx.now }
}

export async function listStaffTokens(queries: Queries): Promise<StaffToken[]> {
  const rows = await queries.select().from(staffTokens).orderBy(asc(staffTokens.id)).limit(maxTokens)
  return rows.map(({ hash: _, ...token }) => token)
}

/** Writes when a token was last used. */
export async function recordTokenUse(database: Database, id: Id<'stf'>, moment: Instant): Promise<void> {
  await database.append(async (queries) => {
    await queries.update(staffTokens).set({ lastUsedAt: moment }).where(eq(staffTokens.id, id))
  })
}
