import { z } from 'zod'
import { type Instant, timeOrNull, toRfc3339 } from '../platform/clock.ts'
import { cidrSchema, instantSchema, line } from '../platform/http/fields.ts'
import { idSchema } from '../platform/ids.ts'
import type { ApiKey } from './api-keys.ts'
import { examples } from './examples.ts'
import { feedGuids, keyKinds, scopes } from './tables.ts'

const maxCidrs = 50
const maxBackfill = 1_000
const maxOverlapSeconds = 30 * 24 * 60 * 60
const soonMs = 14 * 24 * 60 * 60 * 1_000

const time = z.iso.datetime()

const feedInput = z
  .strictObject({
    backfill: z
      .int()
      .min(0)
      .max(maxBackfill)
      .optional()
      .describe('How many of the stories that are out already it has as well; by default none.'),
    guid: z
      .enum(feedGuids)
      .optional()
      .describe(
        '`source`: imported stories are named as the feed that they were imported from named them, so that who read that one gets none twice. By default `uri`.',
      ),
  })
  .describe('What its feeds are like; with the kind `feed` only.')

export const newKeyInput = z
  .strictObject({
    name: line(100).describe('Where it is used: `production CMS`.'),
    kind: z
      .enum(keyKinds)
      .optional()
      .describe(
        '`test`: a key for the sandbox, which works before the approval. `feed`: a secret for addresses such as `/feeds/wc_feed_…/articles.rss`, good for nothing else. By default `live`.',
      ),
    scopes: z.array(z.enum(scopes)).min(1).max(scopes.length).optional(),
    expiresAt: instantSchema.optional(),
    allowedCidrs: z.array(cidrSchema).max(maxCidrs).optional(),
    feed: feedInput.optional(),
  })
  .meta({ id: 'NewKey', examples: [examples.newKey] })

export const rotationInput = z
  .strictObject({
    overlapSeconds: z
      .int()
      .min(0)
      .max(maxOverlapSeconds)
      .optional()
      .describe('How long the old key goes on working; by default a day.'),
    expiresAt: instantSchema
      .optional()
      .describe('When the new key ends; by default when the old one would have.'),
  })
  .meta({ id: 'KeyRotation', examples: [examples.rotation] })

export const apiKeySchema = z
  .object({
    id: idSchema('key'),
    name: z.string(),
    kind: z.enum(keyKinds),
    display: z.string().describe('The beginning of the key, to tell it from others.'),
    scopes: z.array(z.enum(scopes)),
    allowedCidrs: z.array(z.string()),
    createdAt: time,
    expiresAt: time.nullable(),
    expiresSoon: z.boolean().describe('It works, and ends within 14 days.'),
    revokedAt: time.nullable(),
    lastUsedAt: time.nullable(),
    rotatedAt: time.nullable().describe('When another key took its place; it works until `expiresAt`.'),
    successorId: idSchema('key').nullable(),
    feed: z
      .object({ startsAt: time.describe('Older stories are not in it.'), guid: z.enum(feedGuids) })
      .nullable(),
  })
  .meta({ id: 'ApiKey', examples: [examples.key] })

export const newKeySchema = apiKeySchema
  .extend({
    key: z
      .string()
      .optional()
      .describe('Shown this once, unless it is a test key; a replay of the request leaves it out.'),
  })
  .meta({ id: 'CreatedApiKey', examples: [examples.createdKey] })

export function apiKeyView(key: ApiKey, now: Instant): z.infer<typeof apiKeySchema> {
  const {
    id,
    name,
    kind,
    display,
    scopes,
    allowedCidrs,
    createdAt,
    expiresAt,
    revokedAt,
    lastUsedAt,
    rotatedAt,
    successorId,
    feed,
  } = key
  return {
    id,
    name,
    kind,
    display,
    scopes,
    allowedCidrs,
    createdAt: toRfc3339(createdAt),
    expiresAt: timeOrNull(expiresAt),
    expiresSoon: revokedAt === null && expiresAt !== null && expiresAt > now && expiresAt - now <= soonMs,
    revokedAt: timeOrNull(revokedAt),
    lastUsedAt: timeOrNull(lastUsedAt),
    rotatedAt: timeOrNull(rotatedAt),
    successorId,
    feed: feed && { startsAt: toRfc3339(feed.startsAt), guid: feed.guid },
  }
}

export const keySecretSchema = z
  .object({ key: z.string() })
  .meta({ id: 'TestKeySecret', examples: [examples.testKeySecret] })

/** A key that was made just now. */
export function newKeyView({ key, ...created }: ApiKey & { key: string }): z.infer<typeof newKeySchema> {
  return { ...apiKeyView(created, created.createdAt), key }
}
