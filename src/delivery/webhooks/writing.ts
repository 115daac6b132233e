import { currentEpoch } from '../../articles/changes.ts'
import { toRfc3339 } from '../../platform/clock.ts'
import type { Catalog } from '../catalog.ts'
import { allUpTo, type ChangeCursors } from '../change-cursor.ts'
import { type ChangeWriting, changeBytes, changeEntries } from '../change-entries.ts'
import { hearersOf } from '../hearers.ts'
import { type Extent, extentOf } from '../hearing.ts'
import type { Due } from './due.ts'
import { findEndpoint } from './endpoints.ts'
import { isOvertaken } from './enqueuing.ts'
import { fitted } from './fitting.ts'
import { disabledType, drillMs, drillType, testType } from './tables.ts'

/** What bodies are written with. */
export interface Writing extends ChangeWriting {
  catalog: Catalog
  cursors: ChangeCursors
  now: () => number
}

/** The body of a delivery as things are now; undefined where its partner is not to be told any more. */
export async function bodyOf(writing: Writing, due: Due): Promise<Buffer | undefined> {
  const { delivery, partner, change } = due
  if (!change) return asideBody(writing, delivery)
  if (isOvertaken(delivery.type, due.article?.status)) return undefined
  const { agreement } = await writing.catalog.agreement(partner.id)
  const { terms } = await writing.catalog.house()
  const heard = extentOf(partner, agreement, terms, writing.now())
  if ('because' in heard) return undefined
  const listener = { partnerId: partner.id, extent: heard.extent }
  const hearers = await hearersOf(writing.database.read, change, [listener])
  return hearers.has(partner.id) ? changeBody(writing, due, change.seq, heard.extent) : undefined
}

async function changeBody(
  writing: Writing,
  { article, endpoint: { startSeq } }: Due,
  seq: number,
  extent: Extent,
): Promise<Buffer | undefined> {
  const { newswire } = await writing.catalog.house()
  const epoch = await currentEpoch(writing.database.read)
  const logged = { seq, status: article?.status ?? null, embargoedUntil: article?.embargoedUntil ?? null }
  const [entry] = await changeEntries(writing, newswire, epoch, [logged])
  // Whoever is told only part of the log now finds all of it from where this endpoint began.
  const position = extent === 'held' ? { seq, complete: startSeq } : allUpTo(seq)
  const cursor = writing.cursors.at({ epoch, isSandbox: false }, position)
  return entry && fitted(Buffer.concat(changeBytes({ cursor, piece: entry.piece })))
}

/** What is sent besides changes. */
async function asideBody(writing: Writing, delivery: Due['delivery']): Promise<Buffer | undefined> {
  if (delivery.type === testType) return testBody(writing)
  return delivery.type === drillType ? drillBody(writing, delivery) : disabledBody(writing, delivery)
}

/** In the shape of a change, but for the cursor: there is nothing to go on from. */
function testBody({ now }: Pick<Writing, 'now'>): Buffer {
  const at = toRfc3339(now())
  const note = 'This is a test. Nothing has changed.'
  return Buffer.from(JSON.stringify({ type: testType, at, article: null, note }))
}

/** Likewise; once a drill is over, it would tell nobody anything. */
function drillBody(
  { now }: Pick<Writing, 'now'>,
  { drillId, createdAt }: Due['delivery'],
): Buffer | undefined {
  if (drillId === null || now() > createdAt + drillMs) return undefined
  const note = 'This is a drill. No story was killed; there is nothing to take down.'
  const at = toRfc3339(createdAt)
  return Buffer.from(JSON.stringify({ type: drillType, at, article: null, drill: drillId, note }))
}

/** Likewise, without the address, which may have a secret in it; nothing where the endpoint is on again, or removed. */
async function disabledBody(
  { database }: Pick<Writing, 'database'>,
  { disabledId }: Due['delivery'],
): Promise<Buffer | undefined> {
  const endpoint = disabledId === null ? undefined : await findEndpoint(database.read, disabledId)
  if (!endpoint?.offSince) return undefined
  const at = toRfc3339(endpoint.offSince)
  const because = endpoint.offReason
  const note = `Nothing is sent to your endpoint at ${new URL(endpoint.url).host} any more.`
  return Buffer.from(
    JSON.stringify({ type: disabledType, at, article: null, endpoint: endpoint.id, because, note }),
  )
}
