import { licenseUrl } from '../licensing/links.ts'
import type { Terms } from '../licensing/terms.ts'
import type { Publication, Standing } from '../licensing/terms-effect.ts'
import { continued } from './paging.ts'
import { facts, moment, printable, table } from './table.ts'
import type { Output } from './terminal.ts'

/** Versions as a table. */
export function termsTable(
  rows: Terms[],
  accepted: ReadonlyMap<number, number>,
  next: number | null,
  output: Output,
): string {
  if (rows.length === 0) return 'No terms yet. Put the offer in force: wirecopy seed'
  const list = table(
    rows,
    [
      { title: 'VERSION', of: ({ version }) => version, right: true },
      { title: 'SINCE', of: ({ at }) => moment(at) },
      { title: 'ACCEPT BY', of: ({ acceptBy }) => moment(acceptBy) },
      { title: 'PARTNERS', of: ({ version }) => accepted.get(version) ?? 0, right: true },
      { title: 'SHA-256', of: ({ sha256 }) => sha256.slice(0, 12) },
      { title: 'DUTIES', of: ({ duties }) => duties.join(', '), cuts: true },
    ],
    output,
  )
  return continued(list, '--before', next)
}

/** One version, its text below. */
export function termsPage(terms: Terms, accepted: number, publicUrl: string): string {
  const partners = accepted === 1 ? '1 partner' : `${accepted} partners`
  return `${facts([...saidBy(terms), ['Accepted', `by ${partners}`], ['Address', licenseUrl(publicUrl, terms.version)]])}\n\n${paragraphs(terms.text)}`
}

/** What publishing a version has changed, or would. */
export function effectPage({ terms, published, effect }: Publication, publicUrl: string): string {
  const { version } = terms
  const done = published
    ? `Version ${version} is in force: ${licenseUrl(publicUrl, version)}`
    : `Version ${version} would be in force. Nothing was published; leave --dry-run out to do it.`
  const standing = effect.partners.map((one) => ['Partners', stateOf(one)] as const)
  const warnings = effect.warnings.map((warning) => `Warning: ${warning}`)
  return [facts([...saidBy(terms), ...standing]), ...warnings, done].join('\n\n')
}

function saidBy({ version, at, acceptBy, duties, recommended, sha256 }: Terms) {
  return [
    ['Version', version],
    ['Since', moment(at)],
    ['Accept by', moment(acceptBy)],
    ['Duties', duties.join(', ')],
    ['Recommended', recommended.join(', ')],
    ['SHA-256', sha256],
  ] as const
}

function stateOf({ termsVersion, partners }: Standing): string {
  const who = partners === 1 ? '1 approved partner has' : `${partners} approved partners have`
  return termsVersion === null ? `${who} accepted none` : `${who} accepted version ${termsVersion}`
}

function paragraphs(text: string): string {
  return text.split('\n').map(printable).join('\n')
}
