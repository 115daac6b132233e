import { applicantOf } from '../partners/applications/mails.ts'
import type { ShownApplication } from '../partners/applications/schema.ts'
import { facts, moment, table } from './table.ts'
import type { Output } from './terminal.ts'

/** Applications as a table. */
export function applicationTable(rows: ShownApplication[], output: Output): string {
  if (rows.length === 0) return 'There are no such applications.'
  return table(
    rows,
    [
      { title: 'APPLICATION', of: ({ application }) => application.id },
      { title: 'STATUS', of: ({ application }) => application.status },
      { title: 'PARTNER', of: ({ application }) => application.partnerId },
      { title: 'CHANGED', of: ({ application }) => moment(application.updatedAt) },
      { title: 'ALIKE', of: ({ twins }) => twins.length || null, right: true },
      { title: 'NAME', of: ({ application: { given } }) => given.publisher.name, cuts: true },
      { title: 'SITES', of: ({ application: { given } }) => given.publisher.sites?.join(', '), cuts: true },
    ],
    output,
  )
}

/** One application as staff read it. */
export function applicationPage({ application, missing, twins }: ShownApplication): string {
  const { given, acceptance } = application
  const { publisher, audience, publishing } = given
  return facts([
    ['Application', application.id],
    ['Status', application.status],
    ['Reason', application.reason],
    ['Partner', application.partnerId],
    ['Name', publisher.name],
    ['Legal name', publisher.legalName],
    ['Country', publisher.country],
    ['Publication', publisher.publication],
    ['Sites', publisher.sites?.join(', ')],
    ['Ownership page', publisher.ownershipPage],
    ['Editorial page', publisher.editorialPage],
    ['Corrections', publisher.correctionsPolicy],
    ['Audience', audience.monthlyUniques?.toLocaleString('en-US')],
    ['Page views', audience.pageViews?.toLocaleString('en-US')],
    ['Period', audience.period],
    ['Counted by', audience.source],
    ['Evidence', audience.evidenceUrl],
    ['Published with', publishing.cms],
    ['By', publishing.by?.join(', ')],
    ...given.contacts.map(
      ({ role, name, email }) => [`Contact, ${role}`, name ? `${name} <${email}>` : email] as const,
    ),
    ['To confirm it', applicantOf(given)?.email],
    ['Terms', acceptance && `version ${acceptance.version}, accepted by ${acceptance.signer.name}`],
    ...missing.map(({ message }) => ['Missing', message] as const),
    ...twins.map(
      ({ host, theirs, of }) =>
        [
          'Alike',
          host === theirs ? `${host} is ${of}’s` : `${host} looks like ${theirs}, which is ${of}’s`,
        ] as const,
    ),
    ['Begun', moment(application.createdAt)],
    ['Changed', moment(application.updatedAt)],
    ['Confirmed', moment(application.confirmedAt)],
  ])
}
