import { and, count, eq, gt, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { dayMs } from '../../platform/clock.ts'
import type { Tx } from '../../platform/database/database.ts'
import { idSchema } from '../../platform/ids.ts'
import { keyOf } from '../../platform/mail/bounces.ts'
import { mailKind } from '../../platform/mail/kinds.ts'
import { code, facts, link, list, paragraph, quote } from '../../platform/mail/letter.ts'
import { sendMail } from '../../platform/mail/mails.ts'
import { mails as sent } from '../../platform/mail/tables.ts'
import { tokenPlace } from '../../platform/mail/tokens.ts'
import { Problem } from '../../problems.ts'
import { recipientsAmong } from '../contacts.ts'
import type { Application } from './applications.ts'
import type { Given } from './given.ts'

const maxAsksADay = 3
const maxNamedSites = 10

/** Asks whoever is to look after a partnership whether the application is theirs. */
export const confirmMail = {
  ...mailKind({
    ...standing('application.confirm'),
    data: z.strictObject({ name: z.string(), version: z.int() }),
    letter: ({ name }, { house, publicUrl }) => ({
      subject: `Please confirm the application of ${name}`,
      parts: [
        paragraph(
          `Somebody has applied for ${name} to republish the articles of the ${house.name}, and named this address. We look at the application once you have confirmed it:`,
        ),
        link('Look at it, and confirm', `${publicUrl}/applications/confirmations/${tokenPlace}`),
        paragraph(
          'The link is good for seven days. If you know nothing of this, do nothing: it is deleted within a month.',
        ),
      ],
    }),
  }),
  tokenFor: 'application confirmation',
}

const receivedMail = mailKind({
  ...standing('application.received'),
  data: z.strictObject({ name: z.string() }),
  letter: ({ name }, { house }) => ({
    subject: `We have received the application of ${name}`,
    parts: [
      paragraph(
        `Thank you. The ${house.name} looks at ${name} now: who publishes it, whether its sites are yours, and how large its audience is.`,
      ),
      paragraph(
        'If you applied on our site, you can see where it stands at the address that you were given. We write to you when we need more, and when we have decided.',
      ),
    ],
  }),
})

const arrivedMail = mailKind({
  kind: 'application.arrived',
  about: 'new applications',
  lane: 'default',
  canBeSwitchedOff: true,
  data: z.strictObject({
    id: idSchema('apl'),
    name: z.string(),
    country: z.string(),
    visitors: z.string(),
    sites: z.array(z.string()),
    isDuplicate: z.boolean(),
  }),
  letter: ({ id, name, country, visitors, sites, isDuplicate }) => ({
    subject: isDuplicate ? `${name} applied, with a site of a partner` : `${name} applied`,
    parts: [
      facts(['Publisher', name], ['Country', country], ['Visitors a month', visitors]),
      list(sites),
      ...(isDuplicate
        ? [paragraph('One of these sites is another partner’s. Nothing happens until you have looked at it.')]
        : []),
      paragraph('All of it, and what resembles it:'),
      code(`wirecopy application show ${id}`),
    ],
  }),
})

const closedMail = mailKind({
  ...standing('application.closed'),
  data: z.strictObject({ name: z.string(), reason: z.string() }),
  letter: ({ name, reason }) => ({
    subject: `We do not take up the application of ${name}`,
    parts: [paragraph('The reason:'), quote(reason), paragraph('For questions, answer this mail.')],
  }),
})

export const mails = [confirmMail, receivedMail, arrivedMail, closedMail]

/** Whom an application is to be confirmed by. */
export function applicantOf({ contacts }: Given) {
  const [first] = recipientsAmong(contacts, ['licensing'])
  return first
}

/** Mails the link that confirms an application. Throws `rate-limited` where its address gets too many. */
export async function askApplicant(tx: Tx, { id, given, version }: Application): Promise<void> {
  const to = applicantOf(given)
  if (!to) throw new Error('An application without a contact was taken for complete')
  // In lower case, so that spelling an address otherwise is no way to more mails.
  const email = keyOf(to.email)
  await requireFew(tx, eq(sent.recipient, email), 'An address')
  await requireFew(tx, eq(sent.aboutId, id), 'An application')
  const data = { name: given.publisher.name ?? '', version }
  await sendMail(tx, confirmMail, { to: { email, name: to.name }, data, aboutId: id })
}

async function requireFew(tx: Tx, which: SQL, who: string): Promise<void> {
  const [asked] = await tx
    .select({ times: count() })
    .from(sent)
    .where(and(which, eq(sent.kind, confirmMail.kind), gt(sent.createdAt, tx.now - dayMs)))
    .limit(1)
  if ((asked?.times ?? 0) < maxAsksADay) return
  throw new Problem('rate-limited', {
    detail: `${who} gets at most ${maxAsksADay} links a day; use the newest, or try again tomorrow.`,
    headers: { 'Retry-After': String(dayMs / 1_000) },
  })
}

/** Tells the applicant that it is looked at. */
export async function tellReceipt(tx: Tx, { id, given, partnerId }: Application): Promise<void> {
  const to = applicantOf(given)
  const data = { name: given.publisher.name ?? '' }
  const addresseeId = partnerId ?? undefined
  if (to) await sendMail(tx, receivedMail, { to, data, aboutId: id, addresseeId })
}

/** Tells whoever confirmed it that nothing comes of it. */
export async function tellClosing(tx: Tx, { id, given }: Application, reason: string): Promise<void> {
  const to = applicantOf(given)
  const data = { name: given.publisher.name ?? '', reason }
  if (to) await sendMail(tx, closedMail, { to, data, aboutId: id })
}

/** Tells licensing staff that there is something to look at. */
export async function tellArrival(
  tx: Tx,
  { id, given: { publisher, audience }, status }: Application,
  email: string,
): Promise<void> {
  const data = {
    id,
    name: publisher.name ?? '',
    country: publisher.country ?? '',
    visitors: (audience.monthlyUniques ?? 0).toLocaleString('en-US'),
    sites: (publisher.sites ?? []).slice(0, maxNamedSites),
    isDuplicate: status === 'duplicate',
  }
  await sendMail(tx, arrivedMail, { to: { email }, data, aboutId: id })
}

function standing(kind: string) {
  return { kind, about: 'your application', lane: 'default', canBeSwitchedOff: false } as const
}
