import type { Agreement } from '../licensing/agreements.ts'
import type { HostStanding } from '../partners/domains/standing.ts'
import type { PartnerProfile, PartnerStatus } from '../partners/partners.ts'
import { continued } from './paging.ts'
import { facts, moment, table } from './table.ts'
import type { Output } from './terminal.ts'

/** Partners as a table. */
export function partnerTable(
  rows: PartnerProfile[],
  next: string | null,
  { status, after }: { status?: PartnerStatus; after?: string },
  output: Output,
): string {
  if (rows.length === 0) {
    if (after) return 'There are no more such partners.'
    return status
      ? 'There are no such partners.'
      : 'No partners yet. Register one: wirecopy partner add --help'
  }
  const list = table(
    rows,
    [
      { title: 'PARTNER', of: ({ id }) => id },
      { title: 'STATUS', of: (row) => row.status },
      { title: 'AUDIENCE', of: ({ monthlyUniques }) => monthlyUniques.toLocaleString('en-US'), right: true },
      { title: 'NAME', of: ({ name }) => name, cuts: true },
      { title: 'DOMAINS', of: ({ domains }) => domains.join(', '), cuts: true },
    ],
    output,
  )
  return continued(list, '--after', next)
}

/** One partner as staff read it. */
export function partnerPage(partner: PartnerProfile, agreement: Agreement | undefined): string {
  const source = partner.audienceSource ? ` (${partner.audienceSource})` : ''
  return facts([
    ['Partner', partner.id],
    ['Name', partner.name],
    ['Legal name', partner.legalName],
    ['Status', partner.status],
    ['Reason', partner.statusReason],
    ['Country', partner.country],
    ['Publication', partner.publication],
    ['Ownership page', partner.ownershipPage],
    ['Editorial page', partner.editorialPage],
    ['Corrections', partner.correctionsPolicy],
    ...partner.hosts.map((host) => ['Domain', domain(host)] as const),
    ['Audience', `${partner.monthlyUniques.toLocaleString('en-US')} a month${source}`],
    ...partner.contacts.map((contact) => [`Contact, ${contact.role}`, contactLine(contact)] as const),
    ...partner.checks.map(
      ({ check, verdict, note, at }) => [`Check, ${check}`, `${verdict}: ${note} (${moment(at)})`] as const,
    ),
    [
      'Agreement',
      agreement ? acceptance(agreement) : 'none: its keys open nothing before it accepts the terms',
    ],
    ['Advance access', partner.advanceAccess ? 'sees stories under embargo' : null],
    ['Registered', moment(partner.createdAt)],
    ['Changed', moment(partner.updatedAt)],
  ])
}

function contactLine({ name, email, confirmedAt }: PartnerProfile['contacts'][number]): string {
  const known = confirmedAt === null ? 'not confirmed' : `confirmed ${moment(confirmedAt)}`
  return `${name ? `${name} <${email}>` : email} (${known})`
}

function domain({ host, state, method, coveredBy }: HostStanding): string {
  if (state !== 'verified') return `${host} (${state})`
  return `${host} (verified ${coveredBy === null ? `by ${method}` : `with ${coveredBy}`})`
}

function acceptance({ termsVersion, how, acceptedBy, at }: Agreement): string {
  const said: Record<Agreement['how'], string> = {
    accepted: `accepted by ${acceptedBy}`,
    on_behalf: `accepted by ${acceptedBy} on its behalf`,
    on_file: `accepted on a paper that ${acceptedBy} recorded`,
  }
  return `terms version ${termsVersion}, ${said[how]} (${moment(at)})`
}
