import { exampleTime } from '../../platform/http/openapi/examples.ts'
import { exampleId } from '../../platform/ids.ts'
import type { ImportColumn } from './row.ts'

const row = {
  name: 'Example Gazette',
  legalName: 'Example Gazette LLC',
  domains: 'gazette.example www.gazette.example',
  country: 'US',
  publication: 'newspaper',
  monthlyUniques: '250000',
  audienceSource: 'own count, April 2026',
  urgentEmail: 'desk@gazette.example',
  editorialEmail: 'news@gazette.example',
  technicalEmail: 'it@gazette.example',
  licensingEmail: 'rights@gazette.example',
  partnerSince: '2019',
  signedOn: '2019-03-31',
  signer: 'Jane Roe',
} satisfies Partial<Record<ImportColumn, string>>

const counts = { total: 3, registered: 1, skipped: 1, refused: 1 }
const times = { startedAt: exampleTime, endedAt: exampleTime }

/** What the API description shows of imports of partners. */
export const examples = {
  row,
  sheet: [Object.keys(row), Object.values(row)].map((cells) => `${cells.map(quoted).join()}\r\n`).join(''),
  newImport: { rows: [row] },
  summary: { id: exampleId('imp'), ...counts, ...times },
  imported: {
    ...{ id: exampleId('imp'), preview: false, ...counts, ...times },
    rows: [
      { line: 1, name: row.name, result: 'registered', partnerId: exampleId('par') },
      {
        line: 2,
        name: 'The Ledger',
        result: 'skipped',
        partnerId: exampleId('par'),
        because: `ledger.example is already registered as ${exampleId('par')}`,
      },
      {
        line: 3,
        name: 'Evening Post',
        result: 'refused',
        errors: [{ field: 'signer', message: 'is missing; who signed the paper?' }],
      },
    ],
  },
}

function quoted(cell: string): string {
  return cell.includes(',') ? `"${cell}"` : cell
}
