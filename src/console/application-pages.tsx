import type { Application } from '../partners/applications/applications.ts'
import { applicantOf } from '../partners/applications/mails.ts'
import { type Licensor, Page } from './layout.tsx'
import { Opening, Section } from './prose.tsx'

interface ApplicationProps {
  newswire: Licensor
  application: Application
  /** Where the button sends its form. */
  action: string
}

/** What a link in a mail would confirm: looking at it changes nothing, the button does. */
export function ApplicationPage({ newswire, application, action }: ApplicationProps) {
  const { given, confirmedAt } = application
  const { name } = given.publisher
  const whose = newswire ? `the articles of the ${newswire.name}` : 'our articles'
  if (confirmedAt !== null)
    return (
      <Page title="Confirm an application" newswire={newswire}>
        <Opening kicker="Application" title="Confirmed">
          Thank you. We look at the application of {name} now, and write to you when we need more or have
          decided.
        </Opening>
        <Section title="See where it stands">
          <p>At the address that you were given when you applied.</p>
        </Section>
      </Page>
    )
  return (
    <Page title="Confirm an application" newswire={newswire}>
      <Opening kicker="Application" title={`${name} applies`}>
        For the license to republish {whose}. Please look whether this is right, and yours.
      </Opening>
      <Section title="What you confirm">
        <Told application={application} />
        <form method="post" action={action}>
          <button type="submit">Yes, this is our application</button>
        </form>
        <p>If it is not, do nothing: it is deleted within a month.</p>
      </Section>
    </Page>
  )
}

function Told({ application: { given, acceptance } }: Pick<ApplicationProps, 'application'>) {
  const { publisher, audience, publishing } = given
  const rows = [
    ['Publisher', publisher.name],
    ['Legal name', publisher.legalName],
    ['Country', publisher.country],
    ['Publication', publisher.publication],
    ['Sites', publisher.sites?.join(', ')],
    ['Visitors a month', audience.monthlyUniques?.toLocaleString('en-US')],
    ['Counted by', audience.source],
    ['Published with', publishing.cms],
    ['This address', applicantOf(given)?.email],
    ['Terms', acceptance && `version ${acceptance.version}, accepted by ${acceptance.signer.name}`],
  ].filter(([, value]) => value)
  return (
    <dl>
      {rows.map(([term, value]) => [<dt key={`${term} term`}>{term}</dt>, <dd key={term}>{value}</dd>])}
    </dl>
  )
}
