import { z } from 'zod'
import { timeOrNull, toRfc3339 } from '../../platform/clock.ts'
import { line, webUrl } from '../../platform/http/fields.ts'
import { idSchema } from '../../platform/ids.ts'
import { examples } from './examples.ts'
import type { ImportReport } from './reports.ts'
import { Tally } from './result.ts'
import type { Source } from './sources.ts'
import { publishModes, sourceKinds } from './tables.ts'

const maxNames = 100
const maxIntervalSeconds = 7 * 24 * 60 * 60
const usualIntervalSeconds = 5 * 60

const time = z.iso.datetime()
const names = z.array(line(200)).max(maxNames)

/** The address of a site or feed, as sources are told apart by it. */
export const sourceUrl = webUrl
  .refine((text) => !URL.parse(text)?.username, 'must not contain a user name; give credentials apart')
  .transform((text) => {
    const { origin, pathname, search } = new URL(text)
    return `${origin}${pathname.replace(/\/+$/, '')}${search}`
  })

const intervalSeconds = z.int().min(60).max(maxIntervalSeconds)

const wishes = z.strictObject({
  rules: z
    .strictObject({ categories: names.default([]), tags: names.default([]), authors: names.default([]) })
    .optional()
    .describe('What belongs to the wire: whatever one of the lists names; without any, everything.'),
  publish: z.enum(publishModes).optional().describe('`hold` makes drafts, which the desk publishes.'),
  credentials: z
    .strictObject({ user: line(200).regex(/^[^:]*$/, 'must not contain a colon'), password: line(500) })
    .nullable()
    .optional()
    .describe('A user of the site and its application password; never shown again.'),
})

export const sourceWishesInput = wishes

export const newSourceInput = wishes
  .extend({
    kind: z.enum(['wordpress', 'feed']),
    url: sourceUrl.describe('Of the site, or of the feed.'),
    intervalSeconds: intervalSeconds.default(usualIntervalSeconds).describe('Between polls.'),
  })
  .meta({ id: 'NewSource', examples: [examples.newSource] })

export const changedSourceInput = wishes
  .extend({ intervalSeconds: intervalSeconds.optional(), paused: z.boolean().optional() })
  .refine((fields) => Object.keys(fields).length > 0, 'must have at least one field to change')
  .meta({ id: 'SourceChanges', minProperties: 1, examples: [examples.changes] })

export const sourceSchema = z
  .object({
    id: idSchema('src'),
    kind: z.enum(sourceKinds),
    url: z.string(),
    rules: z.object({
      categories: z.array(z.string()),
      tags: z.array(z.string()),
      authors: z.array(z.string()),
    }),
    publish: z.enum(publishModes),
    authenticated: z.boolean().describe('Whether we have credentials for it.'),
    intervalSeconds: z.int().nullable().describe('Null: it is read when told to.'),
    paused: z.boolean(),
    running: z.boolean(),
    failures: z.int().describe('Runs since the last one that went well.'),
    lastRunAt: time.nullable(),
    lastError: z.string().nullable(),
    nextRunAt: time.nullable(),
    createdAt: time,
    version: z.int().describe('Send it as `If-Match: "version"` with an edit.'),
  })
  .meta({ id: 'Source', examples: [examples.source] })

export function sourceView(source: Source): z.infer<typeof sourceSchema> {
  const { id, kind, url, rules, publish, intervalMs, paused, failures, lastError, version } = source
  return {
    id,
    kind,
    url,
    rules,
    publish,
    authenticated: source.credentials !== null,
    intervalSeconds: intervalMs === null ? null : intervalMs / 1_000,
    paused,
    running: source.runId !== null,
    failures,
    lastRunAt: timeOrNull(source.lastRunAt),
    lastError,
    nextRunAt: timeOrNull(source.nextRunAt),
    createdAt: toRfc3339(source.createdAt),
    version,
  }
}

const counts = z.object({
  imported: z.int(),
  held: z.int().describe('Made drafts.'),
  updated: z.int(),
  unchanged: z.int(),
  waiting: z.int().describe('Until somebody says who their author is.'),
  correction: z.int().describe('Proposed to the desk.'),
  conflict: z.int().describe('Changed on both sides.'),
  outside: z.int().describe('Not of the wire.'),
  skipped: z.int(),
  vanished: z.int().describe('Found to be gone at the source.'),
})
const counted = z.array(z.object({ name: z.string(), stories: z.int() }))

export const reportSchema = z
  .object({
    id: idSchema('imp'),
    sourceId: idSchema('src'),
    state: z.enum(['waiting', 'running', 'done', 'failed', 'interrupted']),
    startedAt: time,
    endedAt: time.nullable(),
    error: z.string().nullable(),
    result: z.object({
      read: z.int(),
      complete: z
        .boolean()
        .describe('Whether the source was read to its end; the next run goes on otherwise.'),
      counts,
      skipped: z.array(z.object({ story: z.string(), because: z.string() })),
      unknownAuthors: counted,
      images: z.int().describe('Of stories that are new or were changed.'),
      imagesWithoutRights: z.int().describe('Those that partners do not get.'),
      imagesNotImported: z.int().describe('Those that could not be had.'),
      missingImages: z
        .array(z.object({ image: z.string(), story: z.string(), because: z.string() }))
        .describe('Each of these once, with the first story that shows it; at most 100.'),
      leftOut: z
        .array(z.object({ name: z.string(), items: z.int() }))
        .describe('What an export holds besides published posts, by type or status.'),
      droppedShortcodes: counted,
      droppedNotices: z.int(),
      droppedBoxes: z.int(),
    }),
  })
  .meta({ id: 'ImportReport', description: 'What a run found.', examples: [examples.report] })

export function reportView(report: ImportReport): z.infer<typeof reportSchema> {
  const { id, sourceId, state, startedAt, endedAt, error } = report
  // Reports of older releases count less.
  const result = { ...new Tally().result(), ...report.result }
  return { id, sourceId, state, startedAt: toRfc3339(startedAt), endedAt: timeOrNull(endedAt), error, result }
}
