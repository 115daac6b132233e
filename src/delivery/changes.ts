import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { callingPartner } from '../partners/calling-partner.ts'
import type { Database } from '../platform/database/database.ts'
import { pageHeaders } from './attribution-headers.ts'
import type { Bell } from './bell.ts'
import { currentLog, type Log } from './change-cursor.ts'
import { changeBytes } from './change-entries.ts'
import { type ChangePage, pageAfter, readingFor, startOf } from './change-pages.ts'
import { type changesQuery, toldAs } from './change-schema.ts'
import { requireReader } from './documents.ts'
import { hearingOf, validMs } from './hearing.ts'
import { listJson } from './pieces.ts'
import { type Delivery, perPartner } from './serve.ts'

const msPerS = 1_000
const maxPageBytes = 8 * 1024 * 1024

type ChangesQuery = z.infer<typeof changesQuery>

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
  const { database, bell } = feed
  const told = toldAs(query)
  if (told.format) requireReader(callingPartner(request))
  const hangUp = new AbortController()
  // With a reason of its own, since the usual one is an error with a stack, made for every request.
  reply.raw.once('close', () => hangUp.abort('closed'))
  const deadline = performance.now() + query.wait * msPerS
  const { status } = callingPartner(request).partner
  // Taken before anything is read: whatever changes from here on ends the wait that follows.
  let { tolls } = bell
  const log = await currentLog(database.read, callingPartner(request))
  const first = await hearingOf(feed, callingPartner(request))
  const start = await startOf(feed, first, log, query.after)
  const wanted = { ...told, limit: query.limit, maxBytes: maxPageBytes, sends: request.method !== 'HEAD' }

  for (let caller = callingPartner(request); ; caller = await feed.readmit(request)) {
    const hearing = await hearingOf(feed, caller)
    const reading = readingFor(feed, log, hearing)
    const page = await pageAfter(feed, { caller, hearing, reading, log }, start, wanted)
    if (!page) continue
    const leftMs = deadline - performance.now()
    const decided = caller.partner.status !== status || hearing.partial !== first.partial || page.more
    if (page.entries.length > 0 || decided || leftMs <= 0 || bell.isClosed() || hangUp.signal.aborted)
      return sendPage(feed, reply, log, page)
    const validLeftMs = Math.max(1, validMs(caller, hearing, feed.now()))
    await bell.next(tolls, Math.min(leftMs, validLeftMs), hangUp.signal)
    tolls = bell.tolls
  }
}

async function sendPage(
  feed: ChangeFeed,
  reply: FastifyReply,
  log: Log,
  { entries, affiliations, position, more }: ChangePage,
): Promise<FastifyReply> {
  const { newswire } = await feed.catalog.house()
  const cursor = feed.cursors.at(log, position)
  return reply
    .headers(pageHeaders(newswire, affiliations, feed))
    .headers(perPartner)
    .type('application/json; charset=utf-8')
    .send(listJson(entries.map(changeBytes), { next: more ? cursor : null, cursor }))
}
