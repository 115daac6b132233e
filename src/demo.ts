import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Actor } from './actor.ts'
import { visibleTo } from './articles/listing.ts'
import { articles } from './articles/tables.ts'
import type { Config } from './config.ts'
import { approve } from './licensing/agreements.ts'
import { createApiKey, listApiKeys, revokeApiKey } from './partners/api-keys.ts'
import { findPartner, registerPartner } from './partners/partners.ts'
import { partners } from './partners/tables.ts'
import { systemClock } from './platform/clock.ts'
import type { Database } from './platform/database/database.ts'
import { idSchema } from './platform/ids.ts'

const actor: Actor = { kind: 'system', name: 'demo' }
const ownerOnly = 0o600
const maxDemoKeys = 100

const demoSchema = z.object({ partnerId: idSchema('par'), key: z.string(), articleId: idSchema('art') })

export type Demo = z.infer<typeof demoSchema>

/**
 * The demo partner `Example Gazette` with its key, kept in `DATA_DIR/demo.json`. Made once on a database
 * without partners; undefined where there are others and none of ours.
 */
export async function demoPartner({ dataDir }: Config, database: Database): Promise<Demo | undefined> {
  const path = join(dataDir, 'demo.json')
  const kept = readDemo(path)
  if (kept && (await findPartner(database.read, kept.partnerId))) return kept

  const demo = await createDemo(database)
  if (demo) keep(path, demo)
  return demo
}

/** Ends what a start outside production left behind: a key that stands in a file opens nothing in production. */
export async function retireDemo({ dataDir }: Config, database: Database): Promise<void> {
  const path = join(dataDir, 'demo.json')
  const kept = readDemo(path)
  if (!kept || !(await findPartner(database.read, kept.partnerId))) return
  await database.write(async (tx) => {
    const keys = await listApiKeys(tx, kept.partnerId, { limit: maxDemoKeys })
    for (const { id } of keys) await revokeApiKey(tx, actor, kept.partnerId, id)
  })
  rmSync(path)
}

async function createDemo(database: Database): Promise<Demo | undefined> {
  return database.write(async (tx) => {
    const now = systemClock.now()
    const [other] = await tx.select({ id: partners.id }).from(partners).limit(1)
    const [article] = await tx.select({ id: articles.id }).from(articles).where(visibleTo(now, now)).limit(1)
    if (other || !article) return undefined

    const partner = await registerPartner(tx, actor, {
      name: 'Example Gazette',
      domains: ['gazette.example'],
      audience: { monthlyUniques: 250_000, source: 'made up for the demonstration' },
      contacts: [{ role: 'urgent', email: 'desk@gazette.example' }],
    })
    await approve(tx, actor, partner.id, { reason: 'demo partner' })
    const { key } = await createApiKey(tx, actor, partner.id, { name: 'demo' })
    return { partnerId: partner.id, key, articleId: article.id }
  })
}

function readDemo(path: string): Demo | undefined {
  try {
    return demoSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}

function keep(path: string, demo: Demo): void {
  // A file that is there already would keep the mode that it has.
  rmSync(path, { force: true })
  writeFileSync(path, `${JSON.stringify(demo, null, 2)}\n`, { mode: ownerOnly, flag: 'wx' })
}
