import { and, asc, count, eq, gt, isNull, or } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database, Queries, Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import { type Id, newId } from '../platform/ids.ts'
import { displayKey, hashKey, mintKey } from '../platform/secrets/keys.ts'
import { requireToCome } from '../platform/to-come.ts'
import { Problem } from '../problems.ts'
import { requirePartner } from './partners.ts'
import { apiKeys, type scopes } from './tables.ts'

export type ApiKey = Omit<typeof apiKeys.$inferSelect, 'hash'>
export type Scope = (typeof scopes)[number]

/** What a key may do unless something narrower is asked for. */
export const defaultScopes: Scope[] = ['articles:read', 'changes:read', 'feeds:read', 'usage:read']

export interface NewApiKey {
  name: string
  scopes?: Scope[] | undefined
  expiresAt?: Instant | undefined
  allowedCidrs?: string[] | undefined
}

/** Makes a live key; the only time that its text is known. */
export async function createApiKey(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  wanted: NewApiKey,
): Promise<ApiKey & { key: string }> {
  await requirePartner(tx, partnerId)
  requireToCome('expiresAt', wanted.expiresAt, tx.now)
  await requireRoom(tx, partnerId)
  const key = mintKey('live')
  const row: ApiKey = {
    id: newId('key'),
    partnerId,
    name: wanted.name,
    display: displayKey(key),
    scopes: wanted.scopes ?? defaultScopes,
    allowedCidrs: wanted.allowedCidrs ?? [],
    createdAt: tx.now,
    expiresAt: wanted.expiresAt ?? null,
    revokedAt: null,
    lastUsedAt: null,
    rotatedAt: null,
    successorId: null,
  }
  await tx.insert(apiKeys).values({ ...row, hash: hashKey(key) })
  await audit(tx, actor, 'key.create', row.id, { partnerId, name: row.name, scopes: row.scopes })
  return { ...row, key }
}

/** Ends a key on every node within a second. Revoking again changes nothing. */
export async function revokeApiKey(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  id: Id<'key'>,
): Promise<ApiKey> {
  const found = await requireApiKey(tx, partnerId, id)
  if (found.revokedAt !== null) return found

  await tx.update(apiKeys).set({ revokedAt: tx.now }).where(eq(apiKeys.id, id))
  await audit(tx, actor, 'key.revoke', id, { partnerId })
  await invalidate(tx, id)
  return { ...found, revokedAt: tx.now }
}

const enoughForAnybody = 1_000
const maxWorking = 200

interface Page {
  limit: number
  after?: Id<'key'> | undefined
}

/** A page of a partner's keys in the order of their creation. */
export async function listApiKeys(
  queries: Queries,
  partnerId: Id<'par'>,
  { limit, after }: Page = { limit: enoughForAnybody },
): Promise<ApiKey[]> {
  const rows = await queries
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.partnerId, partnerId), after && gt(apiKeys.id, after)))
    .orderBy(asc(apiKeys.id))
    .limit(limit)
  return rows.map(withoutHash)
}

async function requireRoom(tx: Tx, partnerId: Id<'par'>): Promise<void> {
  const [found] = await tx
    .select({ working: count() })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.partnerId, partnerId),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, tx.now)),
      ),
    )
    .limit(1)
  if (found && found.working >= maxWorking)
    throw new Problem('conflict', {
      detail: `${partnerId} has ${maxWorking} keys that work; revoke one that is no longer used.`,
    })
}

/** A key of a partner. Throws `not-found`, also for a key of another. */
export async function requireApiKey(queries: Queries, partnerId: Id<'par'>, id: Id<'key'>): Promise<ApiKey> {
  const [row] = await queries
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.id, id), eq(apiKeys.partnerId, partnerId)))
    .limit(1)
  if (!row) throw new Problem('not-found', { detail: `${id} is not a key of ${partnerId}.` })
  return withoutHash(row)
}

function withoutHash({ hash: _, ...key }: typeof apiKeys.$inferSelect): ApiKey {
  return key
}

/** Writes when a key was last used. */
export async function recordKeyUse(database: Database, id: Id<'key'>, moment: Instant): Promise<void> {
  await database.append(async (queries) => {
    await queries.update(apiKeys).set({ lastUsedAt: moment }).where(eq(apiKeys.id, id))
  })
}
