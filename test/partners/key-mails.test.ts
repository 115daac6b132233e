import { expect, test } from 'vitest'
import { createApiKey, defaultScopes, revokeApiKey } from '../../src/partners/api-keys.ts'
import { decide } from '../../src/partners/decisions.ts'
import { rotateApiKey } from '../../src/partners/key-rotation.ts'
import { mailsOf } from '../mail/support/mailbox.ts'
import { aPartner } from '../support/factories.ts'
import { actor, caller, letTimeWork, start } from '../support/product.ts'

const only = '&kind=key.expiring'
const dayMs = 24 * 60 * 60 * 1_000

async function anOwner(lifeDays = 90, more: object = {}) {
  const product = await start()
  const expiresAt = product.clock.now() + lifeDays * dayMs
  const partner = await aPartner(product, { expiresAt, name: 'production CMS', ...more })
  await letTimeWork(product)
  const onDay = async (day: number) => {
    product.clock.set(new Date(Date.parse('2026-05-01T00:00:00Z') + day * dayMs).toISOString())
    await letTimeWork(product)
    return mailsOf(product, only)
  }
  return { product, partner, onDay }
}

test('a key that expires is told of 30 and 7 days before, once each', async () => {
  const { partner, onDay } = await anOwner()

  expect(await onDay(59)).toEqual([])
  const [first] = await onDay(61)
  expect(await onDay(70)).toHaveLength(1)
  const [, second] = await onDay(84)
  expect(await onDay(91)).toHaveLength(2)

  expect(first).toMatchObject({
    subject: `A key of ${partner.name} expires within 30 days`,
    addressee: partner.id,
  })
  expect(first.text).toMatch(/- production CMS \(wc_live_....…\) expires on 2026-07-30 00:00 UTC\./)
  expect(first.text).toContain(`/v1/partner/keys/${partner.keyId}/rotations`)
  expect(second.subject).toBe(`A key of ${partner.name} expires within 7 days`)
})

test('who was away for the first call hears of the last one alone', async () => {
  const { onDay } = await anOwner()

  expect(await onDay(85)).toMatchObject([{ subject: expect.stringContaining('7 days') }])
})

test('several keys are one mail', async () => {
  const { product, partner, onDay } = await anOwner()
  await product.database.write((tx) =>
    createApiKey(tx, actor, partner.id, {
      name: 'app',
      expiresAt: product.clock.now() + 80 * dayMs,
    }),
  )

  const mails = await onDay(62)

  expect(mails).toHaveLength(1)
  expect(mails[0].subject).toBe(`2 keys of ${partner.name} expire within 30 days`)
})

test('a key that was made for a few days is no news', async () => {
  const { onDay } = await anOwner(5)

  expect(await onDay(1)).toEqual([])
})

test.each(['revoked', 'rotated', 'of a suspended partner'])('a key that is %s is no news', async (how) => {
  const { product, partner, onDay } = await anOwner()
  const { id, keyId } = partner
  await product.database.write(async (tx) => {
    if (how === 'revoked') await revokeApiKey(tx, actor, id, keyId)
    if (how === 'rotated')
      await rotateApiKey(tx, actor, id, keyId, {
        overlapSeconds: 80 * 86_400,
        expiresAt: Date.parse('2028-05-01'),
      })
    if (how === 'of a suspended partner') await decide(tx, actor, id, 'suspended', 'test')
  })

  expect(await onDay(62)).toEqual([])
})

test('the call that the mail shows puts another key in place', async () => {
  const { product, partner, onDay } = await anOwner()
  const manager = await product.database.write((tx) =>
    createApiKey(tx, actor, partner.id, { name: 'manager', scopes: ['keys:write', ...defaultScopes] }),
  )
  const [{ text }] = await onDay(62)
  const [, path = ''] = /(\/v1\/partner\/keys\/\S+)/.exec(text) ?? []

  const rotated = await caller(product.app, manager.key).post(
    path,
    JSON.parse(/-d '(.*)'/.exec(text)?.[1] ?? ''),
  )

  expect(rotated).toHaveStatus(201)
  expect(rotated.json().expiresAt).toBe('2027-07-30T00:00:00.000Z')
})
