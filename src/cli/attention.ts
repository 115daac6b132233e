import { type Command, Option } from 'commander'
import {
  type AttentionEntry,
  type AttentionKind,
  listEntries,
  type NamedEntry,
  settleEntry,
} from '../partners/attention/entries.ts'
import { attentionInput, attentionView } from '../partners/attention/schema.ts'
import { attentionKinds, attentionStates } from '../partners/attention/tables.ts'
import type { Id } from '../platform/ids.ts'
import { group, required, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, take } from './options.ts'
import { continued, type Paged, paged, pageOf } from './paging.ts'
import { moment, table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

/** `wirecopy attention …`: what of partners waits for a person. */
export function attentionCommands(program: Command, terminal: Terminal): void {
  const attention = group(program, 'attention', 'what of partners waits for a person; it stops nothing')
  listing(attention, terminal)
  settling(attention, terminal)
}

interface ListOptions extends Paged<'att'> {
  kind?: AttentionKind
  partner?: Id<'par'>
  state: AttentionEntry['state']
}

function listing(attention: Command, terminal: Terminal): void {
  paged(
    verb(attention, 'list', 'list what waits, oldest first', 'wirecopy attention list --kind domain-failing'),
    readId.attentionEntry,
  )
    .addOption(new Option('--kind <kind>', 'only these').choices(attentionKinds))
    .addOption(new Option('--state <state>', 'open or settled').choices(attentionStates).default('open'))
    .option('--partner <partner>', 'only of this partner', readId.partner)
    .action(async ({ json, limit, ...filter }: ListOptions) =>
      onDatabase(terminal, async ({ read }) => {
        const rows = await listEntries(read, { ...filter, limit: limit + 1 })
        const { page, next } = pageOf(rows, limit, ({ id }) => id)
        answer(terminal, json, { items: page.map(attentionView), next }, entryTable(page, next, terminal))
      }),
    )
}

function entryTable(rows: NamedEntry[], next: string | null, { stdout }: Terminal): string {
  if (rows.length === 0) return 'No partner waits for a person.'
  const list = table(
    rows,
    [
      { title: 'ENTRY', of: ({ id }) => id },
      { title: 'KIND', of: ({ kind }) => kind },
      { title: 'AT', of: ({ createdAt }) => moment(createdAt) },
      { title: 'PARTNER', of: ({ partnerId }) => partnerId },
      { title: 'NAME', of: ({ partnerName }) => partnerName, cuts: true },
    ],
    stdout,
    ({ note, outcome }) => [note, ...(outcome === null ? [] : [`→ ${outcome}`])],
  )
  return continued(list, '--after', next)
}

function settling(attention: Command, terminal: Terminal): void {
  verb(
    attention,
    'settle',
    'say what was done about an entry; it is not asked again while its cause lasts',
    "wirecopy attention settle att_01h455vb4pex5vsknk084sn02q --note 'asked for new figures'",
  )
    .argument('<entry>', 'id of the entry', readId.attentionEntry)
    .addOption(required('--note <text>', 'what was done about it'))
    .action(async (id: Id<'att'>, { json, ...given }: { json?: boolean; note: string }) => {
      const { note } = take(attentionInput, given)
      await onDatabase(terminal, async (database) => {
        const settled = await database.write((tx) => settleEntry(tx, actor, id, note))
        answer(terminal, json, attentionView(settled), `${id} is settled: ${note}`)
      })
    })
}
