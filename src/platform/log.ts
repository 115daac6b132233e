import { pino } from 'pino'
import { displayKey, keyPattern } from './secrets/keys.ts'
import { sealedPattern } from './secrets/sealed.ts'

export type Log = pino.Logger

const SECRET_NAMES = [
  'authorization',
  'cookie',
  'set-cookie',
  'key',
  'apiKey',
  'secret',
  'password',
  'token',
  'email',
  'bodyHtml',
]
const SECRET_STRUCTURES = ['body', 'contacts', 'headers']
const TEXT = String.raw`"[^"\\]*(?:\\.[^"\\]*)*"`
const SECRET_TEXT = new RegExp(
  `"(${[...SECRET_NAMES, ...SECRET_STRUCTURES].join('|')})":(?:${TEXT}|\\[(?:${TEXT},?)*\\])`,
  'g',
)
const CREDENTIALS = /(Basic|Bearer) [\w+/=.~-]{20,}/g
const FEED_SECRET = /(?<=\/feeds\/)[^/?"\\\s]+(?=\/articles)/g
const SQLSTATE = /^[0-9A-Z]{5}$/
const SQLITE_CONSTRAINT = /^[A-Z ]+ constraint failed: ([\w.]+(?:, [\w.]+)*)$/
const FRAME = /^ {4}at (?:.+:\d+:\d+\)?|.+ \((?:<anonymous>|native)\))$/
const CAUSES_LIMIT = 5
const MAX_LINE_LENGTH = 262_144

/**
 * JSON lines to standard output, or to `destination`. Two nets keep secrets out: the paths of fields that hold
 * one, and the finished line, which knows such fields at any depth and our keys by their form.
 */
export function createLog(level: pino.LevelWithSilent, destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    // Wildcards cost microseconds each, so they are for what the finished line cannot show to be one value.
    redact: [...SECRET_NAMES, ...SECRET_STRUCTURES]
      .map((name) => `["${name}"]`)
      .concat(SECRET_STRUCTURES.map((name) => `*.${name}`)),
    serializers: { err: describeError },
    hooks: { logMethod: logWithSafeMessage, streamWrite: withoutSecrets },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

// Works on the finished line, so none of the patterns may cut a JSON escape in two.
function withoutSecrets(line: string): string {
  if (line.length > MAX_LINE_LENGTH) return tooLong(line.length)
  return line
    .replace(SECRET_TEXT, '"$1":"[Redacted]"')
    .replace(keyPattern, displayKey)
    .replace(FEED_SECRET, displayKey)
    .replace(sealedPattern, '[Sealed]')
    .replace(CREDENTIALS, '$1 [Redacted]')
}

// The patterns would exhaust the stack on megabytes, and nothing we mean to log is that long.
function tooLong(length: number): string {
  const time = new Date().toISOString()
  return `${JSON.stringify({ level: pino.levels.values.error, time, length, msg: 'log line was too long and left out' })}\n`
}

// pino takes the message of an error for the line's own when none is given.
function logWithSafeMessage(this: Log, args: Parameters<pino.LogFn>, method: pino.LogFn): void {
  const [first, message] = args
  const error = errorIn(first)
  if (error === undefined || (message !== undefined && message !== error.message)) {
    method.apply(this, args)
    return
  }
  method.call(this, first, databaseCause(error) === undefined ? error.message : 'database error')
}

function errorIn(first: unknown): Error | undefined {
  if (first instanceof Error) return first
  if (typeof first !== 'object' || first === null || !('err' in first)) return undefined
  return first.err instanceof Error ? first.err : undefined
}

type ErrorRecord = {
  type: string
  message?: string
  code: string | undefined
  constraint?: string | undefined
  stack: string
  cause?: unknown
}

function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error
  const fault = databaseCause(error)
  if (fault !== undefined) return describeDatabaseError(error, fault)

  const record: ErrorRecord = {
    type: error.constructor.name,
    message: error.message,
    code: textOf(error, 'code'),
    stack: error.stack ?? '',
  }
  if (error.cause !== undefined && depth < CAUSES_LIMIT) record.cause = describeError(error.cause, depth + 1)
  return record
}

// The message of a database error carries parameters, and whoever wraps the error may quote it.
function describeDatabaseError(error: Error, fault: Error): ErrorRecord {
  return {
    type: fault.constructor.name,
    code: textOf(fault, 'code'),
    constraint: textOf(fault, 'constraint') ?? SQLITE_CONSTRAINT.exec(fault.message)?.[1],
    stack: framesOf(error),
  }
}

/** A line about an error that may be kept: of a database error code and constraint alone, and never a key. */
export function errorLine(error: unknown): string {
  if (!(error instanceof Error)) return 'Something was thrown that is no error'
  const fault = databaseCause(error)
  if (fault === undefined) return withoutSecrets(error.message)
  const { code, constraint } = describeDatabaseError(error, fault)
  return ['Database error', code, constraint].filter(Boolean).join(' ')
}

function databaseCause(error: Error): Error | undefined {
  let fault: Error | undefined
  let next: unknown = error
  for (let depth = 0; depth <= CAUSES_LIMIT && next instanceof Error; depth++) {
    if (isDatabaseError(next)) fault = next
    next = next.cause
  }
  return fault
}

function isDatabaseError(error: Error): boolean {
  const code = textOf(error, 'code') ?? ''
  if (code.startsWith('SQLITE_')) return true
  // EPIPE and its like have the form of an SQLSTATE too, but no severity.
  if (SQLSTATE.test(code) && textOf(error, 'severity') !== undefined) return true
  return 'query' in error && 'params' in error
}

function textOf(error: Error, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? value : undefined
}

function framesOf(error: Error): string {
  const stack = error.stack ?? ''
  const messageAt = stack.indexOf(error.message)
  const afterMessage = messageAt < 0 ? stack : stack.slice(messageAt + error.message.length)
  return afterMessage
    .split('\n')
    .filter((line) => FRAME.test(line))
    .join('\n')
}
