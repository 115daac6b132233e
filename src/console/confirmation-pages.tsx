import { contactDuties } from '../partners/confirm-mail.ts'
import type { ConfirmableAddress } from '../partners/confirming.ts'
import { type Licensor, Page } from './layout.tsx'
import { Opening, Section } from './prose.tsx'

interface ContactProps {
  newswire: Licensor
  address: ConfirmableAddress
  /** Where the button sends its form. */
  action: string
}

/** Programs open the links of mails, too: looking at this page changes nothing, the button does. */
export function ContactPage({ newswire, address, action }: ContactProps) {
  const { email, partner, contacts, confirmedAt } = address
  const isDone = confirmedAt !== null
  const opening = isDone
    ? `We know now that mails to ${email} reach ${partner.name}. There is nothing more to do.`
    : `${partner.name} has named ${email} as an address that it is reached by.`
  return (
    <Page title="Confirm an address" newswire={newswire}>
      <Opening kicker="Contact" title={isDone ? 'Confirmed' : 'Confirm an address'}>
        {opening}
      </Opening>
      <Section title="What we write there of">
        <dl>
          {contacts.map(({ role }) => [
            <dt key={`${role} role`}>Contact, {role}</dt>,
            <dd key={role}>{contactDuties[role]}</dd>,
          ])}
        </dl>
        {isDone || (
          <form method="post" action={action}>
            <button type="submit">Yes, mails to {email} are read</button>
          </form>
        )}
      </Section>
    </Page>
  )
}
