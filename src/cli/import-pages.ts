import type { ImportReport } from '../articles/import/reports.ts'
import { outcomes } from '../articles/import/result.ts'
import type { Source } from '../articles/import/sources.ts'
import { facts, table } from './table.ts'
import type { Output } from './terminal.ts'

const names: Record<(typeof outcomes)[number], string> = {
  imported: 'imported',
  held: 'held for the desk',
  updated: 'updated',
  unchanged: 'unchanged',
  waiting: 'waiting for their author',
  correction: 'proposed corrections',
  conflict: 'changed on both sides',
  outside: 'not of the wire',
  skipped: 'skipped',
  vanished: 'vanished at the source',
}

/** What a run found, as a page for people. */
export function reportPage(
  { id, result, error }: ImportReport,
  source: Pick<Source, 'id' | 'url'>,
  dryRun: boolean,
  output: Output,
): string {
  const { counts, skipped, unknownAuthors, droppedShortcodes } = result
  const parts = [
    dryRun
      ? `Nothing was kept: this is what would happen with ${source.url}.`
      : `Import ${id} of ${source.id}, ${source.url}`,
    facts([
      ['read', result.read],
      ...outcomes.map((outcome) => [names[outcome], counts[outcome] || undefined] as const),
      ['images without rights', result.imagesWithoutRights || undefined],
      ['images not imported', result.imagesNotImported || undefined],
      ['notices left out', result.droppedNotices || undefined],
      ['boxes left out', result.droppedBoxes || undefined],
      ['ended early', error],
    ]),
    ...section(skipped, (rows) =>
      table(
        rows,
        [
          { title: 'SKIPPED', of: ({ story }) => story, cuts: true },
          { title: 'BECAUSE', of: ({ because }) => because, cuts: true },
        ],
        output,
      ),
    ),
    ...section(unknownAuthors, (rows) =>
      table(
        rows,
        [
          { title: 'UNKNOWN AUTHOR', of: ({ name }) => name, cuts: true },
          { title: 'STORIES', of: ({ stories }) => stories, right: true },
        ],
        output,
      ),
    ),
    unknownAuthors.length > 0 ? 'Say who they are: wirecopy reporter map NAME REPORTER' : '',
    ...section(droppedShortcodes, (rows) =>
      table(
        rows,
        [
          { title: 'SHORTCODE LEFT OUT', of: ({ name }) => name, cuts: true },
          { title: 'STORIES', of: ({ stories }) => stories, right: true },
        ],
        output,
      ),
    ),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function section<Row>(rows: readonly Row[], write: (rows: readonly Row[]) => string): string[] {
  return rows.length === 0 ? [] : [write(rows)]
}
