import type { z } from 'zod'
import type { partnerImportSchema } from '../licensing/import/schema.ts'
import { table } from './table.ts'
import type { Output } from './terminal.ts'

type Report = z.infer<typeof partnerImportSchema>

/** What became of each row, the wrong fields of a refused one below it. */
export function partnerImportPage(report: Report, path: string, output: Output): string {
  const list = table(
    report.rows,
    [
      { title: 'LINE', of: ({ line }) => line, right: true },
      { title: 'RESULT', of: ({ result }) => result },
      { title: 'PARTNER', of: (row) => (row.result === 'refused' ? null : row.partnerId) },
      { title: 'NAME', of: ({ name }) => name, cuts: true },
    ],
    output,
    (row) => {
      if (row.result === 'skipped') return [row.because]
      return row.result === 'refused' ? row.errors.map(({ field, message }) => `${field} ${message}`) : []
    },
  )
  return [...(report.rows.length > 0 ? [list, ''] : []), summary(report, path)].join('\n')
}

function summary({ preview, endedAt, total, registered, skipped, refused }: Report, path: string): string {
  const counts = `${registered} registered, ${skipped} skipped, ${refused} refused.`
  if (preview) return `Nothing was kept. It would be: ${counts}`
  if (endedAt === null) {
    const left = total - registered - skipped - refused
    return `${counts}\n${left} rows are left: it goes on, or was broken off. Import ${path} again to go on.`
  }
  const mend =
    refused > 0 ? `\nMend the refused rows and import ${path} again; the others stay as they are.` : ''
  return `${counts}${mend}`
}
