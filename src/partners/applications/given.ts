import { z } from 'zod'
import { line, webUrl } from '../../platform/http/fields.ts'
import { acceptanceShape } from '../acceptance.ts'
import { maxOf } from '../partners.ts'
import { contactInput, countrySchema, monthlyUniques } from '../schema.ts'
import { publicationKinds } from '../tables.ts'
import { examples } from './examples.ts'
import { siteSchema } from './hosts.ts'

const maxTermsVersion = 1_000_000
const maxTrap = 500

/** How articles are to get to where they are published. */
export const waysIn = ['api', 'feed', 'copy'] as const

/** What a publisher tells of itself: what is left out stays as it is, null forgets. */
export const draftInput = z
  .strictObject({
    publisher: z
      .strictObject({
        name: line(200).nullable(),
        legalName: line(200).nullable(),
        country: countrySchema.nullable(),
        publication: z.enum(publicationKinds).nullable(),
        sites: z
          .array(siteSchema)
          .max(maxOf.domains)
          .nullable()
          .describe('Where it publishes, by address or host. The hosts are kept.'),
        ownershipPage: webUrl.nullable(),
        editorialPage: webUrl.nullable(),
        correctionsPolicy: webUrl.nullable(),
      })
      .partial(),
    audience: z
      .strictObject({
        monthlyUniques: monthlyUniques.nullable(),
        pageViews: z.int().min(0).nullable(),
        period: line(100).nullable().describe('Which time the numbers are of.'),
        source: line(300).nullable().describe('Who counted, and how.'),
        evidenceUrl: webUrl.nullable(),
      })
      .partial(),
    contacts: z
      .array(contactInput)
      .max(maxOf.contacts)
      .nullable()
      .describe('All of them, in place of those before.'),
    publishing: z
      .strictObject({
        cms: line(200).nullable().describe('What it publishes with: `WordPress`.'),
        by: z.array(z.enum(waysIn)).max(waysIn.length).nullable().describe('How articles are to get there.'),
      })
      .partial(),
    terms: z
      .strictObject({ ...acceptanceShape, version: z.int().min(1).max(maxTermsVersion) })
      .nullable()
      .describe('The terms in force, as `/v1/license` shows them, and who accepts them.'),
  })
  .partial()
  .meta({ id: 'ApplicationChanges', examples: [examples.changes] })

export const applicationInput = draftInput
  .extend({
    fax: z
      .string()
      .max(maxTrap)
      .optional()
      .describe('Leave it out: it is for programs that fill in everything.'),
  })
  .meta({ id: 'NewApplication', examples: [examples.application] })

export type Draft = z.infer<typeof draftInput>

type Present<Fields> = { [Field in keyof Fields]?: NonNullable<Fields[Field]> }

/** An application as it is kept: what was told, and nothing else. */
export interface Given {
  publisher: Present<NonNullable<Draft['publisher']>>
  audience: Present<NonNullable<Draft['audience']>>
  publishing: Present<NonNullable<Draft['publishing']>>
  contacts: NonNullable<Draft['contacts']>
}

type Terms = NonNullable<Draft['terms']>

/** Who accepted which terms, when, and from which address. */
export interface Acceptance extends Terms {
  at: number
  address: string | null
}

export const nothingGiven: Given = { publisher: {}, audience: {}, publishing: {}, contacts: [] }

/** What is told after some of it was told anew. */
export function merged(given: Given, { publisher, audience, publishing, contacts }: Draft): Given {
  const told = patched(given.publisher, publisher)
  const sites = told.sites && [...new Set(told.sites)]
  return {
    publisher: sites ? { ...told, sites } : told,
    audience: patched(given.audience, audience),
    publishing: patched(given.publishing, publishing),
    contacts: contacts === undefined ? given.contacts : (contacts ?? []),
  }
}

function patched<Fields extends object>(before: Fields, changes: object | undefined): Fields
function patched(before: object, changes: object = {}): object {
  const known = Object.entries({ ...before, ...present(changes) })
  return Object.fromEntries(known.filter(([, value]) => value !== null))
}

function present(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
