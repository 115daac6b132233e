import type { Command } from 'commander'
import { type ImportSummary, listImports, requireReport } from '../licensing/import/reports.ts'
import { importView, summaryView } from '../licensing/import/schema.ts'
import type { Id } from '../platform/ids.ts'
import { verb } from './commands.ts'
import { onDatabase } from './on-database.ts'
import { readId } from './options.ts'
import { continued, limited, pageOf } from './paging.ts'
import { partnerImportPage } from './partner-import-page.ts'
import { moment, table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

const example = 'imp_01h455vb4pex5vsknk084sn02q'

/** `wirecopy partner imports`, `import-report`: what imports did, also those that were broken off. */
export function importReportCommands(partner: Command, terminal: Terminal): void {
  listing(partner, terminal)
  showing(partner, terminal)
}

interface ListOptions {
  json?: boolean
  limit: number
  before?: Id<'imp'>
}

function listing(partner: Command, terminal: Terminal): void {
  limited(verb(partner, 'imports', 'list imports of partners, the newest first', 'wirecopy partner imports'))
    .option('--before <id>', 'go on behind this one', readId.partnerImport)
    .action(async ({ json, limit, before }: ListOptions) =>
      onDatabase(terminal, async ({ read }) => {
        const rows = await listImports(read, { limit: limit + 1, before })
        const { page, next } = pageOf(rows, limit, ({ id }) => id)
        const list = continued(importTable(page, terminal), '--before', next)
        answer(terminal, json, { items: page.map(summaryView), next }, list)
      }),
    )
}

function importTable(rows: ImportSummary[], { stdout }: Terminal): string {
  if (rows.length === 0) return 'No imports. Bring your partners: wirecopy partner import --help'
  return table(
    rows,
    [
      { title: 'IMPORT', of: ({ id }) => id },
      { title: 'ROWS', of: ({ total }) => total, right: true },
      { title: 'REGISTERED', of: ({ counts }) => counts.registered, right: true },
      { title: 'SKIPPED', of: ({ counts }) => counts.skipped, right: true },
      { title: 'REFUSED', of: ({ counts }) => counts.refused, right: true },
      { title: 'STARTED', of: ({ startedAt }) => moment(startedAt) },
      { title: 'ENDED', of: ({ endedAt }) => moment(endedAt) },
    ],
    stdout,
  )
}

function showing(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'import-report',
    'show what became of each row of an import',
    `wirecopy partner import-report ${example}`,
  )
    .argument('<import>', 'id of the import', readId.partnerImport)
    .action(async (id: Id<'imp'>, { json }: { json?: boolean }) =>
      onDatabase(terminal, async ({ read }) => {
        const report = importView(await requireReport(read, id))
        answer(terminal, json, report, partnerImportPage(report, 'the sheet', terminal.stdout))
      }),
    )
}
