import { afterEach, expect, test, vi } from 'vitest'
import { everything } from '../../src/platform/database/freshness.ts'
import { type KeyKind, mintKey } from '../../src/platform/secrets/keys.ts'
import { aPartner, aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'
import { countStatements } from '../support/statements.ts'
import { expectProblem } from './support/problems.ts'

const quota = 3
const here = '203.0.113.7'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

async function aDoor() {
  const product = await start({ config: { rateLimit: quota } })
  const ask = (key: string, { url = '/v1/partner', from = here } = {}) =>
    product.app.inject({ url, remoteAddress: from, headers: { authorization: `Bearer ${key}` } })
  const guess = (kind: KeyKind = 'live') =>
    ask(mintKey(kind), { url: kind === 'live' ? '/v1/partner' : '/v1/staff/partners' })
  const guessTooOften = async () => {
    for (let guessed = 0; guessed < quota; guessed += 1) expectProblem(await guess(), 'key-invalid')
  }
  return { product, ask, guess, guessTooOften }
}

test.each(['live', 'staff'] as const)(
  'whoever guesses %s keys too often is refused without a lookup',
  async (kind) => {
    const { guess } = await aDoor()
    for (let guessed = 0; guessed < quota; guessed += 1) expectProblem(await guess(kind), 'key-invalid')
    const { count } = countStatements()

    const refused = await guess(kind)

    expectProblem(refused, 'rate-limited')
    expect(refused.headers).toMatchObject({
      'retry-after': expect.stringMatching(/^\d+$/),
      ratelimit: expect.stringContaining('r=0'),
    })
    expect(count()).toBe(0)
  },
)

test('many guesses at once cost no more lookups than the quota', async () => {
  const { guess } = await aDoor()
  const { count } = countStatements()

  const answers = await Promise.all(Array.from({ length: 20 }, () => guess()))

  expect(count()).toBeLessThanOrEqual(quota)
  for (const { statusCode } of answers) expect([401, 429]).toContain(statusCode)
})

test('a key that was let in before is not refused for what others behind its address guess', async () => {
  const { product, ask, guess, guessTooOften } = await aDoor()
  const { key } = await aPartner(product)
  const { token } = await aStaffMember(product)
  const url = '/v1/staff/partners'
  expect(await ask(key)).toHaveStatus(200)
  expect(await ask(token, { url })).toHaveStatus(200)

  await guessTooOften()

  expectProblem(await guess(), 'rate-limited')
  expect(await ask(key)).toHaveStatus(200)
  expect(await ask(token, { url })).toHaveStatus(200)
  product.database.freshness.drop([everything])
  expect(await ask(key)).toHaveStatus(200)
})

test('a key that is new here waits where others guess, and is let in elsewhere and a minute later', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const { product, ask, guessTooOften } = await aDoor()
  const [first, second] = [await aPartner(product), await aPartner(product)]
  await guessTooOften()

  expectProblem(await ask(first.key), 'rate-limited')
  expect(await ask(second.key, { from: '203.0.113.8' })).toHaveStatus(200)
  expect(await ask(second.key)).toHaveStatus(200)
  vi.advanceTimersByTime(60_000)
  expect(await ask(first.key)).toHaveStatus(200)
})

test('keys that exist cost their address nothing, however many are new', async () => {
  const { product, ask } = await aDoor()
  for (let made = 0; made < quota + 2; made += 1)
    expect(await ask((await aPartner(product)).key)).toHaveStatus(200)
})
