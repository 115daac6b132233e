import { z } from 'zod'
import { minuteOf } from '../../platform/clock.ts'
import { mailKind } from '../../platform/mail/kinds.ts'
import { code, facts, link, paragraph } from '../../platform/mail/letter.ts'

const shape = z.strictObject({
  id: z.string(),
  url: z.string(),
  reason: z.enum(['gone', 'failing']),
  failingSince: z.number().nullable(),
  at: z.number(),
})

/** Whoever runs the receiver must know that kills no longer reach it. */
export const offMail = mailKind<z.infer<typeof shape>>({
  kind: 'webhook.off',
  about: 'your webhook endpoints',
  lane: 'default',
  canBeSwitchedOff: false,
  data: shape,
  letter: ({ id, url, reason, failingSince, at }, { publicUrl }) => ({
    subject: `We stopped sending to ${new URL(url).host}`,
    parts: [
      paragraph(
        reason === 'gone'
          ? 'Your webhook endpoint answered 410 Gone, so we turned it off.'
          : 'For five days your webhook endpoint took nothing that we sent, so we turned it off.',
      ),
      paragraph(
        'Corrections, withdrawals and kills do not reach it any more. Mails about kills still reach you.',
      ),
      facts(
        ['Address', url],
        ['Endpoint', id],
        ['Turned off', minuteOf(at)],
        ...(failingSince === null ? [] : [['Failing since', minuteOf(failingSince)] as const]),
      ),
      paragraph('Once it works again, turn it on, and have sent what it missed:'),
      code(
        `PATCH ${publicUrl}/v1/webhook-endpoints/${id}  {"enabled": true}\nPOST ${publicUrl}/v1/webhook-endpoints/${id}/replays  {"after": "the last cursor that you know"}`,
      ),
      link('All about webhooks', `${publicUrl}/docs`),
    ],
  }),
})

export const mails = [offMail]
