import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { readKillLog } from '../articles/kill-log.ts'
import { findBrandImage, requireNewswire } from '../articles/newswire.ts'
import { changes } from '../articles/tables.ts'
import type { Config } from '../config.ts'
import { killLogOf, killLogPath, sealerOf } from '../installation.ts'
import { listTerms } from '../licensing/terms.ts'
import { verifyAudit } from '../platform/audit/audit.ts'
import type { Database } from '../platform/database/database.ts'
import { faultsInFile, missingTriggers, tryWriting } from '../platform/database/doctor.ts'
import { staleSecrets } from '../resealing.ts'
import { isLoopback } from '../variables.ts'
import { auditVerdictLine } from './audit.ts'
import { askPublicly } from './public-address.ts'
import { Ailment } from './refusal.ts'
import type { Terminal } from './terminal.ts'

/** One check: says what it found, or throws an `Ailment` or whatever kept it from looking. */
export interface Examination {
  check: string
  examine: () => string | Promise<string>
}

const restore = 'restore a backup'
const maxLinesNamed = 10
const othersWrite = 0o022
const othersRead = 0o077
const maxVersions = 10_000

/** What can be said without the database. */
export function siteExaminations(config: Config, terminal: Terminal): Examination[] {
  const { dataDir } = config
  return [
    { check: 'address', examine: () => examineAddress(config, terminal) },
    {
      check: 'data folder',
      examine() {
        if (!existsSync(dataDir)) throw new Ailment(`${dataDir} is not there`, 'run: wirecopy migrate')
        requireClosed(dataDir, othersWrite, 'can be written by other users', 'chmod go-w')
        for (const name of ['secret.key', 'demo.json']) {
          requireClosed(join(dataDir, name), othersRead, 'can be read by other users', 'chmod 600')
        }
        return `${dataDir} is kept from other users`
      },
    },
    { check: 'kill log', examine: () => examineKillLog(config) },
  ]
}

async function examineKillLog(config: Config): Promise<string> {
  const { entries, unreadable } = await readKillLog(killLogOf(config))
  if (unreadable.length === 0) return `${entries.length} kills, which no backup brings back`
  const named = unreadable.slice(0, maxLinesNamed).join(', ')
  const more = unreadable.length > maxLinesNamed ? ` and ${unreadable.length - maxLinesNamed} more` : ''
  throw new Ailment(
    `of ${killLogPath(config)} these lines cannot be read: ${named}${more}`,
    'put back a copy of the file, or make sure that every killed story is killed and remove the lines',
  )
}

function examineAddress({ publicUrl, production }: Config, terminal: Terminal): string | Promise<string> {
  if (!isLoopback(publicUrl)) return askPublicly(publicUrl, terminal)
  if (!production) return `${publicUrl}, not in production`
  throw new Ailment(
    `links lead to ${publicUrl}, which partners cannot reach`,
    'set PUBLIC_URL to the https address of this server',
  )
}

function requireClosed(path: string, forbidden: number, fault: string, remedy: string): void {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats && (stats.mode & forbidden) !== 0) throw new Ailment(`${path} ${fault}`, `run: ${remedy} ${path}`)
}

/** What can be said about an open database, from its files up to what it must hold. */
export function databaseExaminations(config: Config, database: Database): Examination[] {
  const { databaseUrl } = config
  const { read, auditKey, dialect } = database
  return [
    {
      check: 'writing',
      async examine() {
        await tryWriting(database)
        return 'a trial row could be written'
      },
    },
    ...(dialect === 'sqlite' ? [{ check: 'file', examine: () => examineFile(databaseUrl) }] : []),
    { check: 'history guards', examine: () => examineTriggers(database) },
    { check: 'change log', examine: () => examineChanges(database) },
    {
      check: 'audit log',
      async examine() {
        const verdict = await verifyAudit(read, auditKey)
        if (!verdict.intact) throw new Ailment(auditVerdictLine(verdict), restore)
        return auditVerdictLine(verdict)
      },
    },
    { check: 'secrets', examine: () => examineSecrets(config, database) },
    {
      check: 'newswire',
      examine: async () => (await requireNewswire(read)).name,
    },
    { check: 'logo', examine: () => examineLogo(database) },
    { check: 'terms', examine: () => examineTerms(database) },
  ]
}

function examineFile(url: string): string {
  const faults = faultsInFile(url)
  if (faults.length > 0) throw new Ailment(faults.join('; '), restore)
  return 'every page and every reference is whole'
}

async function examineTriggers(database: Database): Promise<string> {
  const missing = await missingTriggers(database)
  if (missing.length === 0) return 'what was published cannot be rewritten'
  throw new Ailment(`missing: ${missing.join(', ')}`, 'somebody dropped them; restore a backup')
}

async function examineChanges({ read }: Database): Promise<string> {
  const [row] = await read
    .select({
      entries: sql<number>`count(*)`.mapWith(Number),
      last: sql`coalesce(max(${changes.seq}), 0)`.mapWith(Number),
    })
    .from(changes)
    .limit(1)
  const { entries = 0, last = 0 } = row ?? {}
  if (entries === last) return `${entries} entries without a gap`
  throw new Ailment(`${last - entries} of ${last} entries are missing`, restore)
}

async function examineSecrets(config: Config, { read }: Database): Promise<string> {
  const stale = (await staleSecrets(read, sealerOf(config))).filter(({ rows }) => rows > 0)
  if (stale.length === 0) return 'everything is sealed under SECRET_KEY'
  const counted = stale.map(({ name, rows }) => `${rows} ${name}`).join(', ')
  throw new Ailment(`sealed under a former SECRET_KEY: ${counted}`, 'run: wirecopy secrets reseal')
}

async function examineLogo({ read }: Database): Promise<string> {
  const { logo } = await requireNewswire(read)
  for (const { sha256, contentType } of logo) {
    const image = await findBrandImage(read, sha256)
    const isWhole = image && createHash('sha256').update(image.content).digest('hex') === sha256
    if (!isWhole)
      throw new Ailment(`the ${contentType} file is missing or altered`, 'run: wirecopy newswire logo')
  }
  if (logo.length === 0)
    throw new Ailment('there is none; nothing can be published', 'run: wirecopy newswire logo')
  return logo.map(({ contentType }) => contentType).join(', ')
}

async function examineTerms({ read }: Database): Promise<string> {
  const versions = await listTerms(read, { limit: maxVersions })
  const [current] = versions
  if (!current) throw new Ailment('there are none; no partner can be approved', 'run: wirecopy seed')
  for (const { version, text, sha256 } of versions) {
    if (createHash('sha256').update(text).digest('hex') !== sha256)
      throw new Ailment(`the text of version ${version} was altered`, restore)
  }
  return `version ${current.version} is in force`
}
