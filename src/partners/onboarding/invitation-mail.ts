import { z } from 'zod'
import { mailKind } from '../../platform/mail/kinds.ts'
import { heading, link, paragraph } from '../../platform/mail/letter.ts'
import { tokenPlace } from '../../platform/mail/tokens.ts'

/** Invites whoever looks after a partner's systems to fetch articles here. */
export const invitationMail = {
  ...mailKind({
    kind: 'partner.invited',
    about: 'your partnership',
    lane: 'default',
    canBeSwitchedOff: false,
    data: z.strictObject({ name: z.string() }),
    letter: ({ name }, { house, publicUrl }) => ({
      subject: `${name}: your key to the articles of the ${house.name}`,
      parts: [
        paragraph(
          `${name} republishes the articles of the ${house.name}. They have a new home: one call brings the newest, each with its credit ready to print, and tells at once of corrections and kills.`,
        ),
        paragraph('Nothing changes in what you may do, and nothing is to be paid or signed again.'),
        heading('Your key'),
        paragraph(
          'Whoever looks after your site gets its key behind this link. The key is shown once, so open it when you can keep it:',
        ),
        link('Get the key', `${publicUrl}/invitations/${tokenPlace}`),
        paragraph(
          'The link works once and for 14 days; forward this mail to whoever needs it. A later invitation takes the place of this one.',
        ),
        link('How to fetch articles', `${publicUrl}/docs`),
      ],
    }),
  }),
  tokenFor: 'invitation',
}
