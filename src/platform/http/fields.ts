import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { uriOf } from '../uri.ts'
import { textFault } from './json-body.ts'

const maxUrlLength = 2_000
const hostPattern = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/
// Also those that end a line, or a paragraph, beyond ASCII.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const control = /[\u0000-\u001f\u007f\u2028\u2029]/

/** A time of RFC 3339 with offset, as an instant in milliseconds. */
export const instantSchema = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .meta({ examples: ['2026-05-01T06:00:00Z'] })

/** One line of text without surrounding space. */
export function line(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .refine((text) => !control.test(text), 'must be one line without control characters')
}

/** Text of several lines. */
export function prose(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .refine((text) => textFault(text) === undefined, 'must be well-formed text')
}

/** An http or https address; what a URI cannot hold is encoded. */
export const webUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => !/[\s<>"]/.test(text), 'must not contain spaces, quotes or angle brackets')
  .overwrite(uriOf)
  .max(maxUrlLength)

/** A host name in ASCII, lower case: `www.example.com`; names in other scripts are taken and encoded. */
export const hostSchema = z
  .string('must be a host name such as example.com')
  .trim()
  .transform(asciiHost)
  .pipe(z.string().regex(hostPattern, 'must be a host name such as example.com, without https:// or a path'))

/** A network such as `192.0.2.0/24` or `2001:db8::/32`. */
export const cidrSchema = z
  .string('must be a network such as 192.0.2.0/24')
  .refine((text) => ipaddr.isValidCIDR(text), 'must be a network such as 192.0.2.0/24')

export const emailSchema = z.email().max(254)

function asciiHost(text: string): string {
  if (/[/\\:@?#%\s]/.test(text)) return text
  return URL.parse(`http://${text}`)?.hostname ?? text
}
