import { userInfo } from 'node:os'
import type { Actor } from '../actor.ts'
import { type Config, loadConfig } from '../config.ts'
import { openInstallation } from '../installation.ts'
import type { Database } from '../platform/database/database.ts'
import { createLog, type Log } from '../platform/log.ts'
import type { Terminal } from './terminal.ts'

/** Who the audit log names for what is done here. */
export const actor: Actor = { kind: 'cli', name: userName() }

/** Runs a command on the database, beside a server that may be running, and closes it again. */
export async function onDatabase(
  terminal: Terminal,
  work: (database: Database, config: Config) => Promise<void>,
): Promise<void> {
  const config = loadConfig(terminal.env)
  const database = await openInstallation(config, quietLog(terminal))
  try {
    await work(database, config)
  } finally {
    await database.close()
  }
}

/** A log that leaves standard output to the answer. */
export function quietLog({ stderr }: Terminal): Log {
  return createLog('warn', { write: (line) => void stderr.write(line) })
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    // A container may run under a number that no account has.
    return `user ${process.getuid?.() ?? 'unknown'}`
  }
}
