import { type Command, Option } from 'commander'
import { type DeskEntry, type EntryKind, listEntries } from '../articles/import/desk.ts'
import { entryView, settlementInput } from '../articles/import/desk-schema.ts'
import { releaseWaiting } from '../articles/import/release.ts'
import { type Action, actions, actionsOn, settle } from '../articles/import/settling.ts'
import { entryKinds, entryStates } from '../articles/import/tables.ts'
import type { Id } from '../platform/ids.ts'
import { group, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, take } from './options.ts'
import { continued, type Paged, paged, pageOf } from './paging.ts'
import { moment, table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

/** `wirecopy desk …`: what of imported stories waits for a decision. */
export function deskCommands(program: Command, terminal: Terminal): void {
  const desk = group(program, 'desk', 'what of imported stories waits for a decision')
  listing(desk, terminal)
  settling(desk, terminal)
}

interface ListOptions extends Paged<'dsk'> {
  kind?: EntryKind
  state: DeskEntry['state']
}

function listing(desk: Command, terminal: Terminal): void {
  paged(
    verb(desk, 'list', 'list what waits, oldest first', 'wirecopy desk list --kind unknown-author'),
    readId.deskEntry,
  )
    .addOption(new Option('--kind <kind>', 'only these').choices(entryKinds))
    .addOption(new Option('--state <state>', 'open or settled').choices(entryStates).default('open'))
    .action(async ({ json, limit, kind, state, after }: ListOptions) =>
      onDatabase(terminal, async ({ read }) => {
        const rows = await listEntries(read, { limit: limit + 1, kind, state, after })
        const { page, next } = pageOf(rows, limit, ({ id }) => id)
        answer(terminal, json, { items: page.map(entryView), next }, entryTable(page, next, terminal))
      }),
    )
}

function entryTable(rows: DeskEntry[], next: string | null, { stdout }: Terminal): string {
  if (rows.length === 0) return 'Nothing waits for the desk.'
  const list = table(
    rows,
    [
      { title: 'ENTRY', of: ({ id }) => id },
      { title: 'KIND', of: ({ kind }) => kind },
      { title: 'AT', of: ({ createdAt }) => moment(createdAt) },
      { title: 'ABOUT', of: ({ byline, headline }) => byline ?? headline, cuts: true },
      { title: 'ACTIONS', of: ({ kind, outcome }) => outcome ?? actionsOn[kind].join(', ') },
    ],
    stdout,
    ({ note }) => (note === null ? [] : [note]),
  )
  return continued(list, '--after', next)
}

interface SettleOptions {
  json?: boolean
  note?: string
  advisory?: string
  reporter?: Id<'rep'>
}

function settling(desk: Command, terminal: Terminal): void {
  verb(
    desk,
    'settle',
    'decide on an entry, and do it',
    "wirecopy desk settle dsk_01h455vb4pex5vsknk084sn02q withdraw --advisory 'Its source took it back.'",
  )
    .argument('<entry>', 'id of the entry', readId.deskEntry)
    .argument('<action>', actions.join(', '))
    .option('--note <text>', 'of a correction, public; default: that of the source')
    .option('--advisory <text>', 'what partners are told of a kill or a withdrawal')
    .option('--reporter <reporter>', 'whom an unknown author’s byline means', readId.reporter)
    .action(async (id: Id<'dsk'>, action: string, { json, ...options }: SettleOptions) => {
      const wanted = take(settlementInput, { action, ...options })
      await onDatabase(terminal, async (database) => {
        const settled = await database.write((tx) => settle(tx, actor, id, wanted))
        if (settled.byline !== null && isMapping(wanted))
          await releaseWaiting(database, actor, settled.byline)
        answer(terminal, json, entryView(settled), `${id} is settled: ${wanted.action}.`)
      })
    })
}

function isMapping({ action }: { action: Action }): boolean {
  return action === 'map'
}
