import fc from 'fast-check'
import { CompactSign, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { expect, test } from 'vitest'
import { readReceipt, signReceipt } from '../../src/licensing/proof/receipt.ts'
import { aKey, someClaims } from './support/signing.ts'

const typ = 'wirecopy-receipt+jwt'

test('a receipt says what was signed, and by which key', async () => {
  const { kid, sign, keys } = await aKey()

  expect(await readReceipt(await signReceipt(sign, someClaims()), keys)).toEqual({
    kid,
    claims: someClaims(),
  })
})

test('the same claims give the same receipt', async () => {
  const { sign } = await aKey()

  expect(await signReceipt(sign, someClaims())).toBe(await signReceipt(sign, someClaims()))
})

test('a receipt with any one character changed is none', async () => {
  const { sign, keys } = await aKey()
  const receipt = await signReceipt(sign, someClaims())
  for (let at = 0; at < receipt.length; at += 1) {
    const other = receipt[at] === 'A' ? 'B' : 'A'
    const changed = receipt.slice(0, at) + other + receipt.slice(at + 1)
    expect(await readReceipt(changed, keys)).toBeUndefined()
  }
})

test('whatever text is given, it is answered', async () => {
  const { sign, keys } = await aKey()
  const receipt = await signReceipt(sign, someClaims())
  const parts = receipt.split('.')
  const part = fc.oneof(
    fc.constantFrom(...parts),
    fc.base64String().map((text) => text.replaceAll('=', '')),
    fc.string(),
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(part, { maxLength: 5 }).map((some) => some.join('.')),
    fc.json().map((header) => [Buffer.from(header).toString('base64url'), parts[1], parts[2]].join('.')),
    fc
      .tuple(fc.nat(receipt.length), fc.nat(9))
      .map(([at, cut]) => receipt.slice(0, at) + receipt.slice(at + cut + 1)),
  )
  await fc.assert(
    fc.asyncProperty(text, async (hostile) => {
      if (hostile !== receipt) expect(await readReceipt(hostile, keys)).toBeUndefined()
    }),
    { numRuns: 1_000 },
  )
})

test('what somebody else signed under the name of our key is none', async () => {
  const [ours, theirs] = [await aKey(), await aKey()]

  const foreign = await signReceipt(theirs.sign, someClaims())
  const [, payload, signature] = foreign.split('.')
  const [header] = (await signReceipt(ours.sign, someClaims())).split('.')

  expect(await readReceipt(foreign, ours.keys)).toBeUndefined()
  expect(await readReceipt([header, payload, signature].join('.'), ours.keys)).toBeUndefined()
})

test('what is signed as something else is no receipt', async () => {
  const { sign, keys } = await aKey()

  expect(await readReceipt(await sign('wirecopy-evidence+jwt', someClaims()), keys)).toBeUndefined()
})

test('what is signed as a receipt and says something else is none', async () => {
  const { sign, keys } = await aKey()

  for (const claims of [{}, { ...someClaims(), sub: 'somebody' }, { ...someClaims(), article: null }])
    expect(await readReceipt(await sign(typ, claims), keys)).toBeUndefined()
})

test('no other algorithm is taken, nor a key that the receipt brings along', async () => {
  const { kid, publicKey, keys } = await aKey()
  const claims = { ...someClaims() }
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const unsigned = new UnsecuredJWT(claims).encode()
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ, kid })).toString('base64url')
  const shared = await new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ, kid })
    .sign(Buffer.from(publicKey.x, 'base64url'))
  const brought = await new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'EdDSA', typ, kid, jwk: { ...publicKey } })
    .sign(pair.privateKey)

  for (const forged of [unsigned, `${none}.${unsigned.split('.')[1]}.`, shared, brought])
    expect(await readReceipt(forged, keys)).toBeUndefined()
})

test('keys of other kinds in the set are passed over', async () => {
  const { sign, keys } = await aKey()
  const receipt = await signReceipt(sign, someClaims())
  const others = [{ kty: 'RSA' }, { kty: 'OKP', crv: 'Ed25519', x: 'AA', kid: 'short' }, {}]

  expect(await readReceipt(receipt, { keys: [...others, ...keys.keys] })).toBeDefined()
  expect(await readReceipt(receipt, { keys: others })).toBeUndefined()
})

test('a key of ours that is broken verifies nothing', async () => {
  const { kid, sign } = await aKey()
  const receipt = await signReceipt(sign, someClaims())

  for (const x of ['', 'AA', '!', 'A'.repeat(43)])
    expect(await readReceipt(receipt, { keys: [{ kty: 'OKP', crv: 'Ed25519', x, kid }] })).toBeUndefined()
})
