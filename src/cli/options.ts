import type { Command } from 'commander'
import { z } from 'zod'
import { firstOfEach } from '../platform/http/failure.ts'
import { instantSchema } from '../platform/http/fields.ts'
import { parseJson } from '../platform/http/json-body.ts'
import '../platform/http/messages.ts'
import { idSchema } from '../platform/ids.ts'
import { WrongUsage } from './refusal.ts'

const maxQuoted = 80

/** Fields of the API whose option is not simply their name with hyphens. */
const optionNames: Record<string, string> = {
  domains: '--domain',
  'audience.monthlyUniques': '--audience',
  'audience.source': '--audience-source',
  contacts: '--contact',
  sites: '--site',
  bodyHtml: '--body-file',
  reporters: '--reporter',
  tags: '--tag',
  waivers: '--waive',
  requiredChecks: '--required-check',
  pages: '--page',
  duties: '--duty',
  recommended: '--recommend',
  scopes: '--scope',
  expiresAt: '--expires',
  allowedCidrs: '--cidr',
  overlapSeconds: '--overlap',
  'feed.backfill': '--backfill',
  'feed.guid': '--guid',
  version: '--terms',
  'signer.name': '--signer',
  'affiliation.name': '--affiliation',
}

/** The option of a command that a field such as `contacts.0.email` was given by, or else the field. */
export function optionFor(field: string, command: Command | undefined): string {
  const steps = field.split('.').filter((step) => !/^\d+$/.test(step))
  // `publisher.country` is `--country` where there is one publisher.
  const options = steps.map((_, start) => optionOf(steps.slice(start), command))
  return options.find((option) => option !== undefined) ?? field
}

function optionOf(steps: string[], command: Command | undefined): string | undefined {
  for (let length = steps.length; length > 0; length -= 1) {
    const path = steps.slice(0, length).join('.')
    const name = optionNames[path] ?? `--${path.replaceAll('.', '-').replace(/[A-Z]/g, '-$&').toLowerCase()}`
    if (command?.options.some(({ long }) => long === name)) return name
  }
  return undefined
}

/** Reads what the options gave as the API would read it. Throws `WrongUsage` naming every fault. */
export function take<Schema extends z.ZodType>(schema: Schema, given: object): z.output<Schema> {
  // Through JSON, so that text no engine could store is refused as it is in a request.
  const input = parseJson(Buffer.from(JSON.stringify(given)))
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => ({
    field: path.join('.'),
    message: complaint(valueAt(input, path), message),
  }))
  throw new WrongUsage(...firstOfEach(faults))
}

/** Reads one argument or option while the command line is read. */
export function reading<Schema extends z.ZodType>(name: string, schema: Schema) {
  return (text: string): z.output<Schema> => {
    const parsed = schema.safeParse(text)
    if (parsed.success) return parsed.data
    throw new WrongUsage(`${name} ${complaint(text, parsed.error.issues[0]?.message ?? 'is not valid')}`)
  }
}

/** A day, at its beginning in UTC, or a time. */
export const dayOrTime = z.union(
  [z.iso.date().transform((day) => Date.parse(day)), instantSchema],
  'must be a day such as 2026-05-01, or a time such as 2026-05-01T06:00:00Z',
)

/** Ids, as arguments and options name them. */
export const readId = {
  partner: reading('PARTNER', idSchema('par')),
  key: reading('KEY', idSchema('key')),
  reporter: reading('REPORTER', idSchema('rep')),
  article: reading('ARTICLE', idSchema('art')),
  media: reading('IMAGE', idSchema('med')),
  staffToken: reading('TOKEN', idSchema('stf')),
  job: reading('JOB', idSchema('job')),
  source: reading('SOURCE', idSchema('src')),
  mail: reading('MAIL', idSchema('mai')),
  document: reading('DOCUMENT', idSchema('doc')),
  application: reading('APPLICATION', idSchema('apl')),
  endpoint: reading('ENDPOINT', idSchema('whe')),
  delivery: reading('DELIVERY', idSchema('whd')),
  deskEntry: reading('ENTRY', idSchema('dsk')),
  partnerImport: reading('IMPORT', idSchema('imp')),
  attentionEntry: reading('ENTRY', idSchema('att')),
  drill: reading('DRILL', idSchema('drl')),
}

/** A number as typed; what is none stays a text, so that the complaint shows it. */
export function numberIn(text: string): number | string {
  return /^-?\d+$/.test(text) ? Number(text) : text
}

/** The same of an option whose empty text stands for no number at all. */
export function numberOrNone(text: string | undefined): number | string | null | undefined {
  if (text === undefined) return undefined
  return text === '' ? null : numberIn(text)
}

/** `desk@gazette.example` is whom kills reach; `editorial=news@gazette.example` names another role. */
export function contactIn(text: string): { role: string; email: string } {
  const [, role = 'urgent', email = text] = /^(\w+)=(.*)$/s.exec(text) ?? []
  return { role, email }
}

function valueAt(root: unknown, path: PropertyKey[]): unknown {
  let value = root
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Reflect.get(value, step)
  }
  return value
}

function complaint(value: unknown, message: string): string {
  if (value === undefined) return message
  const isShort = typeof value === 'number' || (typeof value === 'string' && value.length <= maxQuoted)
  return isShort ? said(JSON.stringify(value), message) : message
}

/** A complaint about something: most go on from its name, some are sentences of their own. */
export function said(about: string, message: string): string {
  return `${about}${/^[A-Z]/.test(message) ? ':' : ''} ${message}`
}
