import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ConfigError, envExample, loadConfig } from '../../src/config.ts'

const HEX_KEY = `${'3f'.repeat(31)}a0`
const BASE64_KEY = Buffer.from(HEX_KEY, 'hex').toString('base64')
const EXAMPLE_KEY = '0123456789abcdef'.repeat(4)
const PRODUCTION = { NODE_ENV: 'production', PUBLIC_URL: 'https://wire.example.org', SECRET_KEY: HEX_KEY }

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wirecopy-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

function load(env: Record<string, string | undefined> = {}) {
  return loadConfig({ DATA_DIR: dataDir, ...env })
}

function faultsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    load(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
}

test('an empty environment gives the defaults of the design', () => {
  const { secretKey, ...config } = load()
  expect(secretKey).toHaveLength(32)
  expect(config).toEqual({
    dataDir,
    databaseUrl: `file:${dataDir}/wirecopy.db`,
    host: '127.0.0.1',
    port: 8080,
    publicUrl: 'http://127.0.0.1:8080',
    logLevel: 'info',
    trustedProxies: [],
    privateSourceCidrs: [],
    rateLimit: 600,
    drainMs: 5000,
    previousSecretKeys: [],
    mail: {
      transport: 'log',
      from: { name: undefined, address: 'wirecopy@localhost' },
      folder: join(dataDir, 'mail'),
    },
    production: false,
  })
})

test('every variable finds its place', () => {
  const config = load({
    ...PRODUCTION,
    DATABASE_URL: 'postgresql://wire:pass@db/wire',
    HOST: '::',
    PORT: '0',
    LOG_LEVEL: 'debug',
    TRUSTED_PROXIES: '10.0.0.0/8, fd00::/8',
    PRIVATE_SOURCE_CIDRS: '10.20.0.0/16',
    RATE_LIMIT: '10',
    DRAIN_MS: '0',
    SECRET_KEY_PREVIOUS: `${BASE64_KEY},${EXAMPLE_KEY}`,
    METRICS_PORT: '9464',
    SMTP_URL: 'smtps://wire:pass@relay',
    MAIL_FROM: 'The Wire <wire@example.org>',
    MAIL_DKIM_SELECTOR: 'mail2026',
  })
  expect(config).toEqual({
    dataDir,
    databaseUrl: 'postgresql://wire:pass@db/wire',
    host: '::',
    port: 0,
    publicUrl: 'https://wire.example.org',
    logLevel: 'debug',
    trustedProxies: ['10.0.0.0/8', 'fd00::/8'],
    privateSourceCidrs: ['10.20.0.0/16'],
    rateLimit: 10,
    drainMs: 0,
    secretKey: Buffer.from(HEX_KEY, 'hex'),
    previousSecretKeys: [Buffer.from(HEX_KEY, 'hex'), Buffer.from(EXAMPLE_KEY, 'hex')],
    metricsPort: 9464,
    mail: {
      transport: 'smtp',
      url: 'smtps://wire:pass@relay',
      dkimSelector: 'mail2026',
      from: { name: 'The Wire', address: 'wire@example.org' },
      folder: join(dataDir, 'mail'),
    },
    production: true,
  })
})

test('every fault is named at once, one line per variable', () => {
  const faults = faultsOf({
    NODE_ENV: 'prod',
    PUBLIC_URL: 'https://wire.example.org/path',
    HOST: 'http://x',
    PORT: '80 80',
    METRICS_PORT: '70000',
    DATABASE_URL: 'mysql://x',
    SECRET_KEY: 'short',
    SECRET_KEY_PREVIOUS: `${HEX_KEY},short`,
    TRUSTED_PROXIES: '10.0.0.0/8,300.0.0.1/8',
    PRIVATE_SOURCE_CIDRS: '0.0.0.0/0',
    RATE_LIMIT: '1e3',
    DRAIN_MS: '-1',
    LOG_LEVEL: 'loud',
    MAIL_TRANSPORT: 'pigeon',
    SMTP_URL: 'http://relay',
    MAIL_FROM: 'wire',
    MAIL_DKIM_SELECTOR: 'a b',
  })
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
    'NODE_ENV',
    'PUBLIC_URL',
    'HOST',
    'PORT',
    'METRICS_PORT',
    'DATABASE_URL',
    'SECRET_KEY',
    'SECRET_KEY_PREVIOUS',
    'MAIL_TRANSPORT',
    'SMTP_URL',
    'MAIL_FROM',
    'MAIL_DKIM_SELECTOR',
    'TRUSTED_PROXIES',
    'PRIVATE_SOURCE_CIDRS',
    'RATE_LIMIT',
    'DRAIN_MS',
    'LOG_LEVEL',
  ])
  expect(faults).toContain('PORT "80 80" is not a whole number from 0 to 65535')
  expect(faults.join('')).not.toContain('\n')
})

test('no fault repeats the value of a secret', () => {
  const canary = 'canary-7Hq9'
  const faults = faultsOf({
    DATABASE_URL: canary,
    SECRET_KEY: canary,
    SECRET_KEY_PREVIOUS: canary,
    SMTP_URL: canary,
    MAIL_TRANSPORT: 'log',
  })
  expect(faults).toHaveLength(4)
  expect(faults.join()).not.toContain(canary)
})

test.each([
  ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
  ['http://[::1]', 'http://[::1]'],
  ['http://Wire.localhost:80', 'http://wire.localhost'],
])('the public address %s is on loopback and read as %s', (PUBLIC_URL, publicUrl) => {
  expect(load({ PUBLIC_URL })).toMatchObject({ publicUrl, production: false })
})

test.each([
  ['0.0.0.0', 'http://127.0.0.1:8080'],
  ['::', 'http://[::1]:8080'],
  ['::1', 'http://[::1]:8080'],
  ['wire.lan', 'http://wire.lan:8080'],
])('listening on %s without a public address makes links to %s', (HOST, publicUrl) => {
  expect(load({ HOST }).publicUrl).toBe(publicUrl)
})

test('a public address beyond loopback means production', () => {
  expect(faultsOf({ PUBLIC_URL: 'http://wire.example.org' })).toEqual([
    'PUBLIC_URL "http://wire.example.org" is neither https nor on loopback; use https',
    'SECRET_KEY is missing and production needs it; make one with: openssl rand -hex 32',
  ])
})

test('production needs a public address and a secret key', () => {
  expect(faultsOf({ NODE_ENV: 'production' }).map((fault) => fault.split(' ')[0])).toEqual([
    'PUBLIC_URL',
    'SECRET_KEY',
  ])
})

test('production on loopback may do without https', () => {
  expect(load({ ...PRODUCTION, PUBLIC_URL: 'http://localhost:8080' }).production).toBe(true)
})

test.each([EXAMPLE_KEY, '00'.repeat(32)])('production refuses the example key %s', (SECRET_KEY) => {
  expect(faultsOf({ ...PRODUCTION, SECRET_KEY })).toEqual([
    'SECRET_KEY is an example that anybody can read; make one with: openssl rand -hex 32',
  ])
  expect(faultsOf({ SECRET_KEY })).toEqual([])
})

test.each([
  HEX_KEY,
  HEX_KEY.toUpperCase(),
  BASE64_KEY,
  BASE64_KEY.slice(0, 43),
  Buffer.from(HEX_KEY, 'hex').toString('base64url'),
])('the secret key may be written %s', (SECRET_KEY) => {
  expect(load({ SECRET_KEY }).secretKey.toString('hex')).toBe(HEX_KEY)
})

test.each(['file:wire.db', 'file:/srv/wire.db', 'file:///srv/wire.db', 'postgres://host/name'])(
  'the database address %s is taken',
  (DATABASE_URL) => {
    expect(load({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL)
  },
)

test.each(['file:', 'file://srv/wire.db', 'file:wire.db?mode=ro', 'wire.db', 'postgres://[', 'http://host'])(
  'the database address %s is refused',
  (DATABASE_URL) => {
    expect(faultsOf({ DATABASE_URL })).toHaveLength(1)
  },
)

test.each(['0.0.0.0/0', '::/0', '10.0.0.1', '10/8', '10.0.0.0/33', 'proxy'])(
  'the proxy network %s is refused',
  (TRUSTED_PROXIES) => {
    expect(faultsOf({ TRUSTED_PROXIES })).toHaveLength(1)
  },
)

test('the metrics port must be another than the port', () => {
  expect(faultsOf({ METRICS_PORT: '8080' })).toHaveLength(1)
  expect(faultsOf({ METRICS_PORT: '0', PORT: '0' })).toEqual([])
})

test('empty variables count as unset and unknown ones are ignored', () => {
  expect(load({ PORT: ' ', SECRET_KEY_FILE: '', NODE_VERSION: '1', MAIL_CC: 'x' }).port).toBe(8080)
})

test('secrets may stand in files', async () => {
  const path = join(dataDir, 'key')
  await writeFile(path, `${HEX_KEY}\n`)
  expect(
    load({ ...PRODUCTION, SECRET_KEY: undefined, SECRET_KEY_FILE: path }).secretKey.toString('hex'),
  ).toBe(HEX_KEY)
})

test('a secret given twice, in no file or in an empty file is a fault', async () => {
  const empty = join(dataDir, 'empty')
  await writeFile(empty, '\n')
  const faults = faultsOf({
    ...PRODUCTION,
    SECRET_KEY: undefined,
    SECRET_KEY_FILE: '/nowhere',
    DATABASE_URL: 'file:a.db',
    DATABASE_URL_FILE: empty,
    SECRET_KEY_PREVIOUS_FILE: empty,
  })
  expect(faults).toEqual([
    'DATABASE_URL and DATABASE_URL_FILE are both set; keep one of them',
    'SECRET_KEY is missing: SECRET_KEY_FILE names /nowhere, which cannot be read (ENOENT)',
    `SECRET_KEY_PREVIOUS is missing: SECRET_KEY_PREVIOUS_FILE names ${empty}, which is empty`,
  ])
})

test('a generated secret key is kept for its owner alone', async () => {
  const first = load()
  expect(load().secretKey).toEqual(first.secretKey)
  expect((await stat(join(dataDir, 'secret.key'))).mode & 0o777).toBe(0o600)
  expect(await readdir(dataDir)).toEqual(['secret.key'])
})

test('processes that start at once agree on the generated key', async () => {
  const script = `
    const { loadConfig } = await import(${JSON.stringify(new URL('../../src/config.ts', import.meta.url).href)})
    process.stdout.write(loadConfig().secretKey.toString('hex'))`
  const start = () =>
    promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      env: { DATA_DIR: join(dataDir, 'new') },
    })
  const keys = await Promise.all(Array.from({ length: 6 }, start))
  expect(new Set(keys.map(({ stdout }) => stdout)).size).toBe(1)
})

test('a spoiled key file and a data directory that cannot be made are faults', async () => {
  await writeFile(join(dataDir, 'secret.key'), '')
  expect(faultsOf({})[0]).toMatch(
    /^SECRET_KEY is missing and cannot be kept in DATA_DIR: .*secret\.key holds no key/,
  )
  expect(faultsOf({ DATA_DIR: join(dataDir, 'secret.key', 'inner') })[0]).toContain('ENOTDIR')
})

test('nothing is written where the environment has faults', async () => {
  faultsOf({ PORT: 'x' })
  expect(await readdir(dataDir)).toEqual([])
})

test('the example environment is valid as it stands, but for the example keys', () => {
  const lines = [...envExample().matchAll(/^# ([A-Z_]+)=(.*)$/gm)].map(([, name, text]) => [name, text])
  expect(faultsOf(Object.fromEntries(lines))).toEqual([expect.stringMatching(/^SECRET_KEY is an example/)])
})
