import { z } from 'zod'
import { dayOf } from '../../platform/clock.ts'
import type { Tx } from '../../platform/database/database.ts'
import { mailKind } from '../../platform/mail/kinds.ts'
import { code, paragraph, quote } from '../../platform/mail/letter.ts'
import { sendMail } from '../../platform/mail/mails.ts'
import { recipientsAmong } from '../contacts.ts'
import { challengeOf, placesFor } from '../domains/challenge.ts'
import type { PartnerProfile } from '../partners.ts'
import type { VettingSettings } from '../vetting/settings.ts'
import { standingsOf } from '../vetting/standing.ts'
import type { Cause } from './entries.ts'

const domainFailing = mailKind({
  kind: 'domain.failing',
  about: 'sites that are no longer shown to be yours',
  lane: 'default',
  canBeSwitchedOff: true,
  data: z.strictObject({
    ...{ name: z.string(), host: z.string(), found: z.string() },
    places: z.array(z.string()),
  }),
  letter: ({ name, host, found, places }, { publicUrl }) => ({
    subject: `We no longer see that ${host} is yours`,
    parts: [
      paragraph(
        `Once a week we look whether the sites of ${name} still show that they are its own. This is what we found at ${host}:`,
      ),
      quote(found),
      paragraph('Nothing stops, and your keys work as before. Please put back one of these:'),
      ...places.map(code),
      paragraph('We look again every day. To have us look at once, call this with a key of yours:'),
      code(
        `curl -X POST -H 'Authorization: Bearer YOUR-KEY' ${publicUrl}/v1/partner/domains/${host}/verifications`,
      ),
    ],
  }),
})

const evidenceExpiring = mailKind({
  kind: 'evidence.expiring',
  about: 'the evidence of your audience',
  lane: 'default',
  canBeSwitchedOff: true,
  data: z.strictObject({ name: z.string(), on: z.string(), audience: z.string() }),
  letter: ({ name, on, audience }) => ({
    subject: `Please send us new figures of your audience by ${on}`,
    parts: [
      paragraph(
        `What ${name} showed us of its audience is good until ${on}. It says ${audience} monthly unique visitors.`,
      ),
      paragraph(
        'Please answer this mail with newer figures and where they come from: an audit, or a report of your analytics.',
      ),
      paragraph('Nothing stops on that day, and your keys go on working.'),
    ],
  }),
})

export const mails = [domainFailing, evidenceExpiring]

/** Tells a partner of what it can mend itself, where that is new. */
export async function tellPartner(
  tx: Tx,
  partner: PartnerProfile,
  { kind, subject }: Cause,
  settings: VettingSettings,
): Promise<void> {
  if (kind === 'domain-failing') await tellOfHost(tx, partner, subject)
  if (kind === 'evidence-expiring') await remind(tx, partner, settings)
}

async function tellOfHost(
  tx: Tx,
  { id, name, hosts, contacts }: PartnerProfile,
  host: string,
): Promise<void> {
  const found = hosts.find((one) => one.host === host)?.lastFailure ?? 'Nothing.'
  const { dns, file, meta } = placesFor(host, challengeOf(tx.auditKey, id, host))
  const places = [`${dns.name} TXT ${dns.value}`, `${file.url}\n${file.content}`, `${meta.url}\n${meta.html}`]
  for (const to of recipientsAmong(contacts, ['technical']))
    await sendMail(tx, domainFailing, {
      ...{ to, data: { name, host, found, places } },
      ...{ aboutId: id, addresseeId: id },
    })
}

async function remind(tx: Tx, partner: PartnerProfile, settings: VettingSettings): Promise<void> {
  const { id, name, contacts, monthlyUniques } = partner
  const { expiresAt } = standingsOf(partner, settings, tx.now).find(({ check }) => check === 'audience') ?? {}
  const data = { name, on: dayOf(expiresAt ?? tx.now), audience: monthlyUniques.toLocaleString('en-US') }
  for (const to of recipientsAmong(contacts, ['licensing']))
    await sendMail(tx, evidenceExpiring, { to, data, aboutId: id, addresseeId: id })
}
