import { and, asc, count, eq, gt, isNull, or } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database, Queries, Tx } from '../platform/database/database.ts'
import { invalidate } from '../platform/database/invalidations.ts'
import { type Id, newId } from '../platform/ids.ts'
import { displayKey, hashKey, mintKey } from '../platform/secrets/keys.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'
import { requireToCome } from '../platform/to-come.ts'
import { Problem } from '../problems.ts'
import { type PartnerStatus, requirePartner } from './partners.ts'
import { openSandbox } from './sandbox-kinds.ts'
import { apiKeys, type FeedSettings, type scopes } from './tables.ts'
import { sealedBy } from './test-keys.ts'

export type ApiKey = Omit<typeof apiKeys.$inferSelect, 'hash' | 'sealed'>
export type Scope = (typeof scopes)[number]

/** What a key may do unless something narrower is asked for. */
export const defaultScopes: Scope[] = ['articles:read', 'changes:read', 'feeds:read', 'usage:read']

export interface NewApiKey {
  name: string
  kind?: ApiKey['kind'] | undefined
  scopes?: Scope[] | undefined
  expiresAt?: Instant | undefined
  allowedCidrs?: string[] | undefined
  /** Of a feed secret, and only of one. */
  feed?: FeedSettings | undefined
}

/** Makes a key. Of a live one it is the only time that its text is known; a test key is kept under the sealer. */
export async function createApiKey(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  wanted: NewApiKey,
  sealer?: Sealer,
): Promise<ApiKey & { key: string }> {
  const { status } = await requirePartner(tx, partnerId)
  const { kind = 'live' } = wanted
  if (kind === 'test') requireSandbox(partnerId, status)
  if ((kind === 'feed') !== (wanted.feed !== undefined)) throw new Error('Feed secrets alone have settings')
  requireToCome('expiresAt', wanted.expiresAt, tx.now)
  await requireRoom(tx, partnerId)
  const key = mintKey(kind)
  const row: ApiKey = {
    id: newId('key'),
    partnerId,
    name: wanted.name,
    kind,
    display: displayKey(key),
    scopes: wanted.scopes ?? defaultScopes,
    allowedCidrs: wanted.allowedCidrs ?? [],
    createdAt: tx.now,
    expiresAt: wanted.expiresAt ?? null,
    revokedAt: null,
    lastUsedAt: null,
    rotatedAt: null,
    successorId: null,
    endTold: null,
    feed: wanted.feed ?? null,
  }
  const sealed = kind === 'test' ? sealedBy(sealer, key) : null
  await tx.insert(apiKeys).values({ ...row, hash: hashKey(key), sealed })
  const words = { about: partnerId, words: { name: row.name } }
  await audit(tx, actor, 'key.create', row.id, { partnerId, kind, scopes: row.scopes }, words)
  if (kind === 'test') await openSandbox(tx, partnerId)
  return { ...row, key }
}

const withSandbox: PartnerStatus[] = ['applied', 'in_review', 'approved']

function requireSandbox(id: Id<'par'>, status: PartnerStatus): void {
  if (withSandbox.includes(status)) return
  throw new Problem('conflict', {
    detail: `${id} is ${status}; only ${withSandbox.join(', ')} have test keys.`,
  })
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
const maxEnding = 200

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
    .select({ working: count(), ending: count(apiKeys.rotatedAt) })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.partnerId, partnerId),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, tx.now)),
      ),
    )
    .limit(1)
  const { working = 0, ending = 0 } = found ?? {}
  // One that was rotated leaves its place to its successor, and must not be in the way of that.
  const fault =
    (working - ending >= maxWorking && `${maxWorking} keys that work; revoke one that is no longer used`) ||
    (ending > maxEnding && `${maxEnding} rotated keys that still work; revoke some of them`)
  if (fault) throw new Problem('conflict', { detail: `${partnerId} has ${fault}.` })
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

function withoutHash({ hash: _, sealed: __, ...key }: typeof apiKeys.$inferSelect): ApiKey {
  return key
}

/** Writes when a key was last used. */
export async function recordKeyUse(database: Database, id: Id<'key'>, moment: Instant): Promise<void> {
  await database.append(async (queries) => {
    await queries.update(apiKeys).set({ lastUsedAt: moment }).where(eq(apiKeys.id, id))
  })
}
