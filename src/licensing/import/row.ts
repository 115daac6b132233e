import { z } from 'zod'
import type { NewPartner } from '../../partners/partners.ts'
import { newPartnerInput, partnerChangesInput } from '../../partners/schema.ts'
import type { contactRoles } from '../../partners/tables.ts'
import { dayOf, type Instant } from '../../platform/clock.ts'
import { firstOfEach } from '../../platform/http/failure.ts'
import { line } from '../../platform/http/fields.ts'
import { parseJson, textFault } from '../../platform/http/json-body.ts'
import type { FieldError } from '../../problems.ts'

/** What of a partner stands in a row, in the order of a sheet. */
export const importColumns = [
  ...(['name', 'legalName', 'domains', 'country', 'publication'] as const),
  ...(['monthlyUniques', 'audienceSource'] as const),
  ...(['urgentEmail', 'editorialEmail', 'technicalEmail', 'licensingEmail'] as const),
  ...(['partnerSince', 'signedOn', 'signer', 'agreementFile'] as const),
] as const
export const requiredColumns = ['name', 'domains', 'monthlyUniques', 'urgentEmail'] as const

export type ImportColumn = (typeof importColumns)[number]
export type ImportCells = { [Column in ImportColumn]?: string | undefined }

const roleOf = {
  urgentEmail: 'urgent',
  editorialEmail: 'editorial',
  technicalEmail: 'technical',
  licensingEmail: 'licensing',
} as const satisfies Record<string, (typeof contactRoles)[number]>

const contactColumns = ['urgentEmail', 'editorialEmail', 'technicalEmail', 'licensingEmail'] as const
const grouped = /^\d{1,3}([ ,\u00a0\u202f]\d{3})+$/

const rest = z.object({
  country: partnerChangesInput.shape.country,
  publication: partnerChangesInput.shape.publication,
  partnerSince: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'must be a year, month or day such as 2019, 2019-03 or 2019-03-31')
    .optional(),
  signedOn: z.iso.date().optional(),
  signer: line(200).optional(),
  agreementFile: line(300).optional(),
})

/** A publisher that is a partner already, on paper or by mail. */
export interface KnownPartner {
  line: number
  partner: NewPartner
  known: Pick<z.output<typeof rest>, 'country' | 'publication'>
  /** Why nothing is vetted any more. */
  reason: string
  paper: { signedOn: string; signer: string } | undefined
  agreementFile: string | undefined
}

export type ReadRow = { known: KnownPartner } | { line: number; name: string; errors: FieldError[] }

/** Reads a row as far as it can be read by itself; every wrong field is named, with what would be right. */
export function readRow(at: number, cells: ImportCells, now: Instant): ReadRow {
  const unstorable = textFaults(cells)
  if (unstorable.length > 0) return { line: at, name: cells.name ?? '', errors: unstorable }
  const people = peopleIn(cells)
  const partner = checked(newPartnerInput, partnerIn(cells, people))
  const more = checked(rest, restIn(cells))
  const columnOf = (path: PropertyKey[]) => columnAt(path, people)
  const errors = [
    ...faults(partner, columnOf),
    ...faults(more, columnOf),
    ...(more.success ? ofPaper(more.data, now) : []),
  ]
  if (!partner.success || !more.success || errors.length > 0)
    return { line: at, name: cells.name ?? '', errors: firstOfEach(errors) }
  const { country, publication, partnerSince, signedOn, signer, agreementFile } = more.data
  return {
    known: {
      ...{ line: at, partner: partner.data, known: { country, publication }, agreementFile },
      reason: `existing partner since ${partnerSince ?? signedOn}`,
      paper: signedOn && signer ? { signedOn, signer } : undefined,
    },
  }
}

function textFaults(cells: ImportCells): FieldError[] {
  return importColumns.flatMap((field) => {
    const message = textFault(cells[field] ?? '')
    return message === undefined ? [] : [{ field, message }]
  })
}

type People = { column: ImportColumn; role: (typeof contactRoles)[number]; email: string }[]

function peopleIn(cells: ImportCells): People {
  return contactColumns.flatMap((column) =>
    listIn(cells[column]).map((email) => ({ column, role: roleOf[column], email })),
  )
}

function partnerIn(
  { name, legalName, domains, monthlyUniques = '', audienceSource }: ImportCells,
  people: People,
) {
  const number = grouped.test(monthlyUniques) ? monthlyUniques.replace(/\D/g, '') : monthlyUniques
  return {
    ...{ name, legalName, domains: listIn(domains) },
    audience: { monthlyUniques: /^\d+$/.test(number) ? Number(number) : number, source: audienceSource },
    contacts: people.map(({ role, email }) => ({ role, email })),
  }
}

function restIn({ country, publication, partnerSince, signedOn, signer, agreementFile }: ImportCells) {
  return {
    ...{ partnerSince, signedOn, signer, agreementFile },
    country: country?.toUpperCase(),
    publication: publication?.toLowerCase(),
  }
}

// Whoever copies from a browser has the scheme and a slash at the end.
function listIn(cell = ''): string[] {
  return cell
    .split(/[\s,;]+/)
    .map((word) => word.replace(/^https?:\/\//i, '').replace(/\/$/, ''))
    .filter((word) => word !== '')
}

function checked<Schema extends z.ZodType>(schema: Schema, given: object) {
  return schema.safeParse(parseJson(Buffer.from(JSON.stringify(given))))
}

function faults(
  result: z.ZodSafeParseResult<unknown>,
  columnOf: (path: PropertyKey[]) => string,
): FieldError[] {
  if (result.success) return []
  return result.error.issues.map(({ path, message }) => ({ field: columnOf(path), message }))
}

function columnAt([field, inner]: PropertyKey[], people: People): string {
  if (field === 'audience') return inner === 'source' ? 'audienceSource' : 'monthlyUniques'
  if (field !== 'contacts') return String(field)
  return (typeof inner === 'number' && people[inner]?.column) || 'urgentEmail'
}

function ofPaper(
  { partnerSince, signedOn, signer, agreementFile }: z.output<typeof rest>,
  now: Instant,
): FieldError[] {
  const today = dayOf(now)
  return [
    ...(partnerSince || signedOn
      ? []
      : [{ field: 'partnerSince', message: 'is missing; give it, or signedOn: checks are waived for it' }]),
    ...(partnerSince && partnerSince > today ? [{ field: 'partnerSince', message: 'is still to come' }] : []),
    ...(signedOn && signedOn > today ? [{ field: 'signedOn', message: 'is still to come' }] : []),
    ...(signedOn && !signer ? [{ field: 'signer', message: 'is missing; who signed the paper?' }] : []),
    ...((signer || agreementFile) && !signedOn
      ? [{ field: 'signedOn', message: 'is missing; which day stands on the paper?' }]
      : []),
  ]
}
