import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { Actor } from '../../actor.ts'
import { audit } from '../audit/audit.ts'
import type { Instant } from '../clock.ts'
import type { Queries, Tx } from '../database/database.ts'
import { settings } from './tables.ts'

/** A group of settings, as the room that heeds it knows it. */
export interface SettingGroup<Value> {
  readonly name: string
  readonly shape: z.ZodType<Value>
  /** What holds until somebody sets it. */
  readonly unset: Value
}

/** Settings as they stand; version 0 is that of the defaults. */
export interface Settings<Value> {
  value: Value
  version: number
  updatedAt: Instant | null
}

export async function readSettings<Value>(
  queries: Queries,
  { name, shape, unset }: SettingGroup<Value>,
): Promise<Settings<Value>> {
  const [row] = await queries.select().from(settings).where(eq(settings.name, name)).limit(1)
  if (!row) return { value: unset, version: 0, updatedAt: null }
  return { value: shape.parse(row.value), version: row.version, updatedAt: row.updatedAt }
}

/** Sets a whole group anew. */
export async function writeSettings<Value>(
  tx: Tx,
  actor: Actor,
  group: SettingGroup<Value>,
  value: Value,
): Promise<Settings<Value>> {
  const { name } = group
  const { version } = await readSettings(tx, group)
  const written = { value, version: version + 1, updatedAt: tx.now }
  await tx
    .insert(settings)
    .values({ name, ...written })
    .onConflictDoUpdate({ target: settings.name, set: written })
  await audit(tx, actor, 'settings.set', name, { value })
  return written
}
