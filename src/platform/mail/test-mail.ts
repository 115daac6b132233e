import { z } from 'zod'
import { mailKind } from './kinds.ts'
import { facts, paragraph } from './letter.ts'

/** What `wirecopy mail test` sends. */
export const testMail = mailKind({
  kind: 'mail.test',
  about: 'tests',
  lane: 'default',
  canBeSwitchedOff: false,
  data: z.strictObject({}),
  letter: (_, { house, publicUrl }) => ({
    subject: `Mail from ${house.name} works`,
    parts: [
      paragraph(
        `This is a test. If you can read it, the relay takes our mail and it arrives. Now look at its headers: SPF, DKIM and DMARC should all say “pass”.`,
      ),
      facts(['Sent by', publicUrl], ['Answers go to', house.contact]),
    ],
  }),
})
