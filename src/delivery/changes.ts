import { and, eq, exists, inArray, sql } from 'drizzle-orm'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  type ChangeRow,
  changesAfter,
  changesNumbered,
  currentEpoch,
  type LoggedChange,
  newestChange,
} from '../articles/changes.ts'
import type { Newswire } from '../articles/newswire.ts'
import { changes, changeTypes } from '../articles/tables.ts'
import { attributionOf, logoOf } from '../licensing/attribution.ts'
import { entitlementOf, refusal } from '../licensing/entitlement.ts'
import { grants } from '../licensing/tables.ts'
import { type CallingPartner, callingPartner } from '../partners/calling-partner.ts'
import { toRfc3339 } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { limitSchema } from '../platform/http/paging.ts'
import { idSchema } from '../platform/ids.ts'
import { listHeaders } from './attribution-headers.ts'
import type { Bell } from './bell.ts'
import { allUpTo, changeCursor, type Position, positionOf } from './change-cursor.ts'
import { examples } from './examples.ts'
import { pubStatusOf } from './formats/json.ts'
import { type Entry, listJson, type Piece, pieceOf } from './pieces.ts'
import { attributionSchema } from './schema.ts'
import { type Delivery, perPartner } from './serve.ts'

const maxWaitS = 30
const msPerS = 1_000

export const changesQuery = z.strictObject({
  after: z
    .string()
    .max(500)
    .optional()
    .meta({
      description: 'A cursor, or `now`; left out: from the beginning of the log.',
      examples: [examples.changes.cursor],
    }),
  limit: limitSchema,
  wait: z.coerce
    .number()
    .int()
    .min(0)
    .max(maxWaitS)
    .default(0)
    .describe('Seconds to wait for the next change, 0 to 30.'),
})

type ChangesQuery = z.infer<typeof changesQuery>

const changeSchema = z
  .object({
    cursor: z.string().describe('Go on from here.'),
    type: z.enum(changeTypes),
    at: z.iso.datetime(),
    article: z
      .object({
        id: idSchema('art'),
        uri: z.url(),
        revision: z.int(),
        pubStatus: z
          .enum(['usable', 'withheld', 'canceled'])
          .describe('Of the article now, whatever the change was.'),
        headline: z.string(),
        byline: z.string(),
        attribution: attributionSchema,
        href: z.url(),
      })
      .nullable(),
    note: z
      .string()
      .nullable()
      .describe('What a correction corrects, or the advisory of a withdrawal or kill.'),
    advisory: z.string().optional(),
    contact: z.object({ email: z.string().nullable(), phone: z.string().nullable() }).optional(),
  })
  .meta({ id: 'Change' })

export const changeListSchema = z
  .object({
    items: z.array(changeSchema),
    next: z.string().nullable().describe('More is waiting after this cursor; null when you have all.'),
    cursor: z.string().describe('Where to go on the next time.'),
  })
  .meta({ id: 'ChangeList', examples: [examples.changes] })

type Change = z.infer<typeof changeSchema>

export interface ChangeFeed extends Delivery {
  database: Database
  bell: Bell
}

/** Answers with the changes after a cursor, waiting for the next one where asked to. */
export async function serveChanges(
  feed: ChangeFeed,
  request: FastifyRequest,
  reply: FastifyReply,
  query: ChangesQuery,
): Promise<FastifyReply> {
  const { database, bell, catalog, publicUrl, links } = feed
  const hangUp = new AbortController()
  // With a reason of its own, since the usual one is an error with a stack, made for every request.
  reply.raw.once('close', () => hangUp.abort('closed'))
  const deadline = performance.now() + query.wait * msPerS
  const { status } = callingPartner(request).partner
  // Taken before anything is read: whatever changes from here on ends the wait that follows.
  let { tolls } = bell
  const epoch = await currentEpoch(database.read)
  const start = await startOf(database, query.after, epoch)

  for (let caller = callingPartner(request); ; caller = await feed.readmit(request)) {
    const page = await pageAfter(feed, caller, epoch, start, query.limit)
    const leftMs = deadline - performance.now()
    const decided = caller.partner.status !== status
    if (page.entries.length > 0 || decided || leftMs <= 0 || bell.isClosed() || hangUp.signal.aborted) {
      const { newswire } = await catalog.house()
      const { entries, ...members } = page
      const affiliations = entries.flatMap(({ piece }) => piece.affiliations)
      const named = affiliations.length > 0 ? affiliations : [newswire.name]
      return reply
        .headers(listHeaders(logoOf(newswire, publicUrl), named, links))
        .headers(perPartner)
        .type('application/json; charset=utf-8')
        .send(listJson(entries.map(withCursor), members))
    }
    await bell.next(tolls, leftMs, hangUp.signal)
    tolls = bell.tolls
  }
}

async function startOf({ read }: Database, after: string | undefined, epoch: string): Promise<Position> {
  if (after === undefined) return allUpTo(0)
  const newest = await newestChange(read)
  return after === 'now' ? allUpTo(newest) : positionOf(after, epoch, newest)
}

async function pageAfter(
  feed: ChangeFeed,
  caller: CallingPartner,
  epoch: string,
  start: Position,
  limit: number,
) {
  const { database, catalog } = feed
  const only = await visibleChanges(feed, caller)
  const { newswire } = await catalog.house()
  const newest = await newestChange(database.read)
  // Whoever was told only part of the log for a while is told all of it when that is over.
  const from = only ? start.seq : start.complete
  const rows = await changesAfter(database.read, from, limit + 1, only)
  const shown = rows.slice(0, limit)
  const more = rows.length > limit
  const cursorAt = (seq: number) =>
    changeCursor(epoch, only ? { seq, complete: start.complete } : allUpTo(seq))
  // Entries that this partner may not see are passed over: the cursor goes behind them.
  const end = more ? (shown.at(-1)?.seq ?? from) : Math.max(from, newest, rows.at(-1)?.seq ?? 0)
  const entries = await entriesOf(feed, newswire, epoch, shown)
  return {
    entries: entries.map(({ row, piece }) => ({ cursor: cursorAt(row.seq), piece })),
    next: more ? cursorAt(end) : null,
    cursor: cursorAt(end),
  }
}

// The cursor depends on who asks, so it is no part of what is built once.
function withCursor({ cursor, piece }: { cursor: string; piece: Piece }): Buffer[] {
  return [Buffer.from(`{"cursor":"${cursor}",`), piece.json.subarray(1)]
}

// Whoever is suspended or terminated still hears what must come down or be mended of what it holds.
async function visibleChanges({ database, catalog }: ChangeFeed, { partner }: CallingPartner) {
  const { agreement } = await catalog.agreement(partner.id)
  const entitlement = entitlementOf(partner, agreement)
  if (entitlement.granted) return undefined
  if (entitlement.because !== 'suspended' && entitlement.because !== 'terminated')
    throw refusal(entitlement.because)
  return and(
    inArray(changes.type, ['article.corrected', 'article.withdrawn', 'article.killed']),
    exists(
      database.read
        .select({ one: sql`1` })
        .from(grants)
        .where(and(eq(grants.partnerId, partner.id), eq(grants.articleId, changes.articleId))),
    ),
  )
}

async function entriesOf(
  feed: ChangeFeed,
  newswire: Newswire,
  epoch: string,
  rows: LoggedChange[],
): Promise<Entry<LoggedChange>[]> {
  const { database, pieces } = feed
  const keyOf = ({ seq, status }: LoggedChange) => `${epoch} ${seq} ${status} ${newswire.attributionVersion}`
  return pieces.entries(rows, keyOf, async (missing) => {
    const told = await changesNumbered(
      database.read,
      missing.map(({ seq }) => seq),
    )
    return ({ seq, status }) => {
      const row = told.get(seq)
      return row && pieceOf(changeJson(feed, newswire, row, status), row.revision)
    }
  })
}

function changeJson(
  delivery: Delivery,
  newswire: Newswire,
  { change, revision }: ChangeRow,
  status: LoggedChange['status'],
): Omit<Change, 'cursor'> {
  return {
    type: change.type,
    at: toRfc3339(change.at),
    article: status && revision ? subjectJson(delivery, newswire, status, revision) : null,
    note: change.note,
    ...(stopping.has(change.type) ? advisoryIn(change, newswire) : {}),
  }
}

function subjectJson(
  { publicUrl, links }: Delivery,
  newswire: Newswire,
  status: NonNullable<LoggedChange['status']>,
  revision: NonNullable<ChangeRow['revision']>,
): NonNullable<Change['article']> {
  return {
    id: revision.articleId,
    revision: revision.number,
    pubStatus: pubStatusOf(status),
    headline: revision.headline,
    byline: revision.byline,
    ...links.article(revision.articleId),
    attribution: attributionOf(newswire, revision, publicUrl),
  }
}

const stopping = new Set<Change['type']>(['article.withdrawn', 'article.killed'])

function advisoryIn({ note }: ChangeRow['change'], { deskMail, licensingContact, deskPhone }: Newswire) {
  return { advisory: note ?? '', contact: { email: deskMail ?? licensingContact, phone: deskPhone } }
}
