import type { Command } from 'commander'
import { type DrillReach, drillReach } from '../compliance/drills/addressees.ts'
import { type KillDrill, listDrills, startDrill } from '../compliance/drills/drills.ts'
import { mailDrillButton } from '../compliance/drills/due.ts'
import { type DrillReport, drillReport, type NamedPartner } from '../compliance/drills/report.ts'
import { drillInput, drillReachView, drillReportView, drillView } from '../compliance/drills/schema.ts'
import { minuteOf, systemClock } from '../platform/clock.ts'
import type { Id } from '../platform/ids.ts'
import { group, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, take } from './options.ts'
import { continued, type Paged, paged, pageOf } from './paging.ts'
import { type Column, facts, moment, table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

const msPerS = 1_000
const secondsPerMinute = 60

/** `wirecopy drill …`: kills that are none, to see whom a real one would reach. */
export function drillCommands(program: Command, terminal: Terminal): void {
  const drill = group(program, 'drill', 'try whom a kill would reach, without one')
  starting(drill, terminal)
  asking(drill, terminal)
  showing(drill, terminal)
  listing(drill, terminal)
}

function starting(drill: Command, terminal: Terminal): void {
  verb(
    drill,
    'start',
    'mail whom a kill would be mailed to, and call the webhooks, marked as a drill',
    "wirecopy drill start --note 'The yearly drill.'",
  )
    .option('--note <text>', 'why; partners read it, too')
    .option('--preview', 'tell whom it would reach, and send nothing')
    .action(async ({ json, preview, note }: { json?: boolean; preview?: boolean; note?: string }) => {
      const wanted = take(drillInput, { note })
      await onDatabase(terminal, async (database) => {
        const reach = await drillReach(database.read, systemClock.now())
        if (preview) return answer(terminal, json, drillReachView(reach), reachText(reach, terminal))
        const begun = await database.write((tx) => startDrill(tx, actor, wanted))
        const text = reach.present
          ? `${begun.id} is under way since ${minuteOf(begun.at)} and lasts an hour; nothing more is sent.`
          : `${begun.id} has begun; the server sends it to ${inWords(reach)}.`
        answer(terminal, json, drillView(begun), `${text} See: wirecopy drill show ${begun.id}`)
      })
    })
}

function asking(drill: Command, terminal: Terminal): void {
  verb(
    drill,
    'ask',
    'mail the licensing contact a link with the button that begins a drill',
    'wirecopy drill ask',
  ).action(async ({ json }: { json?: boolean }) =>
    onDatabase(terminal, async (database) => {
      const asked = await database.write(mailDrillButton)
      const text = `${asked.to} is mailed the button by the server. See: wirecopy mail show ${asked.mail}`
      answer(terminal, json, asked, text)
    }),
  )
}

function inWords({ partners, addresses, endpoints }: DrillReach): string {
  return `${counted(partners, 'partner')}: ${counted(addresses, 'mail')} and ${counted(endpoints, 'webhook endpoint')}`
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}

function reachText(reach: DrillReach, { stdout }: Terminal): string {
  const { present, withoutContact } = reach
  const silent = table(
    withoutContact,
    named('NO URGENT CONTACT', (partner) => partner),
    stdout,
  )
  return [
    `A drill would go to ${inWords(reach)}. Nothing was sent.`,
    ...(present
      ? [`${present.id} is under way: another one can begin an hour after ${minuteOf(present.at)}.`]
      : []),
    ...(withoutContact.length > 0 ? [silent] : []),
  ].join('\n\n')
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
  const { id, at, note, partners, answered, answers, silent, dead } = report
  const { in1Minute, in5Minutes, in60Minutes, total } = answered
  if (partners === 0) return `${id} was sent to nobody yet. The server sends it: is one running?`
  const summary = facts([
    ['Drill', `${id}, begun ${minuteOf(at)}`],
    ['Note', note],
    ['Partners', partners],
    [
      'Answered',
      `${total}: ${in1Minute} within 1 minute, ${in5Minutes} within 5, ${in60Minutes} within an hour`,
    ],
    ['Not answered', partners - total],
  ])
  const deadTable = table(
    dead,
    [
      { title: 'DEAD', of: ({ what }) => what },
      ...named('PARTNER', ({ partner }: DrillReport['dead'][number]) => partner),
      { title: 'CONTACT', of: ({ contact }) => contact, cuts: true },
      { title: 'BECAUSE', of: ({ because }) => because, cuts: true },
    ],
    stdout,
  )
  const answeredTable = table(
    answers,
    [
      ...named('ANSWERED', ({ partner }: DrillReport['answers'][number]) => partner),
      { title: 'AFTER', of: (one) => after(one.at - at), right: true },
      { title: 'BY', of: ({ way }) => way },
    ],
    stdout,
  )
  return [
    ...[summary, dead.length > 0 ? deadTable : 'No contact is dead.'],
    ...(silent.length > 0
      ? [
          table(
            silent,
            named('NOT ANSWERED', (partner) => partner),
            stdout,
          ),
        ]
      : []),
    ...(answers.length > 0 ? [answeredTable] : []),
  ].join('\n\n')
}

function named<Row>(title: string, partnerOf: (row: Row) => NamedPartner): Column<Row>[] {
  return [
    { title, of: (row) => partnerOf(row).id },
    { title: 'NAME', of: (row) => partnerOf(row).name, cuts: true },
  ]
}

function after(ms: number): string {
  const seconds = Math.round(ms / msPerS)
  return `${Math.floor(seconds / secondsPerMinute)} min ${seconds % secondsPerMinute} s`
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
