import type { components } from './api.ts'

const prefix = 'whsec_'
const secretsLookLike = `that of an endpoint looks like ${prefix}…`
const defaultToleranceS = 5 * 60
const msPerS = 1_000
// While a secret is changed there are two.
const maxSignatures = 10

/**
 * What a webhook tells: a change, that somebody tries the endpoint or whom a kill would reach, or that another
 * endpoint was turned off. Of a change that is too long for a webhook the attribution is left out, in part or as a
 * whole: fetch the story.
 */
export type WebhookEvent = components['schemas']['WebhookEvent']

/** A request that the newswire did not send, or not now. Answer it with 401, and do nothing. */
export class WebhookRefused extends Error {
  override name = 'WebhookRefused'
}

/** Headers as `Request` has them, or as Node and its frameworks do. */
export type WebhookHeaders = Pick<Headers, 'get'> | Record<string, string | readonly string[] | undefined>

interface Verification {
  /** How far the time of sending may be from ours. */
  toleranceS?: number
  now?: number
}

/**
 * Returns what a webhook tells once its signature is found to be right (Standard Webhooks 1.0), else throws
 * `WebhookRefused`. The body must be as it came, byte for byte, not parsed and written again. Throws `TypeError`
 * where it is called without a secret or with something else in the place of headers or body.
 */
export async function verify(
  headers: WebhookHeaders,
  body: string | Uint8Array<ArrayBuffer>,
  secrets: string | readonly string[],
  { toleranceS = defaultToleranceS, now = Date.now() }: Verification = {},
): Promise<WebhookEvent> {
  const keys = await keysOf(secrets)
  requireAsItCame(headers, body)
  const id = required(headers, 'webhook-id')
  const timestamp = required(headers, 'webhook-timestamp')
  const ageMs = now - Number(timestamp) * msPerS
  if (!(/^\d+$/.test(timestamp) && Math.abs(ageMs) <= toleranceS * msPerS))
    throw new WebhookRefused('The webhook was sent too long ago, or the clock of this machine is wrong')

  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const signed = await new Blob([`${id}.${timestamp}.`, bytes]).arrayBuffer()
  const signatures = signaturesIn(required(headers, 'webhook-signature'))
  for (const key of keys)
    for (const signature of signatures)
      if (await crypto.subtle.verify('HMAC', key, signature, signed))
        return JSON.parse(new TextDecoder().decode(bytes))
  throw new WebhookRefused('The webhook is not signed with the secret of this endpoint')
}

async function keysOf(secrets: string | readonly string[]) {
  const given = [secrets].flat()
  if (given.length === 0) throw new TypeError(`No secret was given; ${secretsLookLike}`)
  return Promise.all(given.map(keyOf))
}

// For those who call it without types: what a framework has parsed is signed by nobody.
function requireAsItCame(headers: WebhookHeaders, body: string | Uint8Array): void {
  if (typeof headers !== 'object' || headers === null) throw new TypeError('No headers were given')
  if (typeof body !== 'string' && !ArrayBuffer.isView(body))
    throw new TypeError('The body must be as it came, as text or bytes: a parsed one cannot be verified')
}

function required(headers: WebhookHeaders, name: string): string {
  const value = isFetched(headers) ? headers.get(name) : headers[name]
  if (typeof value !== 'string') throw new WebhookRefused(`The header ${name} is missing`)
  return value
}

// Those of another fetch than the global one are no instance of its class.
function isFetched(headers: WebhookHeaders): headers is Pick<Headers, 'get'> {
  return typeof headers.get === 'function'
}

function signaturesIn(header: string): Uint8Array<ArrayBuffer>[] {
  return header
    .split(' ', maxSignatures)
    .filter((one) => one.startsWith('v1,'))
    .flatMap((one) => bytesOf(one.slice('v1,'.length)) ?? [])
}

async function keyOf(secret: string) {
  if (typeof secret !== 'string') throw new TypeError(`No secret was given; ${secretsLookLike}`)
  const bytes = secret.startsWith(prefix) ? bytesOf(secret.slice(prefix.length)) : undefined
  if (!bytes?.length) throw new TypeError(`This is no secret of a webhook; ${secretsLookLike}`)
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  } catch {
    return undefined
  }
}
