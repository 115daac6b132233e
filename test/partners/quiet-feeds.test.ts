import { expect, test } from 'vitest'
import { firstHeard, heardAgain, quietFrom } from '../../src/partners/quiet/rhythm.ts'
import { commandLineOn } from '../cli/support/wirecopy.ts'
import { mailsOf } from '../mail/support/mailbox.ts'
import { aPartner, aStaffMember, decided } from '../support/factories.ts'
import { letTimeWork, start } from '../support/product.ts'

const only = '&kind=feed.quiet'
const hourMs = 60 * 60 * 1_000
const dayMs = 24 * hourMs

/** A partner that calls so many times, once every so many hours. */
async function aPoller({ calls = 6, everyHours = 1 } = {}) {
  const product = await start()
  const partner = await aPartner(product)
  const staff = await aStaffMember(product)
  await letTimeWork(product)
  const pass = async (hours: number) => {
    product.clock.advance(hours * hourMs)
    await letTimeWork(product)
  }
  const poll = async () => {
    const { headers } = await partner.get('/v1/articles')
    await partner.get('/v1/articles', { 'if-none-match': String(headers.etag) })
  }
  for (let call = 0; call < calls; call += 1) {
    await poll()
    await pass(everyHours)
  }
  const quiet = async () => (await staff.get('/v1/staff/quiet-feeds')).json().items
  const asked = async () => (await staff.get('/v1/staff/attention?kind=feed-quiet')).json().items
  return { product, partner, staff, pass, poll, quiet, asked }
}

test('a feed that went quiet for a day is listed, and told of once', async () => {
  const { product, partner, pass, quiet } = await aPoller()
  await pass(22)
  expect(await quiet()).toEqual([])

  await pass(2)
  await pass(30)

  expect(await quiet()).toMatchObject([
    {
      partner: { id: partner.id, name: partner.name },
      ...{ lastHeardAt: '2026-05-01T05:00:00.000Z', usualMinutes: 60 },
    },
  ])
  const mails = await mailsOf(product, only)
  expect(mails).toMatchObject([
    { addressee: partner.id, subject: `We no longer hear from the system of ${partner.name}` },
  ])
  expect(mails[0].text).toContain('2026-05-01 05:00 UTC')
})

test('a feed that is heard again is quiet no more, and may be told of again', async () => {
  const { product, pass, poll, quiet } = await aPoller()
  await pass(26)
  expect(await quiet()).toHaveLength(1)

  await poll()
  await pass(1)
  expect(await quiet()).toEqual([])
  await pass(60)

  expect(await quiet()).toHaveLength(1)
  expect(await mailsOf(product, only)).toHaveLength(2)
})

test('a quiet feed waits for a person until it is heard again, or need not be', async () => {
  const { product, partner, pass, poll, asked } = await aPoller()
  await pass(26)
  expect(await asked()).toMatchObject([
    {
      ...{ partner: { id: partner.id, name: partner.name }, subject: 'feed' },
      note: 'It used to fetch our articles, and was last heard of on 2026-05-01 05:00 UTC.',
    },
  ])

  await poll()
  await pass(1)
  expect(await asked()).toEqual([])
  await pass(60)
  expect(await asked()).toHaveLength(1)
  await decided(product, partner.id, 'suspended')
  await pass(1)

  expect(await asked()).toEqual([])
})

test('who calls twice by hand has no rhythm to miss', async () => {
  const { pass, quiet } = await aPoller({ calls: 2 })

  await pass(100)

  expect(await quiet()).toEqual([])
})

test('who calls once a day is missed after three', async () => {
  const { pass, quiet } = await aPoller({ calls: 6, everyHours: 24 })
  await pass(46)
  expect(await quiet()).toEqual([])

  await pass(3)

  expect(await quiet()).toHaveLength(1)
})

test('of a partner that is suspended no call is expected', async () => {
  const { product, partner, pass, quiet } = await aPoller()
  await decided(product, partner.id, 'suspended')

  await pass(50)

  expect(await quiet()).toEqual([])
  expect(await mailsOf(product, only)).toEqual([])
})

test('how long is a setting, and nobody need look', async () => {
  const { staff, pass, quiet } = await aPoller()
  const set = (afterHours: number | null) =>
    staff.call('PUT', '/v1/staff/settings/quiet-feeds', { payload: { afterHours } })
  expect(await set(0)).toHaveProblem('invalid-request')

  await set(null)
  await pass(50)
  expect(await quiet()).toEqual([])
  await set(6)
  await pass(1)

  expect(await quiet()).toHaveLength(1)
  expect((await staff.get('/v1/staff/settings/quiet-feeds')).json()).toMatchObject({
    afterHours: 6,
    version: 2,
  })
})

test('the command lists them', async () => {
  const { product, partner, pass } = await aPoller()
  const { wirecopy } = commandLineOn(product.storage)
  expect((await wirecopy('partner', 'quiet')).out).toBe('No partner went quiet.\n')
  await pass(26)

  expect((await wirecopy('partner', 'quiet')).out).toMatch(
    new RegExp(`${partner.id} +2026-05-01 05:00Z +60 min +.* ${partner.name}\n`),
  )
})

test('a silence that a partner came back from is a usual one for 30 days', () => {
  const hourly = [1, 2, 3, 4].reduce((rhythm, hour) => heardAgain(rhythm, hour * hourMs), firstHeard(0))
  expect(quietFrom(hourly, 1)).toBe(7 * hourMs)

  const back = heardAgain(hourly, hourly.heardAt + 60 * hourMs)
  expect(quietFrom(back, 1)).toBe(back.heardAt + 90 * hourMs)

  let later = back
  for (let hour = 1; hour <= 31 * 24; hour += 1) later = heardAgain(later, back.heardAt + hour * hourMs)
  expect(later.heardAt).toBe(back.heardAt + 31 * dayMs)
  expect(Math.round((quietFrom(later, 1) ?? 0) / hourMs)).toBe(4 + 60 + 31 * 24 + 3)
})
