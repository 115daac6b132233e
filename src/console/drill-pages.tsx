import type { LinkedDrill } from '../compliance/drills/answering.ts'
import { minuteOf } from '../platform/clock.ts'
import { type Licensor, Page } from './layout.tsx'
import { Opening, Section } from './prose.tsx'

interface DrillProps {
  newswire: Licensor
  linked: LinkedDrill
  /** Where the button sends its form. */
  action: string
}

/** Programs open the links of mails, too: looking at this page answers nothing, the button does. */
export function DrillPage({ newswire, linked, action }: DrillProps) {
  const { drill, partnerName, answeredAt } = linked
  return (
    <Page title="Kill drill" newswire={newswire}>
      <Opening kicker="Drill" title={answeredAt === null ? 'Did this reach you?' : 'Thank you'}>
        {answeredAt === null
          ? 'This is a drill. No story was killed, and there is nothing to take down.'
          : `We know now that a kill reaches ${partnerName}. There is nothing more to do.`}
      </Opening>
      <Section title="The drill">
        <dl class="facts">
          <dt>Begun</dt>
          <dd>{minuteOf(drill.at)}</dd>
          {answeredAt !== null && [<dt key="name">Answered</dt>, <dd key="at">{minuteOf(answeredAt)}</dd>]}
        </dl>
        {drill.note !== null && <blockquote class="quoted">{drill.note}</blockquote>}
        {answeredAt === null && (
          <form method="post" action={action}>
            <button type="submit">Yes, it reached {partnerName}</button>
          </form>
        )}
      </Section>
    </Page>
  )
}
