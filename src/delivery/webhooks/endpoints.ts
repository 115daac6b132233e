import { and, asc, count, eq, gt, isNull } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { newestChange } from '../../articles/changes.ts'
import { audit } from '../../platform/audit/audit.ts'
import { type Instant, toRfc3339 } from '../../platform/clock.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { type Id, newId } from '../../platform/ids.ts'
import type { Sealer } from '../../platform/secrets/sealed.ts'
import { Problem } from '../../problems.ts'
import { endDeliveries } from './deliveries.ts'
import { closeQueues, openQueues } from './queues.ts'
import { mintSecret } from './signing.ts'
import { webhookEndpoints } from './tables.ts'

export type Endpoint = typeof webhookEndpoints.$inferSelect
type Event = NonNullable<Endpoint['events']>[number]

/** How many a partner may have. */
export const maxEndpoints = 20

const usualOverlapSeconds = 24 * 60 * 60
const msPerS = 1_000

export interface NewEndpoint {
  url: string
  /** All types where none is named. */
  events?: Event[] | undefined
  description?: string | undefined
}

/** Registers where a partner wants changes sent from now on. Throws `conflict` where it has enough. */
export async function addEndpoint(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  wanted: NewEndpoint,
  sealer: Sealer,
): Promise<Endpoint & { shownSecret: string }> {
  await requireRoom(tx, partnerId)
  const { secret: shownSecret, sealed } = mintSecret(sealer)
  const endpoint: Endpoint = {
    id: newId('whe'),
    partnerId,
    url: wanted.url,
    events: wanted.events ?? null,
    description: wanted.description ?? null,
    secret: sealed,
    startSeq: await newestChange(tx),
    ...{ formerSecret: null, formerUntil: null, failingSince: null, offSince: null, offReason: null },
    ...{ createdAt: tx.now, updatedAt: tx.now, removedAt: null, version: 1 },
  }
  await tx.insert(webhookEndpoints).values(endpoint)
  await openQueues(tx, endpoint.id)
  await audit(tx, actor, 'webhook.add', endpoint.id, { partnerId, host: hostOf(endpoint) })
  return { ...endpoint, shownSecret }
}

async function requireRoom(tx: Tx, partnerId: Id<'par'>): Promise<void> {
  const [held] = await tx.select({ endpoints: count() }).from(webhookEndpoints).where(of(partnerId)).limit(1)
  if ((held?.endpoints ?? 0) < maxEndpoints) return
  throw new Problem('conflict', {
    detail: `You have ${maxEndpoints} webhook endpoints; remove one that is not needed.`,
  })
}

export interface EndpointChanges {
  url?: string | undefined
  /** null for all types. */
  events?: Event[] | null | undefined
  description?: string | null | undefined
  enabled?: boolean | undefined
}

/** Changes an endpoint: what is absent stays. Turned off, it gets nothing, and what it waits for has failed. */
export async function changeEndpoint(
  tx: Tx,
  actor: Actor,
  endpoint: Endpoint,
  { enabled, ...changes }: EndpointChanges,
): Promise<Endpoint> {
  const changed: Endpoint = {
    ...endpoint,
    ...defined(changes),
    ...(enabled === undefined ? {} : switched(endpoint, enabled, tx.now)),
    updatedAt: tx.now,
    version: endpoint.version + 1,
  }
  await tx.update(webhookEndpoints).set(changed).where(eq(webhookEndpoints.id, endpoint.id))
  if (enabled === false) await stopSending(tx, endpoint.id, 'failed')
  const fields = Object.keys(defined({ enabled, ...changes })).sort()
  await audit(tx, actor, 'webhook.change', endpoint.id, { partnerId: endpoint.partnerId, fields })
  return changed
}

function switched(endpoint: Endpoint, enabled: boolean, now: number) {
  if (enabled) return { offSince: null, offReason: null, failingSince: null }
  return { offSince: endpoint.offSince ?? now, offReason: endpoint.offReason ?? ('asked' as const) }
}

/** Sends nothing more to an endpoint, and says what becomes of what it waits for. */
export async function stopSending(tx: Tx, id: Id<'whe'>, outcome: 'failed' | 'canceled'): Promise<void> {
  await endDeliveries(tx, id, outcome)
  await closeQueues(tx, id)
}

/** Removes an endpoint; what was delivered stays known for as long as deliveries are kept. */
export async function removeEndpoint(tx: Tx, actor: Actor, endpoint: Endpoint): Promise<Endpoint> {
  const { id, partnerId } = endpoint
  const removed = {
    ...endpoint,
    ...switched(endpoint, false, tx.now),
    ...{ secret: '', formerSecret: null, formerUntil: null, failingSince: null },
    ...{ updatedAt: tx.now, removedAt: tx.now },
  }
  await tx.update(webhookEndpoints).set(removed).where(eq(webhookEndpoints.id, id))
  await stopSending(tx, id, 'canceled')
  await audit(tx, actor, 'webhook.remove', id, { partnerId, host: hostOf(endpoint) })
  return removed
}

/** Puts another secret in place of one, which signs beside it until the overlap is over. Throws `conflict` while that of before does. */
export async function rotateSecret(
  tx: Tx,
  actor: Actor,
  endpoint: Endpoint,
  { overlapSeconds = usualOverlapSeconds }: { overlapSeconds?: number | undefined },
  sealer: Sealer,
): Promise<Endpoint & { shownSecret: string }> {
  const { id, partnerId, version, formerUntil } = endpoint
  // What was promised to last stays, unless its end is asked for.
  if (overlapSeconds > 0 && formerUntil !== null && tx.now < formerUntil) throw twoFormer(formerUntil)
  const { secret: shownSecret, sealed } = mintSecret(sealer)
  const rotated = {
    ...endpoint,
    secret: sealed,
    formerSecret: overlapSeconds > 0 ? endpoint.secret : null,
    formerUntil: overlapSeconds > 0 ? tx.now + overlapSeconds * msPerS : null,
    updatedAt: tx.now,
    version: version + 1,
  }
  await tx.update(webhookEndpoints).set(rotated).where(eq(webhookEndpoints.id, id))
  await audit(tx, actor, 'webhook.rotate', id, { partnerId, overlapSeconds })
  return { ...rotated, shownSecret }
}

function twoFormer(until: Instant): Problem {
  return new Problem('conflict', {
    detail: `The secret before signs until ${toRfc3339(until)}. Rotate again then; or now with \`overlapSeconds\` 0, which ends every former secret at once.`,
  })
}

/** An endpoint of a partner. Throws `not-found`, also for those of others. */
export async function requireEndpoint(
  queries: Queries,
  partnerId: Id<'par'>,
  id: Id<'whe'>,
): Promise<Endpoint> {
  const endpoint = await findEndpoint(queries, id)
  if (endpoint?.partnerId === partnerId) return endpoint
  throw new Problem('not-found', { detail: `You have no webhook endpoint ${id}.` })
}

/** An endpoint that was not removed, whoever has it. */
export async function findEndpoint(queries: Queries, id: Id<'whe'>): Promise<Endpoint | undefined> {
  const [endpoint] = await queries
    .select()
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.id, id), isNull(webhookEndpoints.removedAt)))
    .limit(1)
  return endpoint
}

/** A page of a partner’s endpoints in the order of their registration. */
export async function listEndpoints(
  queries: Queries,
  partnerId: Id<'par'>,
  { limit, after }: { limit: number; after?: Id<'whe'> | undefined },
): Promise<Endpoint[]> {
  return queries
    .select()
    .from(webhookEndpoints)
    .where(and(of(partnerId), after && gt(webhookEndpoints.id, after)))
    .orderBy(asc(webhookEndpoints.id))
    .limit(limit)
}

/** Where it leads, without what may be secret in its address. */
function hostOf({ url }: Pick<Endpoint, 'url'>): string {
  return new URL(url).host
}

/** Whether it wants changes of a type. */
export function wants({ events }: Pick<Endpoint, 'events'>, type: string): boolean {
  return events?.some((event) => event === type) ?? true
}

function of(partnerId: Id<'par'>) {
  return and(eq(webhookEndpoints.partnerId, partnerId), isNull(webhookEndpoints.removedAt))
}

function defined<Fields extends object>(
  fields: Fields,
): { [Field in keyof Fields]?: Exclude<Fields[Field], undefined> }
function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
