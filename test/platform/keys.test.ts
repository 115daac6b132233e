import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { displayKey, hashKey, keyPattern, mintKey, parseKey } from '../../src/platform/secrets/keys.ts'

const ALPHABET = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz']
const anyKind = fc.constantFrom('live', 'test', 'staff', 'feed')

test('a minted key parses as its kind and has the published form', () => {
  fc.assert(
    fc.property(anyKind, (kind) => {
      const key = mintKey(kind)
      expect(key).toMatch(/^wc_(live|test|staff|feed)_[0-9A-Za-z]{49}$/)
      expect(parseKey(key)).toBe(kind)
    }),
  )
})

test('a key with one character changed never parses', () => {
  fc.assert(
    fc.property(anyKind, fc.nat(), fc.constantFrom(...ALPHABET), (kind, at, character) => {
      const key = mintKey(kind)
      const position = at % key.length
      fc.pre(key[position] !== character)
      expect(parseKey(key.slice(0, position) + character + key.slice(position + 1))).toBeUndefined()
    }),
    { numRuns: 2000 },
  )
})

test('a key with two neighbors swapped never parses', () => {
  fc.assert(
    fc.property(anyKind, fc.nat(), (kind, at) => {
      const key = mintKey(kind)
      const position = at % (key.length - 1)
      const pair = key.slice(position, position + 2)
      fc.pre(pair[0] !== pair[1])
      const swapped = key.slice(0, position) + pair[1] + pair[0] + key.slice(position + 2)
      expect(parseKey(swapped)).toBeUndefined()
    }),
  )
})

test('text of any other form never parses', () => {
  const key = mintKey('live')
  const others = ['', 'Bearer', ` ${key}`, `${key}\n`, key.slice(0, -1), `${key}0`, key.replace('wc_', 'WC_')]
  for (const text of others) expect(parseKey(text)).toBeUndefined()
  fc.assert(fc.property(fc.string(), (text) => parseKey(text) === undefined))
})

test('the checksum covers the kind, so that a key cannot change it', () => {
  expect(parseKey(mintKey('test').replace('wc_test_', 'wc_live_'))).toBeUndefined()
})

test('two keys are never the same', () => {
  expect(new Set(Array.from({ length: 1000 }, () => mintKey('live'))).size).toBe(1000)
})

test('a key is stored as its SHA-256', () => {
  const key = mintKey('live')
  expect(hashKey(key)).toBe(createHash('sha256').update(key).digest('base64url'))
})

test('a key is shown as its prefix and four characters', () => {
  const key = mintKey('staff')
  expect(displayKey(key)).toBe(`${key.slice(0, 13)}…`)
  expect(displayKey('no key at all')).toBe('no k…')
})

test('the pattern finds whole, cut and mistyped keys, and leaves what is shown of one', () => {
  const key = mintKey('feed')
  const text = `a ${key} b\\n${key}, ${key.slice(0, 20)} and ${key}x-y; ${displayKey(key)}`
  const shown = displayKey(key)
  expect(text.replace(keyPattern, displayKey)).toBe(
    `a ${shown} b\\n${shown}, ${shown} and ${shown}; ${shown}`,
  )
})
