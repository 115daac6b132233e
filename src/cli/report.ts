import type { Command } from 'commander'
import { z } from 'zod'
import { type EvidenceLine, evidenceReport } from '../compliance/evidence-report.ts'
import { highest } from '../compliance/highest.ts'
import { type PartnerLine, partnerReport } from '../compliance/partner-report.ts'
import { type Period, periodOf, wrongPeriod } from '../compliance/period.ts'
import type { Report } from '../compliance/report.ts'
import { reportView } from '../compliance/report-schema.ts'
import { type StoryLine, storyReport } from '../compliance/story-report.ts'
import { systemClock } from '../platform/clock.ts'
import { type CsvRow, csv } from '../platform/http/csv.ts'
import { group, verb } from './commands.ts'
import { onDatabase } from './on-database.ts'
import { reading } from './options.ts'
import { limited } from './paging.ts'
import { WrongUsage } from './refusal.ts'
import { type Column, table } from './table.ts'
import { answer, type Terminal, writeFile } from './terminal.ts'

interface ReportOptions {
  json?: boolean
  csv?: boolean
  from?: string
  to?: string
  limit: number
}

const storyTable: Column<StoryLine>[] = [
  { title: 'ARTICLE', of: ({ id }) => id },
  { title: 'PUBLISHED', of: ({ publishedAt }) => publishedAt.slice(0, 10) },
  { title: 'STATUS', of: ({ status }) => status },
  { title: 'PARTNERS', of: ({ partners }) => partners, right: true },
  { title: 'AUDIENCE', of: ({ partnersAudience }) => partnersAudience.toLocaleString('en-US'), right: true },
  { title: 'LICENSES', of: ({ licenses }) => licenses, right: true },
  { title: 'FETCHES', of: ({ fetches }) => fetches, right: true },
  { title: 'HEADLINE', of: ({ headline }) => headline, cuts: true },
]

const partnerTable: Column<PartnerLine>[] = [
  { title: 'PARTNER', of: ({ id }) => id },
  { title: 'STATUS', of: ({ status }) => status },
  { title: 'AUDIENCE', of: ({ monthlyUniques }) => monthlyUniques.toLocaleString('en-US'), right: true },
  { title: 'LICENSES', of: ({ licenses }) => licenses, right: true },
  { title: 'FETCHES', of: ({ fetches }) => fetches, right: true },
  { title: 'LAST', of: ({ lastFetchedOn }) => lastFetchedOn },
  { title: 'NAME', of: ({ name }) => name, cuts: true },
]

const evidenceTable: Column<EvidenceLine>[] = [
  { title: 'PARTNER', of: ({ id }) => id },
  { title: 'EXPIRES', of: ({ expiresAt }) => expiresAt.slice(0, 10) },
  { title: 'PASSED', of: ({ passedAt }) => passedAt.slice(0, 10) },
  { title: 'STATUS', of: ({ status }) => status },
  { title: 'AUDIENCE', of: ({ monthlyUniques }) => monthlyUniques.toLocaleString('en-US'), right: true },
  { title: 'NAME', of: ({ name }) => name, cuts: true },
  { title: 'SOURCE', of: ({ source, evidenceUrl }) => source ?? evidenceUrl, cuts: true },
]

/** `wirecopy report …`: who took what, over a period. */
export function reportCommands(program: Command, terminal: Terminal): void {
  const report = group(program, 'report', 'who took what: stories by license, partners by activity')
  periodic(report, terminal, storyReport, {
    description: 'the stories published in a period, by how many partners hold them',
    columns: storyTable,
    none: 'No story was published',
  })
  periodic(report, terminal, partnerReport, {
    description: 'the partners, by how much they fetched in a period',
    columns: partnerTable,
    none: 'There is no partner',
  })
  periodic(report, terminal, evidenceReport, {
    description: 'the partners whose evidence of their audience expires in a period',
    columns: evidenceTable,
    none: 'No evidence expires',
  })
}

interface Told<Line> {
  description: string
  columns: Column<Line>[]
  /** What is said of a period without a line. */
  none: string
}

function periodic<Line extends CsvRow<Line>>(
  group: Command,
  terminal: Terminal,
  report: Report<Line>,
  { description, columns, none }: Told<Line>,
): void {
  const { name } = report
  const day = z.iso.date('is not a day such as 2026-05-01')
  const example = `wirecopy report ${name} --from 2026-05-01 --to 2026-05-31 --csv > ${name}.csv`
  limited(verb(group, name, description, example))
    .option('--from <day>', 'the first day (UTC); thirty days up to the last one', reading('--from', day))
    .option('--to <day>', 'the last day (UTC); today', reading('--to', day))
    .option('--csv', 'every line as a file for a spreadsheet')
    .action(async (options: ReportOptions) =>
      onDatabase(terminal, async ({ read }) => {
        const period = periodIn(report, options)
        const lines = report.lines(read, period)
        if (options.csv) return writeFile(terminal, csv(lines, report.columns))
        const found = await highest(lines, options.limit, report.order)
        const text = listed(period, found, columns, none, terminal)
        answer(terminal, options.json, reportView(period, found), text)
      }),
    )
}

function periodIn(
  { name, periodOf: meant = periodOf }: Pick<Report<never>, 'name' | 'periodOf'>,
  { from, to }: ReportOptions,
): Period {
  const period = meant({ from, to }, systemClock.now())
  if (!period) throw new WrongUsage(`wirecopy report ${name}: --from ${wrongPeriod}`)
  return period
}

function listed<Line>(
  { from, to }: Period,
  { total, best }: { total: number; best: Line[] },
  columns: Column<Line>[],
  none: string,
  { stdout }: Terminal,
): string {
  const period = `from ${from} to ${to}`
  if (total === 0) return `${none} ${period}.`
  const shown = best.length < total ? `The first ${best.length} of ${total}` : `All ${total}`
  return `${table(best, columns, stdout)}\n${shown}, ${period}.`
}
