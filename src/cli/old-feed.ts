import type { Command } from 'commander'
import { noteOldFeeds, type OldFeedLine, setOldFeed } from '../partners/onboarding/old-feed.ts'
import { type Instant, systemClock, timeOrNull } from '../platform/clock.ts'
import { hostSchema } from '../platform/http/fields.ts'
import { type Id, isId } from '../platform/ids.ts'
import { readSheet, type SheetRow } from '../platform/sheet.ts'
import { verb } from './commands.ts'
import { fileIn } from './content-options.ts'
import { actor, onDatabase } from './on-database.ts'
import { dayOrTime, reading } from './options.ts'
import { Finding, WrongUsage } from './refusal.ts'
import { moment, table } from './table.ts'
import { answer, type Output, type Terminal } from './terminal.ts'

const maxRows = 20_000
const linesPerWrite = 500
const example = 'par_01h455vb4pex5vsknk084sn02q'
const columns = ['host', 'lastSeen'] as const

interface Options {
  json?: boolean
  seen?: Instant
}

/** `wirecopy partner old-feed`: when partners last fetched where they fetched before. */
export function oldFeedCommand(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'old-feed',
    'say when partners last fetched where they fetched before: of one, or from a log',
    `wirecopy partner old-feed seen.csv\n  wirecopy partner old-feed ${example} --seen 2026-05-01`,
  )
    .argument('<file|partner>', 'CSV with the columns host and lastSeen, or the id of a partner')
    .option('--seen <time>', 'of one partner: when it last fetched', reading('--seen', dayOrTime))
    .action(async (given: string, { json, seen }: Options) => {
      if (isId('par', given)) return setOne(terminal, json, given, seen)
      if (seen !== undefined) throw new WrongUsage('--seen is for one partner; a file has its own times')
      return noteAll(terminal, json, given)
    })
}

async function setOne(
  terminal: Terminal,
  json: boolean | undefined,
  id: Id<'par'>,
  seen: Instant | undefined,
): Promise<void> {
  if (seen === undefined) throw new WrongUsage('wirecopy partner old-feed: a partner needs --seen')
  await onDatabase(terminal, async (database) => {
    const { lastSeenAt } = await database.write((tx) => setOldFeed(tx, actor, id, seen))
    const text = `The old feed of ${id} was last seen ${moment(lastSeenAt)}.`
    answer(terminal, json, { partnerId: id, lastSeenAt: timeOrNull(lastSeenAt) }, text)
  })
}

interface Noted {
  line: number
  host: string
  partnerId: Id<'par'> | null
  because: string | null
}

async function noteAll(terminal: Terminal, json: boolean | undefined, path: string): Promise<void> {
  const content = await fileIn('FILE', path)
  const now = systemClock.now()
  const read = readSheet(content, { columns, required: columns, maxRows }, path).map((row) =>
    readLine(row, now),
  )
  const lines = read.flatMap(({ known }) => (known ? [known] : []))
  await onDatabase(terminal, async (database) => {
    const owners = new Map<string, Id<'par'> | null>()
    for (let at = 0; at < lines.length; at += linesPerWrite) {
      const some = lines.slice(at, at + linesPerWrite)
      for (const [host, owner] of await database.write((tx) => noteOldFeeds(tx, actor, some)))
        owners.set(host, owner)
    }
    const rows = read.map(({ line, host, known, because }): Noted => {
      const partnerId = (known && owners.get(known.host)) ?? null
      return { line, host, partnerId, because: because ?? (partnerId ? null : 'belongs to no partner') }
    })
    const noted = rows.filter(({ partnerId }) => partnerId !== null).length
    answer(terminal, json, { noted, rows }, notedPage(rows, noted, terminal.stdout))
    if (noted === 0 && !json) throw new Finding('No host of the file belongs to a partner.')
  })
}

interface ReadLine {
  line: number
  host: string
  known?: OldFeedLine
  because?: string
}

function readLine({ line, cells, fault }: SheetRow<(typeof columns)[number]>, now: Instant): ReadLine {
  const host = hostSchema.safeParse(cells.host)
  const seen = dayOrTime.safeParse(cells.lastSeen)
  const place = { line, host: cells.host ?? '' }
  if (fault) return { ...place, because: fault }
  if (!host.success) return { ...place, because: `host ${host.error.issues[0]?.message}` }
  if (!seen.success) return { ...place, because: `lastSeen ${seen.error.issues[0]?.message}` }
  if (seen.data > now) return { ...place, because: 'lastSeen is still to come' }
  return { ...place, known: { host: host.data, lastSeenAt: seen.data } }
}

function notedPage(rows: Noted[], noted: number, output: Output): string {
  const rest = rows.filter(({ because }) => because !== null)
  const summary = `${noted} of ${rows.length} lines noted. See how far everybody is: wirecopy partner board`
  if (rest.length === 0) return summary
  const list = table(
    rest,
    [
      { title: 'LINE', of: ({ line }) => line, right: true },
      { title: 'HOST', of: ({ host }) => host, cuts: true },
      { title: 'NOT NOTED', of: ({ because }) => because, cuts: true },
    ],
    output,
  )
  return `${list}\n\n${summary}`
}
