import { type Licensor, Page } from './layout.tsx'
import { Opening, Section } from './prose.tsx'

interface PreferenceProps {
  newswire: Licensor
  /** What the mails are about: `corrections`. */
  about: string
  recipient: string
  isOff: boolean
  /** Where the button sends its form. */
  action: string
}

/** Where a link in a mail leads: looking at it changes nothing, the button does. */
export function PreferencePage({ newswire, about, recipient, isOff, action }: PreferenceProps) {
  return (
    <Page title="Mail preferences" newswire={newswire}>
      <Opening kicker="Mail" title={isOff ? 'Switched off' : 'Mail preferences'}>
        {isOff
          ? `${recipient} gets no more mails about ${about}.`
          : `${recipient} gets mails about ${about}.`}
      </Opening>
      <Section title={isOff ? 'Changed your mind?' : 'Get no more of them'}>
        <form method="post" action={action}>
          <button type="submit">
            {isOff ? `Get mails about ${about} again` : `No more mails about ${about}`}
          </button>
        </form>
        <p>Kills, which say that a story must come down, are mailed in any case.</p>
      </Section>
    </Page>
  )
}
