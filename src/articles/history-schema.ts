import { z } from 'zod'
import { toRfc3339 } from '../platform/clock.ts'
import { idSchema } from '../platform/ids.ts'
import { differenceFields, revisionNumberSchema } from './difference-schema.ts'
import { examples } from './examples.ts'
import type { Comparison } from './history.ts'
import type { findRevision, listRevisions } from './revisions.ts'
import { contentSchema } from './schema.ts'

/** A revision by its number, or the draft, as addresses have them. */
export const versionSchema = z
  .union([revisionNumberSchema, z.literal('draft')], 'must be the number of a revision, or draft')
  .meta({ examples: ['2'] })

export const staffRevisionEntrySchema = z
  .object({
    revision: z.int(),
    at: z.iso.datetime(),
    kind: z.enum(['published', 'updated', 'corrected']),
    note: z.string().nullable(),
    headline: z.string(),
    byline: z.string(),
  })
  .meta({ id: 'StaffRevisionEntry', examples: [examples.revision] })

type Listed = Awaited<ReturnType<typeof listRevisions>>[number]

export function staffRevisionEntry(row: Omit<Listed, 'authors' | 'canonicalUrl'>) {
  const { number, at, kind, note, headline, byline } = row
  return { revision: number, at: toRfc3339(at), kind, note, headline, byline }
}

const affiliationSchema = z.object({ name: z.string(), shortName: z.string(), url: z.string() })

export const staffRevisionSchema = staffRevisionEntrySchema
  .extend({
    id: idSchema('art'),
    authors: z
      .array(
        z.object({
          id: idSchema('rep'),
          name: z.string(),
          kind: z.enum(['person', 'desk']).optional(),
          affiliation: affiliationSchema,
        }),
      )
      .describe('The reporters as they were then.'),
    content: contentSchema,
  })
  .meta({ id: 'StaffRevision', examples: [examples.staffRevision] })

type Found = NonNullable<Awaited<ReturnType<typeof findRevision>>>

export function staffRevisionView(row: Found): z.infer<typeof staffRevisionSchema> {
  const { articleId, authors, content } = row
  return { id: articleId, ...staffRevisionEntry(row), authors, content }
}

export const staffDifferenceSchema = z
  .object({
    id: idSchema('art'),
    from: z.union([z.int(), z.literal('draft')]),
    to: z.union([z.int(), z.literal('draft')]),
    ...differenceFields,
  })
  .meta({ id: 'StaffDifference', examples: [examples.staffDifference] })

export function staffDifferenceView(
  id: z.infer<typeof staffDifferenceSchema>['id'],
  { from, to, difference }: Comparison,
): z.infer<typeof staffDifferenceSchema> {
  return { id, from, to, ...difference }
}
