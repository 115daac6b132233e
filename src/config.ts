import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import type { MailSettings } from './platform/mail/transport.ts'
import { decodeSecretKey, isExampleKey, isSecretKey, keptSecretKey } from './platform/secrets/secret-key.ts'
import { isLoopback, isOrigin, variables } from './variables.ts'

// Their values are never printed, and each may stand in a file that NAME_FILE names.
const SECRET_VARIABLES = ['DATABASE_URL', 'SECRET_KEY', 'SECRET_KEY_PREVIOUS', 'SMTP_URL']
const COMMENT_WIDTH = 100

export type Config = {
  dataDir: string
  databaseUrl: string
  host: string
  port: number
  /** Scheme, host and port, without trailing slash. */
  publicUrl: string
  logLevel: z.infer<typeof variables>['LOG_LEVEL']
  trustedProxies: string[]
  /** Private networks that sources of stories may be in. */
  privateSourceCidrs: string[]
  rateLimit: number
  drainMs: number
  secretKey: Buffer
  previousSecretKeys: Buffer[]
  mail: MailSettings
  metricsPort?: number
  production: boolean
}

/** Everything that is wrong with the environment, one line per variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

type Environment = Record<string, string | undefined>
/** One fault per variable: the first says the most. */
type Faults = Map<string, string>

/** Reads the environment. Outside production a missing SECRET_KEY is made and kept. Throws ConfigError. */
export function loadConfig(env: Environment = process.env): Config {
  const faults: Faults = new Map()
  const texts = readTexts(env, faults)
  const parsed = variables.safeParse(texts)
  for (const { path, message } of parsed.error?.issues ?? []) {
    const name = String(path[0])
    const value = SECRET_VARIABLES.includes(name) ? '' : `${JSON.stringify(texts[name])} `
    report(faults, name, value + message)
  }
  checkTogether(texts, faults)

  if (!parsed.success || faults.size > 0) throw new ConfigError([...faults.values()])
  return complete(parsed.data, isProduction(texts))
}

/** The address that partners reach us at, where nothing but that is asked; the usual one for wrong settings. */
export function publicUrlIn(env: Environment): string {
  const parsed = variables.safeParse(readTexts(env, new Map()))
  const { HOST, PORT, PUBLIC_URL } = parsed.data ?? variables.parse({})
  return PUBLIC_URL ?? localUrl(HOST, PORT)
}

function report(faults: Faults, name: string, fault: string): void {
  if (!faults.has(name)) faults.set(name, `${name} ${fault}`)
}

function readTexts(env: Environment, faults: Faults): Environment {
  const texts: Environment = {}
  for (const name of Object.keys(variables.shape)) {
    // An empty variable counts as unset: that is what compose files make of a missing one.
    texts[name] = env[name]?.trim() || undefined
    const path = SECRET_VARIABLES.includes(name) ? env[`${name}_FILE`]?.trim() : undefined
    if (!path) continue

    if (texts[name] === undefined) texts[name] = readSecret(name, path, faults)
    else report(faults, name, `and ${name}_FILE are both set; keep one of them`)
  }
  return texts
}

function readSecret(name: string, path: string, faults: Faults): string | undefined {
  try {
    const text = readFileSync(path, 'utf8').trim()
    if (text === '') report(faults, name, `is missing: ${name}_FILE names ${path}, which is empty`)
    return text
  } catch (error) {
    report(faults, name, `is missing: ${name}_FILE names ${path}, which cannot be read (${codeOf(error)})`)
    return undefined
  }
}

function checkTogether(texts: Environment, faults: Faults): void {
  const { METRICS_PORT, PORT, PUBLIC_URL, SECRET_KEY } = texts
  if (Number(METRICS_PORT) > 0 && Number(METRICS_PORT) === variables.shape.PORT.safeParse(PORT).data) {
    report(faults, 'METRICS_PORT', `${METRICS_PORT} is PORT too; use another or leave it out`)
  }
  if (mailTransport(texts.MAIL_TRANSPORT, texts.SMTP_URL) === 'smtp') {
    for (const name of ['SMTP_URL', 'MAIL_FROM'])
      if (texts[name] === undefined)
        report(faults, name, 'is missing and MAIL_TRANSPORT smtp needs it; set it')
  }
  if (!isProduction(texts)) return

  if (PUBLIC_URL === undefined) {
    report(faults, 'PUBLIC_URL', 'is missing and production needs it; set the https address of this server')
  } else if (isOrigin(PUBLIC_URL) && !isLoopback(PUBLIC_URL) && new URL(PUBLIC_URL).protocol !== 'https:') {
    report(faults, 'PUBLIC_URL', `${JSON.stringify(PUBLIC_URL)} is neither https nor on loopback; use https`)
  }
  if (SECRET_KEY === undefined) {
    report(faults, 'SECRET_KEY', 'is missing and production needs it; make one with: openssl rand -hex 32')
  } else if (isSecretKey(SECRET_KEY) && isExampleKey(decodeSecretKey(SECRET_KEY))) {
    report(faults, 'SECRET_KEY', 'is an example that anybody can read; make one with: openssl rand -hex 32')
  }
}

function mailTransport(transport: string | undefined, smtpUrl: string | undefined): string {
  return transport ?? (smtpUrl === undefined ? 'log' : 'smtp')
}

function isProduction({ NODE_ENV, PUBLIC_URL }: Environment): boolean {
  if (NODE_ENV === 'production') return true
  return PUBLIC_URL !== undefined && isOrigin(PUBLIC_URL) && !isLoopback(PUBLIC_URL)
}

function complete(values: z.infer<typeof variables>, production: boolean): Config {
  const { DATA_DIR, HOST, PORT, METRICS_PORT } = values
  return {
    dataDir: DATA_DIR,
    databaseUrl: values.DATABASE_URL ?? `file:${join(DATA_DIR, 'wirecopy.db')}`,
    host: HOST,
    port: PORT,
    publicUrl: values.PUBLIC_URL ?? localUrl(HOST, PORT),
    logLevel: values.LOG_LEVEL,
    trustedProxies: values.TRUSTED_PROXIES,
    privateSourceCidrs: values.PRIVATE_SOURCE_CIDRS,
    rateLimit: values.RATE_LIMIT,
    drainMs: values.DRAIN_MS,
    secretKey: values.SECRET_KEY ?? secretKeyOf(DATA_DIR),
    previousSecretKeys: values.SECRET_KEY_PREVIOUS,
    mail: mailSettings(values),
    ...(METRICS_PORT === undefined ? {} : { metricsPort: METRICS_PORT }),
    production,
  }
}

function mailSettings(values: z.infer<typeof variables>): MailSettings {
  const { SMTP_URL: url, MAIL_FROM, MAIL_DKIM_SELECTOR: dkimSelector, DATA_DIR } = values
  const transport = mailTransport(values.MAIL_TRANSPORT, url)
  const from = MAIL_FROM ?? { name: undefined, address: 'wirecopy@localhost' }
  const folder = join(DATA_DIR, 'mail')
  if (transport === 'smtp' && url !== undefined) return { from, folder, transport, url, dkimSelector }
  return { from, folder, transport: transport === 'file' ? 'file' : 'log' }
}

function localUrl(host: string, port: number): string {
  const reachable = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}

function secretKeyOf(dataDir: string): Buffer {
  try {
    return keptSecretKey(dataDir)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown error'
    throw new ConfigError([
      `SECRET_KEY is missing and cannot be kept in DATA_DIR: ${reason}; set it, or mend that`,
    ])
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
}

/** The text of `.env.example`: each variable with its description and its default or an example. */
export function envExample(): string {
  const entries = Object.entries(variables.shape).map(([name, schema]) => {
    const { description = '', examples } = schema.meta() ?? {}
    const value = Array.isArray(examples) ? examples[0] : schema.safeParse(undefined).data
    const where = SECRET_VARIABLES.includes(name) ? ` ${name}_FILE may name a file that holds it.` : ''
    return [...wrap(description + where), `${name}=${value}`].map((line) => `# ${line}\n`).join('')
  })
  return ['# What Wirecopy reads from its environment, generated from src/variables.ts.\n', ...entries].join(
    '\n',
  )
}

function wrap(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const extended = `${lines.at(-1) ?? ''} ${word}`.trim()
    if (lines.length === 0 || extended.length > COMMENT_WIDTH) lines.push(word)
    else lines[lines.length - 1] = extended
  }
  return lines
}
