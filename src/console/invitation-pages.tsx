import type { Invitation } from '../partners/onboarding/accepting.ts'
import { wordpressSetupLink } from '../partners/wordpress-setup.ts'
import { minuteOf } from '../platform/clock.ts'
import { Contact, type Licensor, Page } from './layout.tsx'
import { Opening, Sample, Section } from './prose.tsx'

const maxSites = 5

interface InvitationProps {
  newswire: Licensor
  invitation: Invitation & { key?: string }
  /** Where the partner publishes. */
  hosts: string[]
  /** Where the button sends its form. */
  action: string
  publicUrl: string
}

interface NewKeyProps {
  name: string
  apiKey: string
  hosts: string[]
  publicUrl: string
}

/** Programs open the links of mails, too: looking at this page changes nothing, the button makes the key. */
export function InvitationPage({ newswire, invitation, hosts, action, publicUrl }: InvitationProps) {
  const { partner, key, acceptedAt } = invitation
  return (
    <Page title="Your key" newswire={newswire}>
      {key && <NewKey name={partner.name} apiKey={key} hosts={hosts} publicUrl={publicUrl} />}
      {!key && acceptedAt !== null && <Used at={acceptedAt} newswire={newswire} />}
      {acceptedAt === null && <Offer invitation={invitation} action={action} />}
    </Page>
  )
}

function Offer({ invitation, action }: Pick<InvitationProps, 'invitation' | 'action'>) {
  const { partner, expiresAt } = invitation
  return (
    <>
      <Opening kicker="Invitation" title={`A key for ${partner.name}`}>
        With it your site fetches our articles, each with its credit ready to print.
      </Opening>
      <Section title="Get it">
        <p>
          The key is shown once. Have the place at hand where you keep it: a password store, or the settings
          of your CMS. The link works once, until {minuteOf(expiresAt)}.
        </p>
        <form method="post" action={action}>
          <button type="submit">Make the key and show it</button>
        </form>
      </Section>
    </>
  )
}

function NewKey({ name, apiKey, hosts, publicUrl }: NewKeyProps) {
  return (
    <>
      <Opening kicker="Invitation" title={`The key of ${name}`}>
        Keep it now: it is shown this once, and stored nowhere.
      </Opening>
      <Section title="The key">
        <Sample text={apiKey} />
        <p>Whoever has it fetches articles on your behalf. Keep it out of mails, pages and repositories.</p>
      </Section>
      <WordPress apiKey={apiKey} hosts={hosts} publicUrl={publicUrl} />
      <Section title="The first call">
        <Sample text={`curl ${publicUrl}/v1/articles \\\n  -H 'Authorization: Bearer ${apiKey}'`} />
        <p>
          It brings the newest articles. <a href="/docs">The API reference</a> says how to follow corrections
          and kills, too.
        </p>
      </Section>
    </>
  )
}

/** No key is sent by clicking: it stands behind the `#`. */
function WordPress({ apiKey, hosts, publicUrl }: Omit<NewKeyProps, 'name'>) {
  return (
    <Section title="With WordPress">
      <p>
        With our plugin nothing has to be programmed. Where it is active, this link opens its settings with
        everything filled in; press <em>Save and fetch stories</em>. Elsewhere copy the link, and paste it
        into the field <em>Key</em> once you have activated the plugin. The key is in it: keep it as you would
        the key.
      </p>
      <ul>
        {hosts.slice(0, maxSites).map((host) => (
          <li key={host}>
            <a href={wordpressSetupLink(`https://${host}`, publicUrl, apiKey)}>Set up {host}</a>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Used({ at, newswire }: { at: number; newswire: Licensor }) {
  return (
    <>
      <Opening kicker="Invitation" title="The key was made already">
        Somebody used this link on {minuteOf(at)}.
      </Opening>
      <Section title="Where is it?">
        <p>A key is shown once. If it was not you or a colleague, or the key was lost, tell us at once.</p>
        {newswire && (
          <p>
            Write to <Contact newswire={newswire} />.
          </p>
        )}
      </Section>
    </>
  )
}
