import { hash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

export type KeyKind = 'live' | 'test' | 'staff' | 'feed' | 'apply'

const PREFIXES: readonly (readonly [prefix: string, kind: KeyKind])[] = [
  ['wc_live_', 'live'],
  ['wc_test_', 'test'],
  ['wc_staff_', 'staff'],
  ['wc_feed_', 'feed'],
  ['wc_apply_', 'apply'],
]
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const RANDOM_BYTES = 32
const BODY_LENGTH = 43
const CHECKSUM_LENGTH = 6
const DISPLAYED_LENGTH = 4
const KEY_SHAPE = /^wc_(?:live|test|staff|feed|apply)_[0-9A-Za-z]{49}$/

/**
 * Finds keys in any text, for redaction. It also takes what is longer, shorter or mistyped: most of a key
 * is as bad as a key. It asks for no word boundary, because in JSON text a key may follow `\n`.
 */
export const keyPattern = /wc_(?:live|test|staff|feed|apply)_[\w-]{5,}/g

/** `wc_<kind>_`, 256 random bits in base 62, and the CRC32 of all that in base 62. */
export function mintKey(kind: KeyKind): string {
  const random = BigInt(`0x${randomBytes(RANDOM_BYTES).toString('hex')}`)
  const unchecked = `wc_${kind}_${base62(random, BODY_LENGTH)}`
  return unchecked + base62(BigInt(crc32(unchecked)), CHECKSUM_LENGTH)
}

function base62(value: bigint, length: number): string {
  let digits = ''
  for (let rest = value; digits.length < length; rest /= 62n)
    digits = BASE62.charAt(Number(rest % 62n)) + digits
  return digits
}

/** The kind of a well-formed key, without asking whether it was ever issued. */
export function parseKey(text: string): KeyKind | undefined {
  if (!KEY_SHAPE.test(text)) return undefined
  if (crc32(text.slice(0, -CHECKSUM_LENGTH)) !== checksumOf(text)) return undefined
  return PREFIXES.find(([prefix]) => text.startsWith(prefix))?.[1]
}

function checksumOf(text: string): number {
  let checksum = 0
  for (let at = text.length - CHECKSUM_LENGTH; at < text.length; at++) {
    checksum = checksum * BASE62.length + BASE62.indexOf(text.charAt(at))
  }
  return checksum
}

/** SHA-256 in base64url. A key has 256 random bits, so a slow password hash would add nothing. */
export function hashKey(text: string): string {
  return hash('sha256', text, 'base64url')
}

/** What may be shown of a key: `wc_live_7Hq9…`. Of text that is no key, its first four characters. */
export function displayKey(text: string): string {
  const prefixLength = PREFIXES.find(([prefix]) => text.startsWith(prefix))?.[0].length ?? 0
  return `${text.slice(0, prefixLength + DISPLAYED_LENGTH)}…`
}
