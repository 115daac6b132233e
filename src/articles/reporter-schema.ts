import { createHash } from 'node:crypto'
import { z } from 'zod'
import { toRfc3339 } from '../platform/clock.ts'
import { line, webUrl } from '../platform/http/fields.ts'
import { idSchema } from '../platform/ids.ts'
import { examples } from './examples.ts'
import type { Reporter } from './reporters.ts'

const etagLength = 22
const time = z.iso.datetime()
const affiliationInput = z.strictObject({ name: line(200), shortName: line(40), url: webUrl })
const nameInput = line(200).refine(
  (name) => !/^by\s/i.test(name),
  'is a name; leave out "By", it is printed before it',
)

export const newReporterInput = z
  .strictObject({
    name: nameInput,
    kind: z.enum(['person', 'desk']).default('person').describe('`desk` for unsigned copy.'),
    affiliation: affiliationInput.optional().describe('Default: the newswire.'),
  })
  .meta({ id: 'NewReporter', examples: [examples.newReporter] })

export const renamingInput = z
  .strictObject({
    name: nameInput.optional(),
    affiliation: affiliationInput.optional(),
    allStories: z
      .boolean()
      .default(false)
      .describe('Also of what is out: each published story gets a revision with the new byline.'),
  })
  .refine(
    ({ name, affiliation, allStories }) => name ?? affiliation ?? allStories,
    'must name what to change',
  )
  .meta({ id: 'ReporterRenaming', examples: [examples.renaming] })

export const replacementInput = z
  .strictObject({ by: idSchema('rep').describe('Who stands in the byline instead, for instance the desk.') })
  .meta({ id: 'ReporterReplacement', examples: [examples.replacement] })

export const reporterSchema = z
  .object({
    id: idSchema('rep'),
    name: z.string(),
    kind: z.enum(['person', 'desk']),
    affiliation: z.object({ name: z.string(), shortName: z.string(), url: z.string() }),
    createdAt: time,
  })
  .meta({ id: 'Reporter', examples: [examples.reporter] })

export function reporterView(reporter: Reporter): z.infer<typeof reporterSchema> {
  const { id, name, kind, affiliationName, affiliationShortName, affiliationUrl, createdAt } = reporter
  const affiliation = { name: affiliationName, shortName: affiliationShortName, url: affiliationUrl }
  return { id, name, kind, affiliation, createdAt: toRfc3339(createdAt) }
}

/** How many published stories are to get another byline. */
const storiesSchema = z
  .int()
  .describe('How many published stories get a revision with it; it goes on by itself.')
  .meta({ examples: [120] })

export const renamedSchema = z
  .object({ reporter: reporterSchema, stories: storiesSchema })
  .meta({ id: 'RenamedReporter' })

/** The validator of what staff see of a reporter. */
export function reporterETag(reporter: Reporter): string {
  const view = JSON.stringify(reporterView(reporter))
  return createHash('sha256').update(view).digest('base64url').slice(0, etagLength)
}
