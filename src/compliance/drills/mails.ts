import { z } from 'zod'
import { minuteOf } from '../../platform/clock.ts'
import { mailKind } from '../../platform/mail/kinds.ts'
import { link, paragraph, quote } from '../../platform/mail/letter.ts'
import { tokenPlace } from '../../platform/mail/tokens.ts'

/** Goes the way of a kill, and says in every place that it is none. */
export const drillMail = {
  ...mailKind({
    kind: 'kill.drill',
    about: 'kill drills',
    lane: 'urgent',
    canBeSwitchedOff: false,
    data: z.strictObject({ at: z.number(), note: z.string().nullable() }),
    letter: ({ at, note }, { publicUrl }) => ({
      subject: 'DRILL: please answer; there is nothing to take down',
      parts: [
        paragraph(
          'This is a drill. No story was killed, and there is nothing to take down. We want to know whether a real kill would reach you at this hour.',
        ),
        ...(note === null ? [] : [quote(note)]),
        link(
          'Tell us that you got it (one button, no sign-in needed)',
          `${publicUrl}/kill-drills/${tokenPlace}`,
        ),
        paragraph(`We began it on ${minuteOf(at)} and count how long an answer takes.`),
      ],
    }),
  }),
  tokenFor: 'kill drill',
}
