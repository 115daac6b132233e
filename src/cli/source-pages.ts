import type { ImportReport } from '../articles/import/reports.ts'
import type { Source } from '../articles/import/sources.ts'
import { continued } from './paging.ts'
import { facts, moment, table } from './table.ts'
import type { Output } from './terminal.ts'

/** The sources as a list. */
export function sourceTable(rows: Source[], next: string | null, output: Output): string {
  if (rows.length === 0) return 'No sources yet. Add one: wirecopy source add --help'
  const list = table(
    rows,
    [
      { title: 'SOURCE', of: ({ id }) => id },
      { title: 'KIND', of: ({ kind }) => kind },
      { title: 'URL', of: ({ url }) => url, cuts: true },
      { title: 'STANDING', of: standingOf },
      { title: 'LAST RUN', of: ({ lastRunAt }) => moment(lastRunAt) },
      { title: 'NEXT RUN', of: ({ nextRunAt }) => moment(nextRunAt) },
    ],
    output,
    ({ lastError }) => (lastError === null ? [] : [lastError]),
  )
  return continued(list, '--after', next)
}

/** One source with what its last runs found. */
export function sourcePage(source: Source, reports: ImportReport[], output: Output): string {
  const { id, kind, url, rules, publish, intervalMs, lastError } = source
  const page = facts([
    ['source', id],
    ['kind', kind],
    ['url', url],
    ['standing', standingOf(source)],
    ['categories', rules.categories.join(', ')],
    ['tags', rules.tags.join(', ')],
    ['authors', rules.authors.join(', ')],
    ['publish', publish],
    ['every', intervalMs === null ? null : `${intervalMs / 1_000} seconds`],
    ['last run', moment(source.lastRunAt)],
    ['last error', lastError],
    ['next run', moment(source.nextRunAt)],
  ])
  return reports.length === 0 ? page : `${page}\n\n${reportTable(reports, output)}`
}

function reportTable(reports: ImportReport[], output: Output): string {
  return table(
    reports,
    [
      { title: 'REPORT', of: ({ id }) => id },
      { title: 'AT', of: ({ startedAt }) => moment(startedAt) },
      { title: 'STATE', of: ({ state }) => state },
      { title: 'IMPORTED', of: ({ result }) => result.counts.imported + result.counts.held, right: true },
      { title: 'UPDATED', of: ({ result }) => result.counts.updated, right: true },
      { title: 'WAITING', of: ({ result }) => result.counts.waiting, right: true },
      { title: 'SKIPPED', of: ({ result }) => result.counts.skipped, right: true },
    ],
    output,
    ({ error }) => (error === null ? [] : [error]),
  )
}

function standingOf({ paused, intervalMs, failures }: Source): string {
  if (intervalMs === null) return 'by hand'
  if (paused) return 'paused'
  return failures === 0 ? 'polled' : `failed ${failures} times`
}
