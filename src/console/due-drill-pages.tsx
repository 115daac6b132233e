import type { DrillReach } from '../compliance/drills/addressees.ts'
import type { DueDrill } from '../compliance/drills/due.ts'
import type { DrillReport, NamedPartner } from '../compliance/drills/report.ts'
import { minuteOf } from '../platform/clock.ts'
import { type Licensor, Page } from './layout.tsx'
import { Opening, Section } from './prose.tsx'

interface DueDrillProps {
  newswire: Licensor
  due: DueDrill
  /** Where the button sends its form. */
  action: string
}

/** Programs open the links of mails, too: looking at this page begins nothing, the button does. */
export function DueDrillPage({ newswire, due, action }: DueDrillProps) {
  return (
    <Page title="Kill drill" newswire={newswire}>
      {'reach' in due ? (
        <Before reach={due.reach} action={action} />
      ) : (
        <After report={due.report} action={action} />
      )}
    </Page>
  )
}

function Before({ reach, action }: { reach: DrillReach; action: string }) {
  const { partners, addresses, endpoints, withoutContact } = reach
  return (
    <>
      <Opening kicker="Kill drill" title="Would a kill reach everybody?">
        A drill is sent to everybody that a kill would be sent to. It says that it is none, and touches no
        story.
      </Opening>
      <Section title="Whom it reaches">
        <dl class="facts">
          <dt>Partners</dt>
          <dd>{partners}</dd>
          <dt>Mails</dt>
          <dd>{addresses}</dd>
          <dt>Webhook endpoints</dt>
          <dd>{endpoints}</dd>
        </dl>
        <form method="post" action={action}>
          <button type="submit">Begin the drill</button>
        </form>
      </Section>
      {withoutContact.length > 0 && (
        <Section title="Nobody to mail">
          <p>These have no urgent contact. A kill would not be mailed to them:</p>
          <Names partners={withoutContact} />
        </Section>
      )}
    </>
  )
}

function After({ report, action }: { report: DrillReport; action: string }) {
  const { at, partners, dead, silent, answered } = report
  const { in1Minute, in5Minutes, in60Minutes } = answered
  return (
    <>
      <Opening kicker="Kill drill" title={`${answered.total} of ${partners} answered`}>
        Begun on {minuteOf(at)}. It lasts an hour. <a href={action}>Look again</a>
      </Opening>
      {partners === 0 ? (
        <Section title="On its way">
          <p>It is about to be sent.</p>
        </Section>
      ) : (
        <Section title="Answers">
          <dl>
            <Bar name="Within a minute" count={in1Minute} of={partners} />
            <Bar name="Within 5 minutes" count={in5Minutes} of={partners} />
            <Bar name="Within an hour" count={in60Minutes} of={partners} />
          </dl>
        </Section>
      )}
      {dead.length > 0 && (
        <Section title="In vain">
          <p>A kill would not arrive here:</p>
          <dl>
            {dead.map(({ partner, contact, because }, at) => [
              <dt key={`${at} name`}>{partner.name}</dt>,
              <dd key={at}>
                {contact !== null && <code>{contact}</code>} {because}
              </dd>,
            ])}
          </dl>
        </Section>
      )}
      {silent.length > 0 && (
        <Section title="No answer yet">
          <Names partners={silent} />
        </Section>
      )}
    </>
  )
}

function Bar({ name, count, of }: { name: string; count: number; of: number }) {
  return [
    <dt key="name">{name}</dt>,
    <dd key="bar">
      {count} of {of}
      <progress value={count} max={of} aria-label={name} />
    </dd>,
  ]
}

function Names({ partners }: { partners: NamedPartner[] }) {
  return (
    <ul>
      {partners.map(({ id, name }) => (
        <li key={id}>{name}</li>
      ))}
    </ul>
  )
}
