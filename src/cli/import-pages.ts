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
  const { counts, skipped, leftOut, unknownAuthors, missingImages, droppedShortcodes } = result
  const parts = [
    dryRun
      ? `Nothing was kept: this is what would happen with ${source.url}.`
      : `Import ${id} of ${source.id}, ${source.url}`,
    facts([
      ['read', result.read],
      ...outcomes.map((outcome) => [names[outcome], counts[outcome] || undefined] as const),
      ...leftOut.map(({ name, items }) => [`no published post: ${name}`, items] as const),
      ['images', result.images || undefined],
      ['images kept from partners', result.imagesWithoutRights || undefined],
      ['images not to be had', result.imagesNotImported || undefined],
      ['notices left out', result.droppedNotices || undefined],
      ['boxes left out', result.droppedBoxes || undefined],
      ['ended early', error],
    ]),
    named('SKIPPED', skipped, ({ story }) => story, output),
    named('IMAGE LEFT OUT', missingImages, ({ image }) => image, output),
    counted('UNKNOWN AUTHOR', unknownAuthors, output),
    unknownAuthors.length > 0 ? 'Say who they are: wirecopy reporter map NAME REPORTER' : '',
    counted('SHORTCODE LEFT OUT', droppedShortcodes, output),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function named<Row extends { because: string }>(
  title: string,
  rows: readonly Row[],
  of: (row: Row) => string,
  output: Output,
): string {
  if (rows.length === 0) return ''
  const because = { title: 'BECAUSE', of: (row: Row) => row.because, cuts: true }
  return table(rows, [{ title, of, cuts: true }, because], output)
}

function counted(title: string, rows: readonly { name: string; stories: number }[], output: Output): string {
  if (rows.length === 0) return ''
  return table(
    rows,
    [
      { title, of: ({ name }) => name, cuts: true },
      { title: 'STORIES', of: ({ stories }) => stories, right: true },
    ],
    output,
  )
}
