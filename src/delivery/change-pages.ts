import type { LogRow } from '../articles/changes.ts'
import type { CallingPartner } from '../partners/calling-partner.ts'
import { allUpTo, goingOn, type Log, type Position } from './change-cursor.ts'
import { type ChangeEntry, changeEntries } from './change-entries.ts'
import type { Told } from './change-schema.ts'
import type { ChangeFeed } from './changes.ts'
import { type Document, documentsFor, grantDocuments } from './documents.ts'
import type { Hearing, LogReading } from './hearing.ts'
import type { Entry } from './pieces.ts'

// So that a page that ends early has not read many long texts in vain.
const entriesPerRead = 20

/** A part of the log that somebody is told. */
export interface Stretch {
  entries: Entry<LogRow>[]
  /** The number that it reaches to, where nothing is behind it. */
  end: number
}

/** Reads the log from a number on: so many entries at most. */
export type Reading = (from: number, limit: number) => Promise<Stretch>

export interface ChangePage {
  entries: ChangeEntry[]
  affiliations: string[]
  /** Where to go on, and whether more is waiting there. */
  position: Position
  more: boolean
}

interface Wanted extends Told {
  limit: number
  maxBytes: number
  /** Whether anything is sent: HEAD requests are granted nothing. */
  sends: boolean
}

/** Where somebody begins. */
export async function startOf(
  { database: { read }, cursors }: Pick<ChangeFeed, 'database' | 'cursors'>,
  hearing: Hearing,
  log: Log,
  after: string | undefined,
): Promise<Position> {
  if (after === undefined) return allUpTo(0)
  return after === 'now' ? allUpTo(await hearing.newest()) : cursors.positionOf(read, after, log)
}

/** Reads the log for whoever asked. */
export function readingFor(feed: ChangeFeed, { epoch }: Log, { page, newest }: LogReading): Reading {
  return async (from, limit) => {
    const { newswire } = await feed.catalog.house()
    // Before the page: whatever is told between the two is told the next time.
    const end = await newest()
    const rows = await page(from, limit)
    return {
      entries: await changeEntries(feed, newswire, epoch, rows),
      end: Math.max(from, end, rows.at(-1)?.seq ?? 0),
    }
  }
}

/**
 * The changes after a position, with the grants recorded for the stories that they carry; undefined where
 * something changed while these waited for their turn to be written: then it is to be decided anew who asks.
 */
export async function pageAfter(
  feed: ChangeFeed,
  { caller, hearing, reading, log }: { caller: CallingPartner; hearing: Hearing; reading: Reading; log: Log },
  start: Position,
  wanted: Wanted,
): Promise<ChangePage | undefined> {
  const { generation } = feed.verdicts
  const { from, positionAt } = goingOn(start, hearing)
  const { entries: found, end } = await reading(from, wanted.limit + 1)
  const all = found.slice(0, wanted.limit)
  const told = wanted.latest ? await newestOf(all, found.length, hearing) : all
  const { full, isCut } = await filled(feed, caller, told, wanted)

  const documents = full.flatMap(({ document }) => document ?? [])
  const counts = wanted.sends && !hearing.isSandbox
  const granted = !counts || (await grantDocuments(feed, caller, documents, generation))
  if (!granted) return undefined
  const shown = isCut ? full : all
  const more = isCut || found.length > all.length
  return {
    entries: full.map(({ row, piece, document }) => ({
      cursor: feed.cursors.at(log, positionAt(row.seq)),
      piece,
      document,
    })),
    affiliations: [
      ...full.flatMap(({ piece }) => piece.affiliations),
      ...documents.flatMap((document) => document.affiliations),
    ],
    position: positionAt(more ? (shown.at(-1)?.row.seq ?? from) : end),
    more,
  }
}

/** Those that no later one on the same story follows, here or behind the page: `found` tells whether anything is. */
async function newestOf(
  entries: Entry<LogRow>[],
  found: number,
  { laterOn }: Hearing,
): Promise<Entry<LogRow>[]> {
  const newest = new Map(entries.map(({ row }) => [row.articleId, row.seq]))
  const here = entries.filter(({ row }) => row.articleId === null || newest.get(row.articleId) === row.seq)
  const last = entries.at(-1)?.row.seq
  if (last === undefined || found === entries.length) return here
  const later = await laterOn(
    here.flatMap(({ row }) => row.articleId ?? []),
    last,
  )
  return here.filter(({ row }) => !later.has(row.articleId))
}

type Filled = Entry<LogRow> & { document?: Document | null }

/** As many entries as a page may hold, with the stories that they carry; whether it ends before the last one. */
async function filled(
  feed: ChangeFeed,
  caller: CallingPartner,
  entries: Entry<LogRow>[],
  { format, maxBytes }: Wanted,
): Promise<{ full: Filled[]; isCut: boolean }> {
  if (!format) return { full: entries, isCut: false }
  const full: Filled[] = []
  let bytes = 0
  for (let from = 0; from < entries.length; from += entriesPerRead) {
    const some = entries.slice(from, from + entriesPerRead)
    const documents = await documentsFor(
      feed,
      caller,
      format,
      some.map(({ row }) => row),
    )
    for (const entry of some) {
      const document = (entry.row.articleId && documents.get(entry.row.articleId)) ?? null
      bytes += entry.piece.bytes.length + (document?.bytes.length ?? 0)
      if (bytes > maxBytes && full.length > 0) return { full, isCut: true }
      full.push({ ...entry, document })
    }
  }
  return { full, isCut: false }
}
