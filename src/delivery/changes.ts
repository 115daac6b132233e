import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type ChangeRow, changesNumbered, type LoggedChange } from '../articles/changes.ts'
import type { Newswire } from '../articles/newswire.ts'
import { changeTypes } from '../articles/tables.ts'
import { attributionOf } from '../licensing/attribution.ts'
import { licenseUrl } from '../licensing/links.ts'
import { callingPartner } from '../partners/calling-partner.ts'
import { toRfc3339 } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { limitSchema } from '../platform/http/paging.ts'
import { idSchema } from '../platform/ids.ts'
import { pageHeaders } from './attribution-headers.ts'
import type { Bell } from './bell.ts'
import { allUpTo, currentLog, type Log, type Position } from './change-cursor.ts'
import { examples } from './examples.ts'
import { pubStatusOf } from './formats/json.ts'
import { type Hearing, hearingOf } from './hearing.ts'
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
    license: z
      .object({ version: z.int(), href: z.url() })
      .optional()
      .describe('Of `license.terms-changed`: the version that is in force since.'),
    embargoedUntil: z.iso.datetime().optional().describe('Do not publish it before.'),
    note: z
      .string()
      .nullable()
      .describe(
        'What a correction corrects, the advisory of a withdrawal or kill, or which image must come down.',
      ),
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
  const { database, bell, catalog } = feed
  const hangUp = new AbortController()
  // With a reason of its own, since the usual one is an error with a stack, made for every request.
  reply.raw.once('close', () => hangUp.abort('closed'))
  const deadline = performance.now() + query.wait * msPerS
  const { status } = callingPartner(request).partner
  // Taken before anything is read: whatever changes from here on ends the wait that follows.
  let { tolls } = bell
  const log = await currentLog(database.read, callingPartner(request))
  const start = await startOf(feed, await hearingOf(feed, callingPartner(request)), log, query.after)

  for (let caller = callingPartner(request); ; caller = await feed.readmit(request)) {
    const page = await pageAfter(feed, await hearingOf(feed, caller), log, start, query.limit)
    const leftMs = deadline - performance.now()
    const decided = caller.partner.status !== status
    if (page.entries.length > 0 || decided || leftMs <= 0 || bell.isClosed() || hangUp.signal.aborted) {
      const { newswire } = await catalog.house()
      const { entries, ...members } = page
      const affiliations = entries.flatMap(({ piece }) => piece.affiliations)
      return reply
        .headers(pageHeaders(newswire, affiliations, feed))
        .headers(perPartner)
        .type('application/json; charset=utf-8')
        .send(listJson(entries.map(withCursor), members))
    }
    await bell.next(tolls, leftMs, hangUp.signal)
    tolls = bell.tolls
  }
}

async function startOf(
  { database: { read }, cursors }: ChangeFeed,
  hearing: Hearing,
  log: Log,
  after: string | undefined,
): Promise<Position> {
  if (after === undefined) return allUpTo(0)
  return after === 'now' ? allUpTo(await hearing.newest()) : cursors.positionOf(read, after, log)
}

async function pageAfter(
  feed: ChangeFeed,
  { partial, page, newest }: Hearing,
  log: Log,
  start: Position,
  limit: number,
) {
  const { newswire } = await feed.catalog.house()
  const end = await newest()
  // Whoever was told only part of the log for a while is told all of it when that is over.
  const from = partial ? start.seq : start.complete
  const rows = await page(from, limit + 1)
  const shown = rows.slice(0, limit)
  const more = rows.length > limit
  const cursorAt = (seq: number) =>
    feed.cursors.at(log, partial ? { seq, complete: start.complete } : allUpTo(seq))
  const last = more ? (shown.at(-1)?.seq ?? from) : Math.max(from, end, rows.at(-1)?.seq ?? 0)
  const entries = await changeEntries(feed, newswire, log.epoch, shown)
  return {
    entries: entries.map(({ row, piece }) => ({ cursor: cursorAt(row.seq), piece })),
    next: more ? cursorAt(last) : null,
    cursor: cursorAt(last),
  }
}

// The cursor depends on who asks, so it is no part of what is built once.
export function withCursor({ cursor, piece }: { cursor: string; piece: Piece }): Buffer[] {
  return [Buffer.from(`{"cursor":"${cursor}",`), piece.bytes.subarray(1)]
}

/** What changes are written with. */
export type ChangeWriting = Pick<ChangeFeed, 'database' | 'pieces' | 'publicUrl' | 'links'>

/** Entries of the log as partners read them, but for the cursor; what was written once is kept. */
export async function changeEntries(
  feed: ChangeWriting,
  newswire: Newswire,
  epoch: string,
  rows: LoggedChange[],
): Promise<Entry<LoggedChange>[]> {
  const { database, pieces } = feed
  const keyOf = ({ seq, status, embargoedUntil }: LoggedChange) =>
    `${epoch} ${seq} ${status} ${embargoedUntil} ${newswire.attributionVersion}`
  return pieces.entries(rows, keyOf, async (missing) => {
    const told = await changesNumbered(
      database.read,
      missing.map(({ seq }) => seq),
    )
    return (logged) => {
      const row = told.get(logged.seq)
      return row && pieceOf(changeJson(feed, newswire, row, logged), row.revision)
    }
  })
}

function changeJson(
  delivery: ChangeWriting,
  newswire: Newswire,
  { change, revision }: ChangeRow,
  { status, embargoedUntil }: LoggedChange,
): Omit<Change, 'cursor'> {
  return {
    type: change.type,
    at: toRfc3339(change.at),
    article: status && revision ? subjectJson(delivery, newswire, status, revision) : null,
    ...(embargoedUntil === null ? {} : { embargoedUntil: toRfc3339(embargoedUntil) }),
    ...(change.type === 'license.terms-changed' ? licenseIn(change, delivery.publicUrl) : {}),
    note: change.note,
    ...(stopping.has(change.type) ? advisoryIn(change, newswire) : {}),
  }
}

function subjectJson(
  { publicUrl, links }: ChangeWriting,
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

// Entries from before versions were told speak of the first one.
function licenseIn({ revision }: ChangeRow['change'], publicUrl: string) {
  const version = revision ?? 1
  return { license: { version, href: licenseUrl(publicUrl, version) } }
}

const stopping = new Set<Change['type']>(['article.withdrawn', 'article.killed'])

function advisoryIn({ note }: ChangeRow['change'], { deskMail, licensingContact, deskPhone }: Newswire) {
  return { advisory: note ?? '', contact: { email: deskMail ?? licensingContact, phone: deskPhone } }
}
