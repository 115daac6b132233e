import { z } from 'zod'
import type { Tx } from '../platform/database/database.ts'
import { type MailKind, mailKind } from '../platform/mail/kinds.ts'
import { code, heading, link, type Part, paragraph, quote } from '../platform/mail/letter.ts'
import { sendMail } from '../platform/mail/mails.ts'
import { confirmMail } from './confirm-mail.ts'
import { recipientsAmong } from './contacts.ts'
import type { PartnerDecision } from './decisions.ts'
import type { PartnerProfile } from './partners.ts'

const shape = z.strictObject({ name: z.string(), reason: z.string().nullable() })

type Told = z.infer<typeof shape>

const approved = mailKind<Told>({
  ...standing('partner.approved'),
  letter: ({ name, reason }, { house, publicUrl }) => ({
    subject: `${name} is approved`,
    parts: [
      paragraph(
        `Welcome. ${name} may republish the articles of the ${house.name} free of charge, with our logo, the reporter’s byline and the reporter’s affiliation. Nothing else is a duty.`,
      ),
      ...because(reason),
      heading('First steps'),
      paragraph(
        'You need a key for each system that fetches articles. Our licensing staff hands it to you; we never send one by mail. Then this is your first call:',
      ),
      code(`curl -H 'Authorization: Bearer YOUR-KEY' ${publicUrl}/v1/articles`),
      paragraph(
        'Each article comes with its credit ready to print, as HTML and as text. Corrections, withdrawals and kills stand in /v1/changes; follow it, so that you hear of them in time.',
      ),
      link('How to fetch articles', `${publicUrl}/docs`),
      link('The license', `${publicUrl}/v1/license`),
    ],
  }),
})

const asked = mailKind<Told>({
  ...standing('partner.asked'),
  letter: ({ name, reason }) => ({
    subject: `We need more to decide on ${name}`,
    parts: [
      paragraph(`Before we decide on ${name} we would like to know more.`),
      ...(reason === null ? [] : [quote(reason)]),
      paragraph('Please answer this mail.'),
    ],
  }),
})

const declined = mailKind<Told>({
  ...standing('partner.declined'),
  letter: ({ name, reason }, { house }) => ({
    subject: `${name} was not approved`,
    parts: [
      paragraph(`We have decided not to make ${name} a partner of the ${house.name}.`),
      ...because(reason),
      paragraph('You may apply again when this has changed. For questions, answer this mail.'),
    ],
  }),
})

const reopened = mailKind<Told>({
  ...standing('partner.reopened'),
  letter: ({ name, reason }) => ({
    subject: `We look at ${name} again`,
    parts: [
      paragraph(`We have taken up ${name} again, and will tell you what we decide.`),
      ...because(reason),
    ],
  }),
})

const suspended = mailKind<Told>({
  ...standing('partner.suspended'),
  letter: ({ name, reason }) => ({
    subject: `${name} is suspended`,
    parts: [
      paragraph(`From now on the keys of ${name} get no articles.`),
      ...because(reason),
      paragraph(stillTold),
      paragraph('To have the suspension lifted, answer this mail.'),
    ],
  }),
})

const reinstated = mailKind<Told>({
  ...standing('partner.reinstated'),
  letter: ({ name, reason }) => ({
    subject: `${name} is reinstated`,
    parts: [
      paragraph(
        `The suspension of ${name} is lifted. Your keys get articles again; nothing need be set up anew.`,
      ),
      ...because(reason),
    ],
  }),
})

const terminated = mailKind<Told>({
  ...standing('partner.terminated'),
  letter: ({ name, reason }, { house }) => ({
    subject: `The partnership with ${name} has ended`,
    parts: [
      paragraph(`${name} is no partner of the ${house.name} any more. Its keys get no articles.`),
      ...because(reason),
      paragraph(stillTold),
    ],
  }),
})

const stillTold =
  'We still tell you of kills, withdrawals and corrections of the stories that you were served, by mail and under /v1/changes.'

const ofDecision = {
  ...{ approved, asked, declined, suspended, reinstated, terminated },
  'taken up again': reopened,
} satisfies Record<PartnerDecision, MailKind<Told>>

export const mails = [...Object.values(ofDecision), confirmMail]

/** Tells whoever looks after the partnership what was decided on it. */
export async function tellDecision(
  tx: Tx,
  decision: PartnerDecision,
  { id, name, contacts, statusReason }: PartnerProfile,
): Promise<void> {
  for (const to of recipientsAmong(contacts, ['licensing', 'technical'])) {
    const data = { name, reason: statusReason }
    await sendMail(tx, ofDecision[decision], { to, data, aboutId: id, addresseeId: id })
  }
}

function standing(kind: string) {
  return { kind, about: 'your partnership', lane: 'default', canBeSwitchedOff: false, data: shape } as const
}

function because(reason: string | null): Part[] {
  return reason === null ? [] : [paragraph('The reason:'), quote(reason)]
}
