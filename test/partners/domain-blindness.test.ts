import { expect, test } from 'vitest'
import { mailsOf } from '../mail/support/mailbox.ts'
import { letTimeWork } from '../support/product.ts'
import { aHost, aPublisher, host } from './support/hosts.ts'

const day = 86_400_000
const hour = 1 / 24
const others = ['a.example', 'b.example', 'c.example']

/** Publishers that are verified by DNS; their records can all be gone at once. */
async function aWire(hosts = others) {
  const made = await aHost()
  const { product, partner, officer, txt, verify } = made
  const publishers = [partner, ...(await inTurn(hosts, (one) => aPublisher(product, [one])))]
  const records = await inTurn(publishers, async ({ get }) => {
    const [{ places }] = (await get('/v1/partner')).json().hosts
    return [places.dns.name, [[places.dns.value]]] as const
  })
  Object.assign(txt, Object.fromEntries(records))
  await verify()
  await inTurn(publishers.slice(1), ({ id }, at) =>
    officer.post(`/v1/staff/partners/${id}/domains/${hosts[at]}/verifications`),
  )
  // Schedules begin with the first look at them.
  await letTimeWork(product)
  return {
    ...made,
    lose: (...names: string[]) => {
      for (const name of names) delete txt[`_wirecopy.${name}`]
    },
    restore: () => Object.assign(txt, Object.fromEntries(records)),
    pass: async (days: number) => {
      product.clock.advance(days * day)
      await letTimeWork(product)
    },
    waiting: async () => (await officer.get('/v1/staff/attention')).json().items,
    health: async () => (await officer.get('/health')).json(),
  }
}

async function inTurn<One, Made>(all: readonly One[], make: (one: One, at: number) => Promise<Made>) {
  const made: Made[] = []
  for (const [at, one] of all.entries()) made.push(await make(one, at))
  return made
}

const blind = {
  component: 'domains',
  status: 'fail',
  output: expect.stringContaining('See whether this machine reaches DNS and the web.'),
}

test('where nothing is seen of anybody no partner is marked, and the operator is told', async () => {
  const { product, lose, pass, waiting, standing, health } = await aWire()
  expect(await health()).toMatchObject({ status: 'pass' })
  lose(host, ...others)

  await pass(8)
  for (let days = 0; days < 5; days += 1) await pass(1)
  for (let hours = 0; hours < 3; hours += 1) await pass(hour)

  expect(await standing()).toMatchObject({ state: 'verified', lastFailure: expect.stringContaining('TXT') })
  expect(await waiting()).toEqual([])
  expect(await mailsOf(product, '&kind=domain.failing')).toEqual([])
  const { status, components } = await health()
  expect(status).toBe('fail')
  expect(components).toContainEqual(blind)
  expect(components.at(-1).output).toContain('hosts that are looked at again: 4.')
})

test('once something is seen again it is as before, and what is gone asks a person', async () => {
  const { lose, restore, pass, waiting, standing, health } = await aWire()
  lose(host, ...others)
  await pass(8)
  restore()
  lose('b.example')

  await pass(3 * hour)
  await pass(3 * hour)

  expect(await health()).toMatchObject({ status: 'pass' })
  expect(await standing()).toMatchObject({ state: 'verified', lastFailure: null })
  expect(await waiting()).toMatchObject([{ kind: 'domain-failing', subject: 'b.example' }])
})

test('one of many that is gone fails at once', async () => {
  const { lose, pass, waiting, health } = await aWire()
  lose('a.example')

  await pass(8)
  await pass(hour)

  expect(await waiting()).toMatchObject([{ kind: 'domain-failing', subject: 'a.example' }])
  expect(await health()).toMatchObject({ status: 'pass' })
})

test('a look that somebody asks for does not mark a partner for our blindness, either', async () => {
  const { partner, lose, standing } = await aWire()
  lose(host, ...others)

  const seen = await partner.post(`/v1/partner/domains/${host}/verifications`)

  expect(seen.json()).toMatchObject({
    state: 'verified',
    findings: [{ method: 'dns', verdict: 'fail' }, {}, {}],
  })
  expect(await standing()).toMatchObject({ state: 'verified' })
})

test('with one other alone there is nothing to compare with', async () => {
  const { lose, verify, standing } = await aWire(['a.example'])
  lose(host, 'a.example')

  await verify()

  expect(await standing()).toMatchObject({ state: 'failing' })
})
