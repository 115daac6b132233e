import { type Command, CommanderError } from 'commander'
import { ConfigError } from '../config.ts'
import { DatabaseFault } from '../platform/database/fault.ts'
import { SealError } from '../platform/secrets/sealed.ts'
import { type FieldError, Problem, problemTypes } from '../problems.ts'
import { quietLog } from './on-database.ts'
import { optionFor, said } from './options.ts'
import { Finding, WrongUsage } from './refusal.ts'
import type { Terminal } from './terminal.ts'

const exitCodes = { done: 0, failed: 1, wrongUsage: 2, wrongConfig: 78 } as const

const checkUrl = 'check DATABASE_URL'
const remedies: Record<string, string> = {
  ECONNREFUSED: `nothing listens at the address of the database; start PostgreSQL, or ${checkUrl}`,
  ENOTFOUND: `the host of the database is not known; ${checkUrl}`,
  ETIMEDOUT: `the database does not answer; ${checkUrl} and the network`,
  ECONNRESET: 'the database ended the connection; its own log says why',
  '57P03': 'PostgreSQL is starting or stopping; try again in a moment',
  '53300': 'PostgreSQL has no connection left for us; raise max_connections or end other programs',
  '3D000': 'PostgreSQL has no database of that name; make it with createdb, or check DATABASE_URL',
  '28P01': `PostgreSQL refuses the password; ${checkUrl}`,
  '28000': `PostgreSQL refuses the user; ${checkUrl}`,
  '42501': 'the user of DATABASE_URL lacks a right on the database; grant it',
  '25006': 'PostgreSQL is read-only, perhaps a standby; use the primary in DATABASE_URL',
  SQLITE_CANTOPEN: 'the database file cannot be opened; check DATA_DIR, DATABASE_URL and who owns them',
  SQLITE_NOTADB: `the file is not an SQLite database; ${checkUrl}`,
  SQLITE_READONLY: 'the database file cannot be written; check who owns it and its folder',
  SQLITE_BUSY: 'another process is writing; try again when it is done',
  SQLITE_CORRUPT: 'the database file is damaged; run wirecopy doctor, and restore a backup',
  EACCES: 'a file or port may not be used by this user; check DATA_DIR and PORT',
  EROFS: 'the file system takes no writes; set DATA_DIR to a folder on one that does',
  ENOSPC: 'the disk is full; make room',
  EADDRINUSE: 'the port is in use, perhaps by another Wirecopy; set PORT (or METRICS_PORT) to a free one',
  EADDRNOTAVAIL: 'this machine does not have the address of HOST; set HOST to one of its own',
}

/** Says on standard error what went wrong, a line for each fault, and returns the code to end with. */
export function report(error: unknown, command: Command | undefined, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode
  const { exitCode, lines } = told(error, command)
  if (lines.length === 0) quietLog(terminal).error({ err: error }, 'This is a fault of Wirecopy itself')
  for (const line of lines) terminal.stderr.write(`${line}\n`)
  return exitCode
}

/** What is wrong, in one line. */
export function lineFor(error: unknown): string {
  const { lines } = told(error, undefined)
  // The message of a database error carries parameters, so that of an unknown one is not shown.
  return (
    lines.join('; ') || `failed with ${error instanceof Error ? error.constructor.name : 'an unknown error'}`
  )
}

function told(error: unknown, command: Command | undefined): { exitCode: number; lines: readonly string[] } {
  if (error instanceof WrongUsage) {
    const lines = error.faults.map((fault) => (typeof fault === 'string' ? fault : lineOf(fault, command)))
    return { exitCode: exitCodes.wrongUsage, lines }
  }
  if (error instanceof ConfigError) return { exitCode: exitCodes.wrongConfig, lines: error.faults }
  if (error instanceof Problem) return { exitCode: exitCodes.failed, lines: problemLines(error, command) }
  if (error instanceof Finding || error instanceof DatabaseFault) {
    return { exitCode: exitCodes.failed, lines: [error.message] }
  }
  if (error instanceof SealError) {
    return {
      exitCode: exitCodes.wrongConfig,
      lines: [`SECRET_KEY does not fit this database: ${error.message}`],
    }
  }
  const remedy = remedyFor(error)
  return { exitCode: exitCodes.failed, lines: remedy ? [remedy] : [] }
}

function problemLines({ slug, title, detail, errors }: Problem, command: Command | undefined): string[] {
  if (errors) return errors.map((fault) => lineOf(fault, command))
  return [detail ?? `${title}: ${problemTypes[slug].remedy}`]
}

function lineOf({ field, message }: FieldError, command: Command | undefined): string {
  return said(optionFor(field, command), message)
}

/** What the operator can do about a failure of the system underneath; undefined where that is not known. */
function remedyFor(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const code = codeOf(error)
  const remedy = remedies[code] ?? remedies[code.replace(/^(SQLITE_[A-Z]+)_.*/, '$1')]
  return remedy ? `${code}: ${remedy}` : remedyFor(error.cause)
}

// Where the connection itself fails, the driver of PostgreSQL gives words and no code.
function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code
  if (/\btimeout\b/.test(error.message)) return 'ETIMEDOUT'
  return error.message.startsWith('Connection terminated') ? 'ECONNRESET' : ''
}
