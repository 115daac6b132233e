import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { parseAddress } from './platform/mail/address.ts'
import { decodeSecretKey, EXAMPLE_SECRET_KEY, isSecretKey } from './platform/secrets/secret-key.ts'

const DEFAULT_PORT = 8080
const MAX_PORT = 65_535
const MAX_RATE = 1_000_000
const MAX_DRAIN_MS = 600_000

/** Every environment variable we read. Messages follow the name and the value of the variable. */
export const variables = z.object({
  NODE_ENV: z
    .enum(['production', 'development', 'test'], {
      error: 'is not known; use production, development or test',
    })
    .optional()
    .meta({
      description: 'production: PUBLIC_URL and SECRET_KEY must be set, and no demo partner is made.',
      examples: ['production'],
    }),
  PUBLIC_URL: z
    .string()
    .refine(isOrigin, {
      error:
        'is not the http or https address of a host; use one without path, such as https://wire.example.org',
    })
    .transform((text) => new URL(text).origin)
    .optional()
    .meta({
      description:
        'The address partners reach us at; every link and permanent id starts with it. Default: http://HOST:PORT. An address that is not on loopback means production and must be https.',
      examples: ['https://wire.example.org'],
    }),
  HOST: z
    .string()
    .refine((text) => /^[\w.:-]+$/.test(text), {
      error: 'is not an address or host name; use one such as 127.0.0.1 or 0.0.0.0',
    })
    .default('127.0.0.1')
    .meta({ description: 'The address to listen on; 0.0.0.0 or :: for all.' }),
  PORT: wholeNumber(0, MAX_PORT)
    .default(DEFAULT_PORT)
    .meta({ description: 'The port to listen on; 0 for any free one.' }),
  METRICS_PORT: wholeNumber(0, MAX_PORT)
    .optional()
    .meta({
      description:
        'A port of its own for /metrics, to be kept inside your network; also for Prometheus behind a proxy on this machine. Default: none.',
      examples: ['9464'],
    }),
  DATA_DIR: z
    .string()
    .default('data')
    .meta({ description: 'The directory that holds everything we store in files.' }),
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, {
      error:
        'is neither file:PATH nor a postgres:// address; use one such as file:data/wirecopy.db or postgres://user:password@host/wirecopy',
    })
    .optional()
    .meta({
      description:
        'SQLite as file:PATH, or PostgreSQL as postgres://user:password@host/name. Default: file:DATA_DIR/wirecopy.db.',
      examples: ['file:data/wirecopy.db'],
    }),
  SECRET_KEY: z
    .string()
    .refine(isSecretKey, {
      error: 'is not 32 bytes as 64 hex digits or as base64; make one with: openssl rand -hex 32',
    })
    .transform(decodeSecretKey)
    .optional()
    .meta({
      description:
        'The key that seals stored secrets: 32 bytes as hex or base64, from: openssl rand -hex 32. Outside production one is made in DATA_DIR/secret.key.',
      examples: [EXAMPLE_SECRET_KEY],
    }),
  SECRET_KEY_PREVIOUS: z
    .string()
    .transform(splitList)
    .refine((texts) => texts.every(isSecretKey), {
      error:
        'holds a key that is not 32 bytes as 64 hex digits or as base64; list former SECRET_KEYs, separated by commas',
    })
    .transform((texts) => texts.map(decodeSecretKey))
    .default([])
    .meta({
      description:
        'Former SECRET_KEYs, separated by commas: they still open what they sealed. Default: none.',
      examples: [EXAMPLE_SECRET_KEY],
    }),
  MAIL_TRANSPORT: z
    .enum(['smtp', 'file', 'log'], { error: 'is not known; use smtp, file or log' })
    .optional()
    .meta({
      description:
        'smtp: mails go to the relay at SMTP_URL. file: they are written to DATA_DIR/mail. log: a log line says that there was one. Default: smtp where SMTP_URL is set, else log.',
      examples: ['smtp'],
    }),
  SMTP_URL: z
    .string()
    .refine(isSmtpUrl, {
      error:
        'is not the address of a mail relay; use one such as smtps://user:password@smtp.example.org or smtp://127.0.0.1:25, with % codes for odd characters in the password',
    })
    .optional()
    .meta({
      description:
        'The mail relay: smtps://user:password@host, or smtp:// for one that begins in clear; with a password it must offer STARTTLS.',
      examples: ['smtps://user:password@smtp.example.org'],
    }),
  MAIL_FROM: z
    .string()
    .refine((text) => parseAddress(text) !== undefined, {
      error: 'is not a mail address; use one such as wire@example.org or Example Newswire <wire@example.org>',
    })
    .transform((text) => parseAddress(text))
    .optional()
    .meta({
      description:
        'Whom mails come from, with or without a name; needed for smtp. Answers go to the licensing contact. Default: wirecopy@localhost.',
      examples: ['Example Newswire <wire@example.org>'],
    }),
  MAIL_DKIM_SELECTOR: z
    .string()
    .refine((text) => /^[\w-]+(\.[\w-]+)*$/.test(text), {
      error: 'is not a selector; use the part before ._domainkey, such as mail2026',
    })
    .optional()
    .meta({
      description:
        'The selector of the DKIM key that the relay signs with, for `wirecopy doctor` alone. Default: not checked.',
      examples: ['mail2026'],
    }),
  TRUSTED_PROXIES: z
    .string()
    .transform(splitList)
    .refine((texts) => texts.every(isNetwork), {
      error:
        'is not a list of networks; use CIDRs separated by commas, such as 10.0.0.0/8,fd00::/8, and never /0',
    })
    .default([])
    .meta({
      description: 'Networks whose X-Forwarded-For is believed, as CIDRs separated by commas. Default: none.',
      examples: ['10.0.0.0/8,fd00::/8'],
    }),
  PRIVATE_SOURCE_CIDRS: z
    .string()
    .transform(splitList)
    .refine((texts) => texts.every(isNetwork), {
      error: 'is not a list of networks; use CIDRs separated by commas, such as 10.20.0.0/16, and never /0',
    })
    .default([])
    .meta({
      description:
        'Private networks that a source of stories to import may be in, as CIDRs separated by commas; nothing else is fetched from there. Default: none.',
      examples: ['10.20.0.0/16'],
    }),
  RATE_LIMIT: wholeNumber(1, MAX_RATE)
    .default(600)
    .meta({ description: 'Requests a minute that one key may make of one process.' }),
  DRAIN_MS: wholeNumber(0, MAX_DRAIN_MS).default(5000).meta({
    description:
      'Milliseconds between SIGTERM and the end of listening, in which load balancers see us not ready.',
  }),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'is not a level; use fatal, error, warn, info, debug, trace or silent',
    })
    .default('info')
    .meta({
      description: 'fatal, error, warn, info, debug, trace or silent; successful reads are logged at debug.',
    }),
})

function wholeNumber(min: number, max: number) {
  const error = `is not a whole number from ${min} to ${max}`
  const isInside = (text: string) => /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max
  return z.string().refine(isInside, { error }).transform(Number)
}

function splitList(text: string): string[] {
  return text.split(/[\s,]+/).filter((part) => part !== '')
}

/** Whether a text is `http(s)://host[:port]` and nothing more. */
export function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, pathname, search, hash } = new URL(text)
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === '' && pathname === '/'
}

export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  if (host === 'localhost' || host.endsWith('.localhost')) return true
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback'
}

function isDatabaseUrl(text: string): boolean {
  if (/^postgres(?:ql)?:\/\//.test(text)) return URL.canParse(text)
  return /^file:(?!\/\/[^/])[^?#\0]+$/.test(text)
}

function isSmtpUrl(text: string): boolean {
  const url = URL.parse(text)
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '') return false
  return (
    `${url.search}${url.hash}` === '' &&
    /^\/?$/.test(url.pathname) &&
    areDecodable(url.username, url.password)
  )
}

function areDecodable(...parts: string[]): boolean {
  try {
    parts.forEach(decodeURIComponent)
    return true
  } catch {
    return false
  }
}

function isNetwork(text: string): boolean {
  const isValid = ipaddr.IPv4.isValidCIDRFourPartDecimal(text) || ipaddr.IPv6.isValidCIDR(text)
  // Who trusts every network lets anybody claim any address.
  return isValid && ipaddr.parseCIDR(text)[1] > 0
}
