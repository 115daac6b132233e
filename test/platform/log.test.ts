import Sqlite from 'better-sqlite3'
import { DrizzleQueryError } from 'drizzle-orm'
import { DatabaseError } from 'pg'
import { expect, test } from 'vitest'
import { createLog } from '../../src/platform/log.ts'
import { displayKey, mintKey } from '../../src/platform/secrets/keys.ts'
import { createSealer } from '../../src/platform/secrets/sealed.ts'

const CANARY = 'canary-7Hq9'
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

function capture() {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => lines.push(line) })
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '') }
}

test('a line is JSON with level, ISO time, fields and phrase', () => {
  const { log, lines, last } = capture()
  log.info({ deliveryId: 'd1', status: 200 }, 'webhook delivered')
  log.debug('not at this level')
  expect(lines).toHaveLength(1)
  expect(last()).toMatchObject({ level: 30, deliveryId: 'd1', status: 200, msg: 'webhook delivered' })
  expect(last().time).toMatch(ISO_TIME)
})

test.each(['authorization', 'cookie', 'set-cookie', 'key', 'secret', 'password', 'token', 'email', 'body'])(
  'a field named %s is redacted, in child loggers too',
  (name) => {
    const { log, lines } = capture()
    const fields = { [name]: `${CANARY} "quoted" \\ ${CANARY}` }
    log.info(
      {
        ...fields,
        inner: fields,
        req: { headers: fields },
        list: [{ deep: fields }],
        several: { [name]: [CANARY, `]${CANARY}`] },
      },
      'seen',
    )
    log.child({ ...fields, inner: fields }).info('seen')
    expect(lines.join('')).not.toContain(CANARY)
  },
)

test('a redacted field may hold an object', () => {
  const { log, lines, last } = capture()
  log.info({ body: { headline: CANARY }, request: { body: [CANARY] } }, 'seen')
  expect(last()).toMatchObject({ body: '[Redacted]', request: { body: '[Redacted]' } })
  expect(lines[0]).not.toContain(CANARY)
})

test('a key is shown by its first characters wherever it stands', () => {
  const key = mintKey('live')
  const { log, lines, last } = capture()
  log.info({ url: `/x?y=${key}`, deep: { deeper: { deepest: [key] } }, [key]: 1 }, `first\n${key}`)
  log.info('key %s was refused', key)
  log.error(new Error(`bad ${key}`))
  log.child({ note: key }).warn('seen')
  expect(lines.join('')).not.toContain(key.slice(0, 13))
  expect(last().note).toBe(displayKey(key))
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
})

test('a feed secret is redacted in its path, however it is spelled', () => {
  const key = mintKey('feed')
  const { log, lines, last } = capture()
  log.info({ url: `/feeds/${key.replaceAll('_', '%5F')}/articles.rss` }, 'feed read')
  log.info({ url: `/feeds/${key}/articles.rss` }, 'feed read')
  expect(lines.join('')).not.toContain(key.slice(-20))
  expect(last().url).toBe(`/feeds/${displayKey(key)}/articles.rss`)
})

test('a sealed value, as links in mails have it, is redacted wherever it stands', async () => {
  const token = createSealer(Buffer.alloc(32, 7), []).seal('test', Buffer.from('mai_1'))
  const { log, lines } = capture()
  log.info({ url: `/contacts/confirmations/${token}`, deep: [{ token2: token }] }, `first\n${token}`)
  expect(lines.join('')).not.toContain(token.slice(-22))
  expect(lines.join('')).toContain('/contacts/confirmations/[Sealed]')
})

test('credentials in running text are redacted', () => {
  const { log, lines } = capture()
  log.warn({ raw: `GET /\r\nAuthorization: Basic ${btoa(`${mintKey('live')}:`)}\r\n` }, 'request refused')
  expect(lines[0]).toContain('Authorization: Basic [Redacted]\\r\\n')
})

test('a line of many kilobytes is redacted, one of megabytes left out', () => {
  const { log, lines, last } = capture()
  log.info({ inner: { deeper: { token: 'x"\\'.repeat(40_000) } } }, 'seen')
  expect(last().inner.deeper.token).toBe('[Redacted]')
  log.info({ inner: { deeper: { token: 'x"\\'.repeat(3_000_000) } } }, 'seen')
  expect(last()).toMatchObject({ level: 50, msg: 'log line was too long and left out' })
  expect(lines).toHaveLength(2)
})

test('an ordinary error is logged with message, code, stack and cause', () => {
  const { log, last } = capture()
  const cause = Object.assign(new TypeError('no route'), { code: 'ENETUNREACH', address: CANARY })
  log.error({ err: new Error('could not connect', { cause }) })
  expect(last()).toMatchObject({
    msg: 'could not connect',
    err: {
      type: 'Error',
      message: 'could not connect',
      cause: { type: 'TypeError', message: 'no route', code: 'ENETUNREACH' },
    },
  })
  expect(last().err.stack).toContain('log.test.ts')
  expect(JSON.stringify(last())).not.toContain(CANARY)
})

test('errors that cause each other are logged and end', () => {
  const { log, lines } = capture()
  const error = new Error('round')
  error.cause = error
  log.error(error)
  expect(lines).toHaveLength(1)
})

test('what is thrown without being an error is logged as it is', () => {
  const { log, last } = capture()
  log.error({ err: 'thrown text' }, 'failed')
  expect(last().err).toBe('thrown text')
})

function sqliteError(): Error {
  const database = new Sqlite(':memory:')
  database.exec('create table people (mail text unique, age integer constraint adult check (age > 17))')
  const insert = database.prepare('insert into people values (?, ?)')
  insert.run(CANARY, 20)
  return thrownBy(() => insert.run(CANARY, 20))
}

function thrownBy(work: () => unknown): Error {
  try {
    work()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('expected an error')
}

function postgresError(): Error {
  const message = `duplicate key value: ${CANARY}\n    at ${CANARY}:1:1`
  const detail = `Key (mail)=(${CANARY}) already exists.`
  return Object.assign(new DatabaseError(message, 1, 'error'), {
    code: '23505',
    severity: 'ERROR',
    constraint: 'people_mail_unique',
    detail,
  })
}

const DATABASE_ERRORS: [string, Error, object][] = [
  [
    'SQLite',
    sqliteError(),
    { type: 'SqliteError', code: 'SQLITE_CONSTRAINT_UNIQUE', constraint: 'people.mail' },
  ],
  ['PostgreSQL', postgresError(), { type: 'DatabaseError', code: '23505', constraint: 'people_mail_unique' }],
]

test.each(DATABASE_ERRORS)(
  'a %s error is logged by code and constraint, never by message',
  (_, fault, expected) => {
    const { log, lines, last } = capture()
    const query = new DrizzleQueryError('insert into people values (?)', [CANARY], fault)
    const wrapped = new Error(`could not save ${CANARY}`, { cause: query })
    for (const error of [fault, query, wrapped]) {
      log.error(error)
      log.error({ err: error })
      log.error({ err: error }, error.message)
      expect(last()).toMatchObject({ msg: 'database error', err: expected })
      expect(last().err).not.toHaveProperty('message')
      expect(last().err.stack).toMatch(/^ {4}at .*log\.test\.ts:\d+:\d+/m)
      log.error({ err: error }, 'article not saved')
      expect(last()).toMatchObject({ msg: 'article not saved', err: expected })
    }
    expect(lines).toHaveLength(12)
    expect(lines.join('')).not.toContain(CANARY)
  },
)

test('a query that failed for a reason we do not know is not quoted either', () => {
  const { log, lines, last } = capture()
  log.error(new DrizzleQueryError('select ?', [CANARY], new RangeError('Too few parameter values')))
  expect(last()).toMatchObject({ msg: 'database error', err: { type: 'DrizzleQueryError' } })
  expect(lines[0]).not.toContain(CANARY)
})

test('a system error keeps its message, though its code looks like an SQLSTATE', () => {
  const { log, last } = capture()
  log.error(Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' }))
  expect(last()).toMatchObject({ msg: 'write EPIPE', err: { message: 'write EPIPE', code: 'EPIPE' } })
})
