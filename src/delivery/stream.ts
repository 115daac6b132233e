import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type CallingPartner, callingPartner } from '../partners/calling-partner.ts'
import { logOf } from '../platform/http/trace.ts'
import { Problem } from '../problems.ts'
import { pageHeaders } from './attribution-headers.ts'
import { currentLog, type Log, type Position } from './change-cursor.ts'
import { type ChangePage, pageAfter, startOf } from './change-pages.ts'
import { type streamQuery, type Told, toldAs } from './change-schema.ts'
import type { ChangeFeed } from './changes.ts'
import { requireReader } from './documents.ts'
import { framed } from './frames.ts'
import { type Hearing, hearingOf, validMs } from './hearing.ts'
import { Pulse } from './pulse.ts'
import type { Streams } from './streams.ts'

const changesAtOnce = 50
// What a slow client makes us hold is at most so much and one story.
const maxBytesAtOnce = 256 * 1024
// Clients come back one after the other where many were cut off at once.
const retryMs = 2_000
const serverStops = 'the server stops'
const longEnough = 'it has lasted long enough'
// What waits for the client may still be sent.
const gentleEnds = new Set([serverStops, longEnough])

export interface StreamFeed extends ChangeFeed {
  streams: Streams
}

/** Answers with the changes after a cursor as Server-Sent Events, until one side ends it. */
export async function serveStream(
  feed: StreamFeed,
  request: FastifyRequest,
  reply: FastifyReply,
  query: z.infer<typeof streamQuery>,
): Promise<FastifyReply | undefined> {
  const told = toldAs(query)
  const caller = callingPartner(request)
  if (told.format) requireReader(caller)
  const isHead = request.method === 'HEAD'
  const leave = isHead ? undefined : feed.streams.enter(caller.id)
  try {
    const hangUp = new AbortController()
    reply.raw.once('close', () => hangUp.abort('closed'))
    const log = await currentLog(feed.database.read, caller)
    const hearing = await hearingOf(feed, caller)
    const position = await beginning(feed, hearing, log, lastEventIdOf(request), query.after)
    const { newswire } = await feed.catalog.house()
    reply.headers(pageHeaders(newswire, [], feed)).headers(ofStreams)
    if (isHead) return reply.send()
    const { signal } = hangUp
    const { status } = caller.partner
    await send({ feed, request, reply, signal, log, told, position, status, partial: hearing.partial })
    return undefined
  } finally {
    leave?.()
  }
}

// Not buffered by a proxy either.
const ofStreams = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  Vary: 'Authorization',
  'X-Accel-Buffering': 'no',
}

// What a client that was cut off has seen last says more than the address that it began with.
async function beginning(
  feed: StreamFeed,
  hearing: Hearing,
  log: Log,
  lastEventId: string | undefined,
  after: string | undefined,
): Promise<Position> {
  if (lastEventId) return feed.cursors.positionOf(feed.database.read, lastEventId, log, 'Last-Event-ID')
  return startOf(feed, hearing, log, after)
}

function lastEventIdOf({ headers }: FastifyRequest): string | undefined {
  const given = headers['last-event-id']
  return typeof given === 'string' ? given : undefined
}

interface Stream {
  feed: StreamFeed
  request: FastifyRequest
  reply: FastifyReply
  /** Aborted when the client has gone. */
  signal: AbortSignal
  log: Log
  told: Told
  position: Position
  /** As they were when it was opened: with others the client has to come back. */
  status: CallingPartner['partner']['status']
  partial: boolean
}

async function send(stream: Stream): Promise<void> {
  const { feed, request, reply, log, position } = stream
  const { raw } = reply
  reply.hijack()
  raw.writeHead(200, Object.fromEntries(headersOf(reply)))
  // The cursor comes before the first change: whoever began at `now` would else come back at another now.
  const waitMs = retryMs + Math.round(Math.random() * retryMs)
  raw.write(`retry: ${waitMs}\nid: ${feed.cursors.at(log, position)}\n\n`)
  const end = await follow(stream).catch((error: unknown) => {
    if (error instanceof Problem) return error.slug
    logOf(request).error({ err: error }, 'stream failed')
    return 'internal-error'
  })
  // What a slow client has not taken yet it gets when it comes back, if it may.
  if (raw.writableNeedDrain && !gentleEnds.has(end)) raw.destroy()
  else endWithin(raw, feed.streams.times.stalledMs, end)
}

function endWithin(raw: ServerResponse, ms: number, end: string): void {
  raw.end(`: ended: ${end}\n\n`)
  if (!raw.writableNeedDrain) return
  const giveUp = setTimeout(() => raw.destroy(), ms).unref()
  raw.once('close', () => clearTimeout(giveUp))
}

function headersOf(reply: FastifyReply): [string, string | string[]][] {
  return Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, typeof value === 'number' ? String(value) : value]],
  )
}

/** Tells whatever happens, and returns why it ended. */
async function follow(stream: Stream): Promise<string> {
  const { feed, reply, signal } = stream
  const { bell, times } = feed.streams
  const endsAt = performance.now() + times.lastsMs
  const pulse = new Pulse(reply.raw, times)
  for (;;) {
    // Taken before anything is read: whatever changes from here on ends the wait that follows.
    const { tolls } = bell
    // All that a turn needs is gone when it has ended: a thousand streams that wait hold little.
    const { end, leftMs = 0 } = await turn(stream, pulse, endsAt)
    if (end) return end
    if (leftMs > 0) await bell.next(tolls, leftMs, pulse.wakingOn(signal))
    // A long log is read between whatever else there is to do.
    else await setImmediate()
  }
}

/** Tells what there is to tell; says why the stream ends, or how long it may wait for more. */
async function turn(
  stream: Stream,
  pulse: Pulse,
  endsAt: number,
): Promise<{ end?: string; leftMs?: number }> {
  const { feed, request, reply, signal, status, partial } = stream
  const { streams } = feed
  const caller = await feed.readmit(request)
  const hearing = await hearingOf(feed, caller)
  if (signal.aborted || reply.raw.destroyed) return { end: 'closed' }
  if (caller.partner.status !== status || hearing.partial !== partial)
    return { end: 'your standing has changed' }
  if (!reply.raw.writableNeedDrain) {
    const page = await nextPage(stream, caller, hearing)
    if (page) tell(stream, pulse, page)
    if (!page || page.more) return {}
  }
  if (streams.bell.isClosed()) return { end: serverStops }
  if (performance.now() >= endsAt) return { end: longEnough }
  if (pulse.isStalled()) {
    streams.stalled += 1
    return { end: 'stalled' }
  }
  pulse.beat()
  const leftMs = Math.min(endsAt - performance.now(), pulse.leftMs(), validMs(caller, hearing, feed.now()))
  return { leftMs: Math.max(1, leftMs) }
}

async function nextPage(
  { feed, log, told, position }: Stream,
  caller: CallingPartner,
  hearing: Hearing,
): Promise<ChangePage | undefined> {
  const reading = feed.streams.log.readingFor(feed, log, hearing)
  return pageAfter(feed, { caller, hearing, reading, log }, position, {
    ...told,
    limit: changesAtOnce,
    maxBytes: maxBytesAtOnce,
    sends: true,
  })
}

function tell(stream: Stream, pulse: Pulse, { entries, position }: ChangePage): void {
  stream.position = position
  if (entries.length === 0) return
  for (const chunk of entries.flatMap(framed)) pulse.write(chunk)
}
