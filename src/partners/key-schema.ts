import { z } from 'zod'
import { toRfc3339 } from '../platform/clock.ts'
import { cidrSchema, instantSchema, line } from '../platform/http/fields.ts'
import { idSchema } from '../platform/ids.ts'
import type { ApiKey } from './api-keys.ts'
import { examples } from './examples.ts'
import { scopes } from './tables.ts'

const maxCidrs = 50

const time = z.iso.datetime()

export const newKeyInput = z
  .strictObject({
    name: line(100).describe('Where it is used: `production CMS`.'),
    scopes: z.array(z.enum(scopes)).min(1).max(scopes.length).optional(),
    expiresAt: instantSchema.optional(),
    allowedCidrs: z.array(cidrSchema).max(maxCidrs).optional(),
  })
  .meta({ id: 'NewKey', examples: [examples.newKey] })

export const apiKeySchema = z
  .object({
    id: idSchema('key'),
    name: z.string(),
    display: z.string().describe('The beginning of the key, to tell it from others.'),
    scopes: z.array(z.enum(scopes)),
    allowedCidrs: z.array(z.string()),
    createdAt: time,
    expiresAt: time.nullable(),
    revokedAt: time.nullable(),
    lastUsedAt: time.nullable(),
  })
  .meta({ id: 'ApiKey', examples: [examples.key] })

export const newKeySchema = apiKeySchema
  .extend({ key: z.string().optional().describe('Shown this once; a replay of the request leaves it out.') })
  .meta({ id: 'CreatedApiKey', examples: [examples.createdKey] })

export function apiKeyView(key: ApiKey): z.infer<typeof apiKeySchema> {
  const { id, name, display, scopes, allowedCidrs, createdAt, expiresAt, revokedAt, lastUsedAt } = key
  return {
    id,
    name,
    display,
    scopes,
    allowedCidrs,
    createdAt: toRfc3339(createdAt),
    expiresAt: timeOrNull(expiresAt),
    revokedAt: timeOrNull(revokedAt),
    lastUsedAt: timeOrNull(lastUsedAt),
  }
}

export function newKeyView({ key, ...created }: ApiKey & { key: string }): z.infer<typeof newKeySchema> {
  return { ...apiKeyView(created), key }
}

function timeOrNull(instant: number | null): string | null {
  return instant === null ? null : toRfc3339(instant)
}
