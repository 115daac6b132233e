import { isIP } from 'node:net'
import { isPublicAddress, isWithin } from './addresses.ts'

const maxUrlLength = 2_048
const usualPorts = [80, 443]
// Names that no public resolver may answer (RFC 6761, 6762, 8375) or that networks use for themselves.
const innerNames = /(^|\.)(localhost|local|internal|home\.arpa)$/

/** What one exact host may do beyond the rule. It comes from the server's configuration or from staff. */
export interface Allowance {
  /** As in a URL: lower case, an IPv6 address in brackets. */
  host: string
  ports?: readonly number[]
  /** Private networks (CIDR) that this host may be in. */
  networks?: readonly string[]
}

/** The URL, or why it is refused: words that go on where a field or "The address" began. */
export type UrlVerdict =
  | { allowed: true; url: URL }
  | { allowed: false; code: 'bad-url' | 'private-address'; because: string }

/** Whether a URL may be fetched, as far as its text tells; where its name leads is seen when it is fetched. */
export function checkUrl(text: string, allow?: Allowance): UrlVerdict {
  const fault = spellingFault(text)
  if (fault) return bad(fault)
  const url = URL.parse(text)
  if (!url || url.href.length > maxUrlLength) {
    return bad(`must be an http or https address of at most ${maxUrlLength} characters`)
  }
  const exception = exceptionFor(url, allow)
  const port = portOf(url)
  if (![...usualPorts, ...(exception?.ports ?? [])].includes(port)) {
    return bad(`must use port ${usualPorts.join(' or ')}, not ${port}`)
  }
  return checkHost(url, exception)
}

// URL parsers mend all of these in silence, and not all of them alike.
function spellingFault(text: string): string | undefined {
  if (text.length > maxUrlLength) return `must be at most ${maxUrlLength} characters long`
  if (!/^https?:\/\/[^/]/i.test(text)) return 'must be an http or https address such as https://example.com'
  if (/[\s\\\p{Cc}]/u.test(text)) return 'must not contain spaces, backslashes or control characters'
  if (/^[^/]+\/\/[^/?#]*@/.test(text)) return 'must not contain a user name or password'
  return undefined
}

function checkHost(url: URL, exception: Allowance | undefined): UrlVerdict {
  const host = hostOf(url)
  if (isIP(host) !== 0) {
    if (mayConnect(host, exception)) return { allowed: true, url }
    const because = 'must not lead to a private or reserved address'
    return { allowed: false, code: 'private-address', because }
  }
  if (host.endsWith('.')) return bad('must name its host without a dot at the end')
  if (exception?.networks) return { allowed: true, url }
  if (!host.includes('.') || innerNames.test(host)) {
    return bad('must name a host on the public internet such as www.example.com')
  }
  return { allowed: true, url }
}

/** Whether an address that a host leads to may be connected to. */
export function mayConnect(address: string, exception: Allowance | undefined): boolean {
  return isPublicAddress(address) || isWithin(address, exception?.networks ?? [])
}

/** The allowance, where it is for the host of this URL. */
export function exceptionFor(url: URL, allow: Allowance | undefined): Allowance | undefined {
  return allow?.host === url.hostname ? allow : undefined
}

/** The host of a URL, an IPv6 address without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

/** The port of a URL, with that of its scheme where it names none. */
export function portOf(url: URL): number {
  return url.port === '' ? (defaultPorts[url.protocol] ?? 0) : Number(url.port)
}

const defaultPorts: Record<string, number> = { 'http:': 80, 'https:': 443 }

function bad(because: string): UrlVerdict {
  return { allowed: false, code: 'bad-url', because }
}
