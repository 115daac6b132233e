import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSealer, SealError } from '../../src/platform/secrets/sealed.ts'

const secretKey = randomBytes(32)
const sealer = createSealer(secretKey, [])
const anyPlain = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes))

test('what was sealed opens again for the same purpose', () => {
  fc.assert(
    fc.property(fc.string(), anyPlain, (purpose, plain) => {
      expect(sealer.open(purpose, sealer.seal(purpose, plain))).toEqual({ plain, stale: false })
    }),
  )
})

test('it opens for no other purpose', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), anyPlain, (purpose, other, plain) => {
      fc.pre(purpose !== other)
      expect(() => sealer.open(other, sealer.seal(purpose, plain))).toThrow(SealError)
    }),
  )
})

test('a changed character never opens', () => {
  fc.assert(
    fc.property(anyPlain, fc.nat(), fc.constantFrom(...'Aa0_-.Z'), (plain, at, character) => {
      const sealed = sealer.seal('webhook', plain)
      const position = at % sealed.length
      fc.pre(sealed[position] !== character)
      const tampered = sealed.slice(0, position) + character + sealed.slice(position + 1)
      expect(() => sealer.open('webhook', tampered)).toThrow(SealError)
    }),
    { numRuns: 1000 },
  )
})

test('a sealed value shows nothing of its content and never repeats', () => {
  const plain = Buffer.from('canary-7Hq9')
  const sealed = sealer.seal('webhook', plain)
  expect(sealed).toMatch(/^v1(\.[\w-]+){4}$/)
  expect(Buffer.from(sealed.split('.')[3] ?? '', 'base64url')).not.toEqual(plain)
  expect(sealer.seal('webhook', plain)).not.toBe(sealed)
})

test('after a rotation the old value opens and is called stale', () => {
  const plain = Buffer.from('secret')
  const rotated = createSealer(randomBytes(32), [randomBytes(32), secretKey])
  expect(rotated.open('webhook', sealer.seal('webhook', plain))).toEqual({ plain, stale: true })
  expect(rotated.open('webhook', rotated.seal('webhook', plain))).toEqual({ plain, stale: false })
})

test('the current key listed among the previous ones is not stale', () => {
  const doubled = createSealer(secretKey, [secretKey])
  expect(doubled.open('webhook', sealer.seal('webhook', Buffer.of(1))).stale).toBe(false)
})

test('a value sealed under an unknown key says which variable mends it', () => {
  const sealed = createSealer(randomBytes(32), []).seal('webhook', Buffer.of(1))
  expect(() => sealer.open('webhook', sealed)).toThrow(
    `Sealed under key ${sealed.split('.')[1]}, which is neither SECRET_KEY nor among SECRET_KEY_PREVIOUS`,
  )
})

test.each(['', 'v1', 'v2.a.b.c.d', 'v1.AAAAAAAAAAA.AAAA..AAAA'])('%j is not a sealed value', (sealed) => {
  expect(() => sealer.open('webhook', sealed)).toThrow('Not a sealed value')
})
