import type { LinkedCorrection, LinkedCorrections } from '../compliance/digest-answers.ts'
import { type Licensor, Page } from './layout.tsx'
import { Opening, Section } from './prose.tsx'

interface CorrectionsProps {
  newswire: Licensor
  linked: LinkedCorrections
  /** Where the button sends its form. */
  action: string
}

/** Programs open the links of mails, too: looking at this page answers nothing, the button does. */
export function CorrectionsPage({ newswire, linked, action }: CorrectionsProps) {
  const { partnerName, corrections } = linked
  const asked = corrections.filter(({ state }) => state === 'asked')
  const others = corrections.filter(({ state }) => state !== 'asked')
  return (
    <Page title="Corrections" newswire={newswire}>
      <Opening kicker="Corrections" title={asked.length > 0 ? 'Did you publish one of these?' : 'Thank you'}>
        {asked.length > 0
          ? 'Where one was published, please replace it with the story as it is now.'
          : `There is nothing more to answer for ${partnerName}.`}
      </Opening>
      {asked.length > 0 && (
        <Section title="Your answer">
          <form method="post" action={action}>
            <fieldset>
              <legend>
                Tick those that you published and have corrected. The others count as never published.
              </legend>
              {asked.map((correction) => [
                <label key={`${correction.articleId} story`}>
                  <input
                    type="checkbox"
                    name={correction.articleId}
                    value="corrected"
                    aria-describedby={placesId(correction)}
                  />
                  <strong>{correction.headline}</strong>: {correction.note}
                </label>,
                <Places key={correction.articleId} correction={correction} />,
              ])}
            </fieldset>
            <button type="submit">Send this answer</button>
          </form>
        </Section>
      )}
      {others.length > 0 && (
        <Section title={asked.length > 0 ? 'Nothing to answer' : 'The corrections'}>
          <dl>
            {others.map((correction) => [
              <dt key={`${correction.articleId} story`}>{correction.headline}</dt>,
              <dd key={correction.articleId}>
                {standing(correction)}
                <Places correction={correction} />
              </dd>,
            ])}
          </dl>
        </Section>
      )}
    </Page>
  )
}

/** Whose story it is, and where it stands; named pages as text, since whoever has a link may have written anything. */
function Places({ correction }: { correction: LinkedCorrection }) {
  const { byline, canonicalUrl, pages } = correction
  return (
    <p id={placesId(correction)}>
      <small>
        {byline}
        {canonicalUrl !== null && [
          <br key="break" />,
          'Our own page: ',
          <a key="address" href={canonicalUrl}>
            {canonicalUrl}
          </a>,
        ]}
        {pages.length > 0 && [<br key="line" />, `Pages that you named: ${pages.join(', ')}`]}
      </small>
    </p>
  )
}

function placesId({ articleId }: LinkedCorrection): string {
  return `${articleId}-places`
}

function standing({ state, answer }: LinkedCorrection): string {
  if (state === 'taken back') return 'It was taken back since: please answer the mail about that.'
  if (state === 'corrected again') return 'It was corrected again since: the next mail asks about that.'
  if (state === 'over') return 'You need not answer this.'
  return answer === 'corrected' ? 'Your answer: corrected.' : 'Your answer: never published.'
}
