import { z } from 'zod'
import { dayMs, minuteOf, toRfc3339 } from '../platform/clock.ts'
import { mailKind } from '../platform/mail/kinds.ts'
import { code, heading, list, paragraph } from '../platform/mail/letter.ts'

const yearMs = 365 * dayMs

const shape = z.strictObject({
  name: z.string(),
  days: z.int(),
  keys: z
    .array(z.strictObject({ id: z.string(), name: z.string(), display: z.string(), expiresAt: z.number() }))
    .min(1),
})

/** For whoever has to put another key in place. */
export const keyMail = mailKind<z.infer<typeof shape>>({
  kind: 'key.expiring',
  about: 'keys that expire',
  lane: 'default',
  canBeSwitchedOff: true,
  data: shape,
  letter: ({ name, days, keys }, { house, publicUrl }) => ({
    subject:
      keys.length === 1
        ? `A key of ${name} expires within ${days} days`
        : `${keys.length} keys of ${name} expire within ${days} days`,
    parts: [
      paragraph('After that your system gets no articles, corrections or kills with it.'),
      list(keys.map((key) => `${key.name} (${key.display}) expires on ${minuteOf(key.expiresAt)}.`)),
      heading('What to do'),
      paragraph(
        `Answer this mail, and the ${house.name} makes you another one. Put it in place before the old one ends.`,
      ),
      paragraph('With a key of yours that may manage keys and lives longer, your system does it itself:'),
      code(
        [
          `curl ${publicUrl}/v1/partner/keys/${keys[0]?.id}/rotations \\`,
          `  -H 'Authorization: Bearer YOUR-KEY' -H 'Content-Type: application/json' \\`,
          `  -d '{"expiresAt": "${toRfc3339((keys[0]?.expiresAt ?? 0) + yearMs)}"}'`,
        ].join('\n'),
      ),
    ],
  }),
})
