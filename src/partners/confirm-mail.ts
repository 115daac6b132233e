import { z } from 'zod'
import { mailKind } from '../platform/mail/kinds.ts'
import { facts, link, paragraph } from '../platform/mail/letter.ts'
import { tokenPlace } from '../platform/mail/tokens.ts'
import { contactRoles } from './tables.ts'

/** What each kind of contact is for, as those read it who are one. */
export const contactDuties = {
  urgent: 'kills and other urgent notices, at any hour',
  editorial: 'corrections and other notices on stories',
  technical: 'feeds, keys and whatever fetches articles',
  licensing: 'the license and the partnership itself',
} as const satisfies Record<(typeof contactRoles)[number], string>

/** Asks whoever reads mails to an address to say so. */
export const confirmMail = {
  ...mailKind({
    kind: 'contact.confirm',
    about: 'the contacts of your partnership',
    lane: 'default',
    canBeSwitchedOff: false,
    data: z.strictObject({ name: z.string(), roles: z.array(z.enum(contactRoles)) }),
    letter: ({ name, roles }, { house, publicUrl }) => ({
      subject: `Please confirm that we reach ${name} here`,
      parts: [
        paragraph(
          `${name} has named this address to the ${house.name}. Please confirm that mails to it are read:`,
        ),
        facts(...roles.map((role) => [`Contact, ${role}`, contactDuties[role]] as const)),
        link('Look at it, and confirm', `${publicUrl}/contacts/confirmations/${tokenPlace}`),
        paragraph(
          'The link is good for seven days. If you know nothing of this, do nothing, or answer this mail.',
        ),
      ],
    }),
  }),
  tokenFor: 'contact confirmation',
}
