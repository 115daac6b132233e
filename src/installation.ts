import { join, resolve } from 'node:path'
import type { Outside } from './articles/import/asking.ts'
import type { Config } from './config.ts'
import type { Asking } from './partners/domains/asking.ts'
import { systemClock } from './platform/clock.ts'
import type { Database } from './platform/database/database.ts'
import { dialectOf } from './platform/database/dialect.ts'
import { type Journal, journalIn } from './platform/database/journal.ts'
import { migrationStatus } from './platform/database/migrate.ts'
import { requireCurrent } from './platform/database/migrations.ts'
import { openDatabase } from './platform/database/open.ts'
import { filePathOf } from './platform/database/sqlite.ts'
import { createGuardedFetch } from './platform/fetch/guarded-fetch.ts'
import type { Network } from './platform/fetch/network.ts'
import { type ResolveTxt, systemTxt } from './platform/fetch/txt-records.ts'
import type { Log } from './platform/log.ts'
import { createSealer, type Sealer } from './platform/secrets/sealed.ts'
import { localStorageIn } from './platform/storage/local-storage.ts'
import type { Storage } from './platform/storage/storage.ts'
import { userAgent } from './product.ts'

const ioErrorExitCode = 74

/**
 * The database of this installation, as the server and every command open it. Throws a `DatabaseFault`
 * where it was not migrated, or by a newer release.
 */
export async function openInstallation(config: Config, log: Log): Promise<Database> {
  requireCurrent(await migrationStatus(config.databaseUrl), nameOf(config.databaseUrl))
  const sealer = sealerOf(config)
  const onFatal = (code: string) => {
    log.fatal({ code }, 'storage failed under a write; stopping')
    process.exit(ioErrorExitCode)
  }
  const journal = killLogOf(config)
  return openDatabase({ url: config.databaseUrl, now: systemClock.now, journal, onFatal }, sealer)
}

/** What seals the secrets that must be read again. */
export function sealerOf({ secretKey, previousSecretKeys }: Config): Sealer {
  return createSealer(secretKey, previousSecretKeys)
}

/** Images, beside the database. */
export function storageOf({ dataDir }: Pick<Config, 'dataDir'>): Storage {
  return localStorageIn(join(dataDir, 'media'))
}

/** Papers of partners, apart from the images: no address leads to them. */
export function documentStorageOf({ dataDir }: Pick<Config, 'dataDir'>): Storage {
  return localStorageIn(join(dataDir, 'documents'))
}

/** Every kill, beside the database: a backup that is put back must not bring a killed story back. */
export function killLogOf(config: Pick<Config, 'dataDir'>): Journal {
  return journalIn(killLogPath(config))
}

export function killLogPath({ dataDir }: Pick<Config, 'dataDir'>): string {
  return join(dataDir, 'kills.log')
}

/** How this installation reaches the sources of stories. */
export function outsideOf(config: Config, network: Network | undefined): Outside {
  const { publicUrl, privateSourceCidrs } = config
  return { userAgent: userAgent(publicUrl), sealer: sealerOf(config), privateSourceCidrs, network }
}

/** How this installation asks hosts of partners whose they are. */
export function askingOf(
  { publicUrl }: Pick<Config, 'publicUrl'>,
  network: Network | undefined,
  resolveTxt: ResolveTxt = systemTxt,
): Asking {
  return { ...createGuardedFetch(userAgent(publicUrl), network), resolveTxt }
}

// Without user and password, which must not reach a screen.
function nameOf(databaseUrl: string): string {
  if (dialectOf(databaseUrl) === 'sqlite') return resolve(filePathOf(databaseUrl))
  const { host, pathname } = new URL(databaseUrl)
  return `the PostgreSQL database ${pathname.slice(1)} on ${host}`
}
