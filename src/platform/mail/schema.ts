import { z } from 'zod'
import { timeOrNull, toRfc3339 } from '../clock.ts'
import { line } from '../http/fields.ts'
import { exampleTime } from '../http/openapi/examples.ts'
import { exampleId, idSchema } from '../ids.ts'
import type { Mail } from './mails.ts'
import { mailStatuses } from './tables.ts'

const example = {
  id: exampleId('mai'),
  kind: 'article.killed',
  status: 'handed_to_relay',
  about: exampleId('art'),
  addressee: exampleId('par'),
  recipient: 'desk@gazette.example',
  subject: 'Kill: Council Votes On Bridge',
  createdAt: exampleTime,
  handedOverAt: exampleTime,
  bouncedAt: null,
  attempts: 1,
  lastError: null,
  messageId: `<${exampleId('mai')}@wire.example.org>`,
  resentFrom: null,
  erasedAt: null,
}

const maxDetail = 300

const time = z.iso.datetime().nullable()

export const mailSchema = z
  .object({
    id: idSchema('mai'),
    kind: z.string(),
    status: z
      .enum(mailStatuses)
      .describe(
        '`handed_to_relay` says that our relay took it, not that it was read; `suppressed` that its recipient wants none.',
      ),
    about: z.string().nullable().describe('The id of what it is about.'),
    addressee: z.string().nullable().describe('The id of the partner that it is for.'),
    recipient: z.string().nullable().describe('Null once it was erased.'),
    subject: z.string().nullable().describe('There once it was written.'),
    createdAt: z.iso.datetime(),
    handedOverAt: time,
    bouncedAt: time,
    attempts: z.int(),
    lastError: z.string().nullable(),
    messageId: z.string().nullable(),
    resentFrom: idSchema('mai').nullable(),
    erasedAt: time.describe('Since when nothing is known of what it said and whom it went to.'),
  })
  .meta({ id: 'Mail', description: 'A mail to one recipient.', examples: [example] })

export const wholeMailSchema = mailSchema
  .extend({ recipientName: z.string().nullable(), text: z.string().nullable(), html: z.string().nullable() })
  .meta({
    id: 'WholeMail',
    description: 'A mail with its text.',
    examples: [
      { ...example, recipientName: 'Night desk', text: 'Take this story down…', html: '<!doctype html>…' },
    ],
  })

export const bounceInput = z
  .strictObject({ detail: line(maxDetail).optional().describe('What the other server said.') })
  .meta({ id: 'Bounce', examples: [{ detail: '5.1.1 unknown user' }] })

export function mailView(mail: Mail): z.infer<typeof mailSchema> {
  const { id, kind, status, recipient, subject, attempts, lastError, messageId, resentFrom } = mail
  return {
    ...{ id, kind, status, about: mail.aboutId, addressee: mail.addresseeId },
    ...{ recipient: recipient || null, subject },
    createdAt: toRfc3339(mail.createdAt),
    handedOverAt: timeOrNull(mail.handedOverAt),
    bouncedAt: timeOrNull(mail.bouncedAt),
    ...{ attempts, lastError, messageId, resentFrom },
    erasedAt: timeOrNull(mail.erasedAt),
  }
}

export function wholeMailView(mail: Mail): z.infer<typeof wholeMailSchema> {
  const { recipientName, text, html } = mail
  return { ...mailView(mail), recipientName, text, html }
}
