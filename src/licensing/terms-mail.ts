import { z } from 'zod'
import { minuteOf } from '../platform/clock.ts'
import { mailKind } from '../platform/mail/kinds.ts'
import { code, heading, link, list, type Part, paragraph } from '../platform/mail/letter.ts'
import { licenseUrl } from './links.ts'
import { duties } from './tables.ts'

const shape = z.strictObject({
  name: z.string(),
  version: z.int(),
  sha256: z.string(),
  acceptBy: z.number().nullable(),
  added: z.array(z.enum(duties)),
  removed: z.array(z.enum(duties)),
})

export type NewTermsTold = z.infer<typeof shape>

/** Nobody can do without: it says what a partner is asked for, and until when it must accept it. */
export const termsMail = mailKind<NewTermsTold>({
  kind: 'terms.changed',
  about: 'the license terms',
  lane: 'bulk',
  canBeSwitchedOff: false,
  data: shape,
  letter: (told, { house, publicUrl }) => ({
    subject:
      told.acceptBy === null
        ? `New license terms, version ${told.version}`
        : `Please accept our new license terms, version ${told.version}`,
    parts: [
      paragraph(
        `Version ${told.version} of the terms under which ${told.name} may republish our articles is in force. The articles stay free of charge.`,
      ),
      ...changesIn(told),
      link('Read the terms', licenseUrl(publicUrl, told.version)),
      ...acceptance(told, house.name, publicUrl),
    ],
  }),
})

function changesIn({ added, removed }: NewTermsTold): Part[] {
  if (added.length + removed.length === 0)
    return [paragraph('What must go with each article is what it was before.')]
  return [
    heading('What is different for each article'),
    list([
      ...added.map((duty) => `New: ${words[duty]}.`),
      ...removed.map((duty) => `No longer asked for: ${words[duty]}.`),
    ]),
  ]
}

const words: Record<(typeof duties)[number], string> = {
  logo: 'our logo',
  byline: 'the reporter’s byline',
  affiliation: 'the reporter’s affiliation',
  'link-back': 'a link to the story at its source',
  canonical: 'the story’s address at its source as the canonical one',
  unaltered: 'the text as delivered',
  notice: 'our notice',
}

function acceptance({ version, sha256, acceptBy }: NewTermsTold, house: string, publicUrl: string): Part[] {
  if (acceptBy === null)
    return [paragraph('You need do nothing: what you have accepted goes on to hold for you.')]
  return [
    heading('What to do'),
    paragraph(
      `Accept them by ${minuteOf(acceptBy)}. After that your keys get no articles until you have; kills and corrections reach you all the same.`,
    ),
    paragraph(
      `Answer this mail with your name and your title, and that you accept version ${version}; the ${house} records it. Or have your system do it with one of your keys:`,
    ),
    code(
      [
        `curl ${publicUrl}/v1/partner/agreements \\`,
        `  -H 'Authorization: Bearer YOUR-KEY' -H 'Content-Type: application/json' \\`,
        `  -d '{"version": ${version}, "sha256": "${sha256}", "signer": {"name": "YOUR NAME"}}'`,
      ].join('\n'),
    ),
  ]
}
