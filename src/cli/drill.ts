import type { Command } from 'commander'
import { type KillDrill, listDrills, startDrill } from '../compliance/drills/drills.ts'
import { type DrillReport, drillReport } from '../compliance/drills/report.ts'
import { drillInput, drillReportView, drillView } from '../compliance/drills/schema.ts'
import { minuteOf } from '../platform/clock.ts'
import type { Id } from '../platform/ids.ts'
import { group, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, take } from './options.ts'
import { continued, type Paged, paged, pageOf } from './paging.ts'
import { moment, table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

/** `wirecopy drill …`: kills that are none, to see whom a real one would reach. */
export function drillCommands(program: Command, terminal: Terminal): void {
  const drill = group(program, 'drill', 'try whom a kill would reach, without one')
  starting(drill, terminal)
  showing(drill, terminal)
  listing(drill, terminal)
}

function starting(drill: Command, terminal: Terminal): void {
  verb(
    drill,
    'start',
    'mail the urgent contacts of all partners and call their webhooks, marked as a drill',
    "wirecopy drill start --note 'The yearly drill.'",
  )
    .option('--note <text>', 'why; partners read it, too')
    .action(async ({ json, ...given }: { json?: boolean; note?: string }) => {
      const wanted = take(drillInput, given)
      await onDatabase(terminal, async (database) => {
        const begun = await database.write((tx) => startDrill(tx, actor, wanted))
        const text = `${begun.id} has begun; the server sends it. See: wirecopy drill show ${begun.id}`
        answer(terminal, json, drillView(begun), text)
      })
    })
}

function showing(drill: Command, terminal: Terminal): void {
  verb(
    drill,
    'show',
    'who answered how fast, who did not, and who cannot be reached',
    'wirecopy drill show drl_01h455vb4pex5vsknk084sn02q',
  )
    .argument('<drill>', 'id of the drill', readId.drill)
    .action(async (id: Id<'drl'>, { json }: { json?: boolean }) =>
      onDatabase(terminal, async ({ read }) => {
        const report = await drillReport(read, id)
        answer(terminal, json, drillReportView(report), reportText(report, terminal))
      }),
    )
}

function reportText(report: DrillReport, { stdout }: Terminal): string {
  const { at, note, partners, answered, silent, dead } = report
  const { in1Minute, in5Minutes, in60Minutes, total } = answered
  const facts = [
    `Begun ${minuteOf(at)}${note === null ? '' : `: ${note}`}`,
    `Partners: ${partners}; answered: ${total}; not answered: ${partners - total}.`,
    `Within 1 minute: ${in1Minute}; within 5 minutes: ${in5Minutes}; within an hour: ${in60Minutes}.`,
  ]
  const deadTable = table(
    dead,
    [
      { title: 'DEAD', of: ({ what }) => what },
      { title: 'PARTNER', of: ({ partner }) => partner.id },
      { title: 'NAME', of: ({ partner }) => partner.name, cuts: true },
      { title: 'CONTACT', of: ({ contact }) => contact, cuts: true },
      { title: 'BECAUSE', of: ({ because }) => because, cuts: true },
    ],
    stdout,
  )
  const silentTable = table(
    silent,
    [
      { title: 'NOT ANSWERED', of: ({ id }) => id },
      { title: 'NAME', of: ({ name }) => name, cuts: true },
    ],
    stdout,
  )
  return [
    ...[facts.join('\n'), dead.length > 0 ? deadTable : 'No contact is dead.'],
    ...(silent.length > 0 ? [silentTable] : []),
  ].join('\n\n')
}

function listing(drill: Command, terminal: Terminal): void {
  paged(verb(drill, 'list', 'list drills, newest first', 'wirecopy drill list'), readId.drill).action(
    async ({ json, limit, after }: Paged<'drl'>) =>
      onDatabase(terminal, async ({ read }) => {
        const rows = await listDrills(read, { limit: limit + 1, after })
        const { page, next } = pageOf(rows, limit, ({ id }) => id)
        answer(terminal, json, { items: page.map(drillView), next }, drillTable(page, next, terminal))
      }),
  )
}

function drillTable(rows: KillDrill[], next: string | null, { stdout }: Terminal): string {
  if (rows.length === 0) return 'There was no drill yet.'
  const list = table(
    rows,
    [
      { title: 'DRILL', of: ({ id }) => id },
      { title: 'BEGUN', of: ({ at }) => moment(at) },
      { title: 'BY', of: ({ startedBy }) => startedBy },
      { title: 'NOTE', of: ({ note }) => note, cuts: true },
    ],
    stdout,
  )
  return continued(list, '--after', next)
}
