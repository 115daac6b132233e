import { createApp } from '../app.ts'
import { fillIndex } from '../articles/index-filling.ts'
import { replayKills } from '../articles/kill-replay.ts'
import { type Config, loadConfig } from '../config.ts'
import { demoPartner, retireDemo } from '../demo.ts'
import { killLogOf, openInstallation } from '../installation.ts'
import { auditHead } from '../platform/audit/audit.ts'
import { systemClock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { migrate } from '../platform/database/migrate.ts'
import { serveMetrics } from '../platform/http/metrics.ts'
import { createLog, type Log } from '../platform/log.ts'
import { seed } from '../seed.ts'
import { banner } from './banner.ts'
import { answer, type Terminal } from './terminal.ts'

const auditHeadEveryMs = 60_000
// One Ctrl-C comes twice, from the terminal and from npm; only a later one says that somebody will not wait.
const sameSignalMs = 1_000

/** Brings the server up: migrate, outside production seed and demo partner, listen, say where to go. */
export async function serve(terminal: Terminal, asJson: boolean | undefined): Promise<void> {
  const config = loadConfig(terminal.env)
  const log = createLog(config.logLevel)
  await migrate(config.databaseUrl)
  const database = await openInstallation(config, log)
  try {
    await replayed(config, database, log)
    await fillIndex(database)
    if (!config.production) await seed(database)
    if (config.production) await retireDemo(config, database)
    const demo = config.production ? undefined : await demoPartner(config, database)
    const server = await listen(config, database, log)
    onStopSignal(config, server.stop)
    const { address } = server
    answer(terminal, asJson, { address, publicUrl: config.publicUrl }, banner(config, address, demo))
  } catch (error) {
    await database.close()
    throw error
  }
}

// Before anything is served.
async function replayed(config: Config, database: Database, log: Log): Promise<void> {
  const { killed, unknown, unreadable } = await replayKills(database, killLogOf(config))
  if (killed.length > 0) log.warn({ killed }, 'killed again what an older database brought back')
  if (unreadable.length > 0)
    log.error({ lines: unreadable }, 'the kill log has lines that cannot be read; run: wirecopy doctor')
  if (unknown.length > 0) log.warn({ unknown }, 'the kill log names stories that the database does not have')
}

async function listen(config: Config, database: Database, log: Log) {
  const { app, lifecycle, metrics, worker, mailing } = createApp({
    config,
    database,
    clock: systemClock,
    log,
  })
  const metricsServer =
    config.metricsPort === undefined
      ? undefined
      : await serveMetrics(metrics, config.host, config.metricsPort)
  const address = await app.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
    metricsServer?.close()
    throw error
  })
  worker.start()
  const headTimer = setInterval(() => void logAuditHead(database, log), auditHeadEveryMs)

  async function stop(waitMs: number): Promise<void> {
    lifecycle.draining = true
    log.info({ waitMs }, 'stopping')
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    clearInterval(headTimer)
    metricsServer?.close()
    await Promise.all([app.close(), worker.stop()])
    mailing.transport.close()
    await database.close()
    log.info('stopped')
  }
  return { address, stop }
}

// Load balancers need time to notice; a person at the keyboard does not want to wait for them.
function onStopSignal({ drainMs }: Config, stop: (waitMs: number) => Promise<void>): void {
  let stoppingSince: number | undefined
  const begin = (waitMs: number) => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > sameSignalMs) process.exit(1)
      return
    }
    stoppingSince = performance.now()
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
