import { createApp } from '../app.ts'
import type { Config } from '../config.ts'
import { demoPartner } from '../demo.ts'
import { openInstallation } from '../installation.ts'
import { auditHead } from '../platform/audit/audit.ts'
import { systemClock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { migrate } from '../platform/database/migrate.ts'
import { serveMetrics } from '../platform/http/metrics.ts'
import { createLog, type Log } from '../platform/log.ts'
import { seed } from '../seed.ts'
import { banner } from './banner.ts'
import { readConfig } from './read-config.ts'

const auditHeadEveryMs = 60_000

/** Brings the server up: migrate, outside production seed and demo partner, listen, say where to go. */
export async function serve(): Promise<void> {
  const config = readConfig()
  const log = createLog(config.logLevel)
  await migrate(config.databaseUrl)
  const database = await openInstallation(config, log)
  if (!config.production) await seed(database)
  const demo = config.production ? undefined : await demoPartner(config, database)

  const { app, lifecycle, metrics } = createApp({ config, database, clock: systemClock, log })
  await app.listen({ host: config.host, port: config.port })
  const metricsServer =
    config.metricsPort === undefined
      ? undefined
      : await serveMetrics(metrics, config.host, config.metricsPort)
  const headTimer = setInterval(() => void logAuditHead(database, log), auditHeadEveryMs)

  onStopSignal(config, async (waitMs) => {
    lifecycle.draining = true
    log.info({ waitMs }, 'stopping')
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    clearInterval(headTimer)
    metricsServer?.close()
    await app.close()
    await database.close()
    log.info('stopped')
  })
  process.stdout.write(banner(config, demo))
}

// Load balancers need time to notice; a person at the keyboard does not want to wait for them.
function onStopSignal({ drainMs }: Config, stop: (waitMs: number) => Promise<void>): void {
  let stopping = false
  const begin = (waitMs: number) => {
    if (stopping) process.exit(1)
    stopping = true
    stop(waitMs).then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', () => begin(drainMs))
  process.on('SIGINT', () => begin(0))
}

// Kept outside the database, so that entries cut off at the end of the log are noticed.
async function logAuditHead(database: Database, log: Log): Promise<void> {
  try {
    const head = await auditHead(database.read)
    if (head) log.info({ seq: head.seq, mac: head.mac }, 'audit head')
  } catch (error) {
    log.error({ err: error }, 'audit head could not be read')
  }
}
