import { z } from 'zod'
import { minuteOf } from '../../platform/clock.ts'
import { mailKind } from '../../platform/mail/kinds.ts'
import { code, list, paragraph } from '../../platform/mail/letter.ts'

const shape = z.strictObject({ name: z.string(), heardAt: z.number() })

/** For whoever looks after the system that fetches articles. */
export const quietMail = mailKind<z.infer<typeof shape>>({
  kind: 'feed.quiet',
  about: 'feeds that went quiet',
  lane: 'default',
  canBeSwitchedOff: true,
  data: shape,
  letter: ({ name, heardAt }, { publicUrl }) => ({
    subject: `We no longer hear from the system of ${name}`,
    parts: [
      paragraph(
        `Your system used to fetch our articles with its key. We last heard from it on ${minuteOf(heardAt)}. While it is silent it also misses corrections and kills.`,
      ),
      paragraph('The usual causes:'),
      list([
        'A scheduled task that stopped, or a server that moved.',
        'A key that expired, or was rotated and not put in place.',
        'A firewall, or a new address that the key does not allow.',
      ]),
      paragraph('This call tells whether the key works; a problem in the answer says what to mend:'),
      code(`curl -i -H 'Authorization: Bearer YOUR-KEY' ${publicUrl}/v1/partner`),
      paragraph('If you stopped it on purpose, there is nothing to do. You get this mail once.'),
    ],
  }),
})
