import { z } from 'zod'
import { timeOrNull, toRfc3339 } from '../platform/clock.ts'
import { instantSchema, prose } from '../platform/http/fields.ts'
import { examples } from './examples.ts'
import { licenseUrl, policyUrl } from './links.ts'
import { duties, printedDuties } from './tables.ts'
import type { Terms } from './terms.ts'
import type { Publication } from './terms-effect.ts'

const maxText = 20_000
const maxVersion = 1_000_000

const time = z.iso.datetime()
const duty = z.enum(duties)
const dutyList = z
  .array(duty)
  .max(duties.length)
  .refine((list) => new Set(list).size === list.length, 'must name each once')

/** The number of a version, in a body. */
export const versionNumber = z.int().min(1).max(maxVersion)

/** The number of a version, in a path or query. */
export const versionSchema = z.coerce
  .number()
  .int()
  .min(1)
  .max(maxVersion)
  .meta({ examples: [1] })

export const newTermsInput = z
  .strictObject({
    text: prose(maxText).describe('Markdown.'),
    duties: dutyList
      .refine(
        (list) => printedDuties.every((printed) => list.includes(printed)),
        `must hold ${printedDuties.join(', ')}: no article goes out without them`,
      )
      .optional()
      .describe(`What republished articles must have; left out: ${printedDuties.join(', ')} alone.`),
    recommended: dutyList.optional().describe('What is looked at besides, and never held against anybody.'),
    acceptBy: instantSchema
      .optional()
      .describe('Partners that have not accepted this version get no articles from then on; default: never.'),
  })
  .refine(
    ({ duties = printedDuties, recommended = [] }) =>
      recommended.every((one) => !duties.some((other) => other === one)),
    {
      path: ['recommended'],
      message: 'names a duty; leave it out of one of the two',
    },
  )
  .meta({ id: 'NewTerms', examples: [examples.newTerms] })

const version = z.object({
  version: z.int(),
  sha256: z.string().describe('Of the text in UTF-8, in hex.'),
  duties: z.array(duty).describe('What must be with every republished article; nothing else is a duty.'),
  recommended: z.array(duty).describe('What is wished for; no duty.'),
  price: z.literal('none'),
  since: time,
  acceptBy: time
    .nullable()
    .describe('While this version is in force: from then on only agreements to it entitle to articles.'),
  href: z.url().describe('Where this version stays for ever.'),
  policy: z.url().describe('The same for machines.'),
})
const text = z.string().describe('Markdown.')

export const licenseVersionSchema = version.meta({
  id: 'LicenseVersion',
  examples: [examples.licenseVersion],
})

export const licenseSchema = version
  .extend({
    text,
    inForce: z.boolean().describe('Whether no version has followed.'),
    licensor: z.object({ name: z.string(), url: z.string(), contact: z.string() }),
  })
  .meta({ id: 'License', examples: [examples.license] })

const summary = version.extend({ agreements: z.int().describe('How many partners have accepted it.') })

export const termsSummarySchema = summary.meta({ id: 'TermsSummary', examples: [examples.termsSummary] })

export const termsSchema = summary.extend({ text }).meta({ id: 'Terms', examples: [examples.terms] })

export const publishedTermsSchema = summary
  .extend({
    text,
    published: z.boolean().describe('False for a preview: nothing was changed.'),
    effect: z.object({
      dutiesAdded: z.array(duty),
      dutiesRemoved: z.array(duty),
      partners: z
        .array(z.object({ termsVersion: z.int().nullable(), partners: z.int() }))
        .describe('How many approved partners have accepted which version, and none that is newer.'),
      warnings: z.array(z.string()),
    }),
  })
  .meta({ id: 'PublishedTerms', examples: [examples.publishedTerms] })

/** A version without its text. */
export function versionView(
  { version, sha256, duties, recommended, price, at, acceptBy }: Terms,
  publicUrl: string,
): z.infer<typeof licenseVersionSchema> {
  return {
    version,
    sha256,
    duties,
    recommended,
    price,
    since: toRfc3339(at),
    acceptBy: timeOrNull(acceptBy),
    href: licenseUrl(publicUrl, version),
    policy: policyUrl(publicUrl, version),
  }
}

interface Licensor {
  name: string
  url: string
  licensingContact: string
}

/** A version as anybody may read it. */
export function licenseView(
  terms: Terms,
  { inForce, licensor }: { inForce: boolean; licensor: Licensor },
  publicUrl: string,
): z.infer<typeof licenseSchema> {
  const { name, url, licensingContact: contact } = licensor
  const { text } = terms
  return { ...versionView(terms, publicUrl), text, inForce, licensor: { name, url, contact } }
}

/** A version as staff see it in a list, without its text. */
export function summaryView(
  terms: Terms,
  agreements: number,
  publicUrl: string,
): z.infer<typeof termsSummarySchema> {
  return { ...versionView(terms, publicUrl), agreements }
}

/** A version as staff see it. */
export function termsView(terms: Terms, agreements: number, publicUrl: string): z.infer<typeof termsSchema> {
  return { ...summaryView(terms, agreements, publicUrl), text: terms.text }
}

/** A version that was just published, or would be, with what it changes. */
export function publishedView(
  { terms, published, effect }: Publication,
  publicUrl: string,
): z.infer<typeof publishedTermsSchema> {
  return { ...termsView(terms, 0, publicUrl), published, effect }
}
