import type { Command } from 'commander'
import { newReporterInput, reporterView } from '../articles/reporter-schema.ts'
import { addReporter, listReporters, type Reporter } from '../articles/reporters.ts'
import { group, required, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, take } from './options.ts'
import { continued, type Paged, paged, pageOf } from './paging.ts'
import { bylineCommands } from './reporter-bylines.ts'
import { mappingCommands } from './reporter-map.ts'
import { table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

interface NewReporterOptions {
  json?: boolean
  name: string
  kind?: string
  affiliation?: string
  affiliationShortName?: string
  affiliationUrl?: string
}

/** `wirecopy reporter …`: who writes, and desks that sign for the newswire. */
export function reporterCommands(program: Command, terminal: Terminal): void {
  const reporter = group(program, 'reporter', 'reporters and desks, as bylines name them')
  adding(reporter, terminal)
  bylineCommands(reporter, terminal)
  mappingCommands(reporter, terminal)
  paged(verb(reporter, 'list', 'list reporters and desks', 'wirecopy reporter list'), readId.reporter).action(
    async ({ json, limit, after }: Paged<'rep'>) =>
      onDatabase(terminal, async ({ read }) => {
        const rows = await listReporters(read, limit + 1, after)
        const { page, next } = pageOf(rows, limit, ({ id }) => id)
        answer(terminal, json, { items: page.map(reporterView), next }, reporterTable(page, next, terminal))
      }),
  )
}

function adding(reporter: Command, terminal: Terminal): void {
  verb(
    reporter,
    'add',
    'add a reporter, or a desk for unsigned copy',
    "wirecopy reporter add --name 'Jane Doe'",
  )
    .addOption(required('--name <name>', 'name as printed after "By"'))
    .option('--kind <kind>', 'person or desk; default: person')
    .option('--affiliation <name>', 'organization the reporter writes for; default: the newswire')
    .option('--affiliation-short-name <name>', 'its short name')
    .option('--affiliation-url <url>', 'its web address')
    .action(async ({ json, name, kind, ...options }: NewReporterOptions) => {
      const affiliation = {
        name: options.affiliation,
        shortName: options.affiliationShortName,
        url: options.affiliationUrl,
      }
      const isOwn = Object.values(affiliation).every((part) => part === undefined)
      const wanted = take(newReporterInput, { name, kind, affiliation: isOwn ? undefined : affiliation })
      await onDatabase(terminal, async (database) => {
        const added = await database.write((tx) => addReporter(tx, actor, wanted))
        const text = `Added ${added.name} (${added.kind}, ${added.affiliationName}) as ${added.id}.`
        answer(terminal, json, { id: added.id }, text)
      })
    })
}

function reporterTable(rows: Reporter[], next: string | null, { stdout }: Terminal): string {
  if (rows.length === 0) return 'No reporters yet. Add one: wirecopy reporter add --help'
  const list = table(
    rows,
    [
      { title: 'REPORTER', of: ({ id }) => id },
      { title: 'KIND', of: ({ kind }) => kind },
      { title: 'NAME', of: ({ name }) => name, cuts: true },
      { title: 'AFFILIATION', of: ({ affiliationName }) => affiliationName, cuts: true },
    ],
    stdout,
  )
  return continued(list, '--after', next)
}
