import { expect, test } from 'vitest'
import { jobs } from '../../src/platform/jobs/tables.ts'
import { mailsOf } from '../mail/support/mailbox.ts'
import { letTimeWork, start } from '../support/product.ts'
import { aHost, host } from './support/hosts.ts'

const day = 86_400_000
const hour = 1 / 24
const file = '/.well-known/wirecopy-partner.txt'
const found = `https://news.example${file} answers with status 404.`

/** A host that was verified by file, and what goes by. */
async function aVerifiedHost(options: Parameters<typeof aHost>[0] = {}) {
  const made = await aHost(options)
  const { product, pages, challenge, verify, asked, officer } = made
  pages[file] = challenge
  await verify()
  // Schedules begin with the first look at them.
  await letTimeWork(product)
  asked.length = 0
  return {
    ...made,
    pass: async (days: number) => {
      product.clock.advance(days * day)
      await letTimeWork(product)
    },
    looks: () => asked.filter((path) => path === file).length,
    waiting: async (query = '') => (await officer.get(`/v1/staff/attention?${query}`)).json().items,
  }
}

test('a verified host is looked at once a week', async () => {
  const { pass, looks, standing } = await aVerifiedHost()

  await pass(6)
  expect(looks()).toBe(0)
  await pass(2)
  expect(looks()).toBe(1)
  await pass(8)
  expect(looks()).toBe(2)
  expect(await standing()).toMatchObject({ state: 'verified', verifiedAt: '2026-05-01T00:00:00.000Z' })
})

test('a host that was never verified is not looked at by itself', async () => {
  const { product, verify, asked } = await aHost()
  await verify()
  await letTimeWork(product)
  asked.length = 0

  product.clock.advance(15 * day)
  await letTimeWork(product)

  expect(asked).toEqual([])
})

test('a proof that is gone asks a person and tells the partner, once, and stops nothing', async () => {
  const { product, partner, officer, path, pages, pass, waiting, standing } = await aVerifiedHost()
  await officer.post(`${path}/approvals`, {
    waivers: ['legitimate-publisher', 'audience', 'contact'].map((check) => ({ check, note: 'Known.' })),
  })
  delete pages[file]

  await pass(9)
  await pass(2)

  expect(await standing()).toMatchObject({ state: 'failing', lastFailure: found })
  expect(await waiting()).toMatchObject([
    {
      ...{ kind: 'domain-failing', subject: host, partner: { id: partner.id, name: 'News' } },
      note: `news.example is no longer shown to be its own: ${found}`,
    },
  ])
  const [mail, ...more] = await mailsOf(product, '&kind=domain.failing')
  expect(more).toEqual([])
  expect(mail).toMatchObject({
    recipient: 'web@news.example',
    addressee: partner.id,
    subject: 'We no longer see that news.example is yours',
  })
  expect(mail.text.replace(/[\s>]+/g, ' ')).toContain(found)
  expect(mail.text).toContain('_wirecopy.news.example TXT wirecopy-partner=')
  expect(await partner.get('/v1/articles')).toHaveStatus(200)
})

test('a proof that is there again is found within a day or so, and asks no longer', async () => {
  const { pages, pass, waiting, standing, challenge, product } = await aVerifiedHost()
  delete pages[file]
  await pass(9)
  expect(await waiting()).toHaveLength(1)

  pages[file] = challenge
  await pass(2)

  expect(await standing()).toMatchObject({ state: 'verified' })
  expect(await waiting()).toEqual([])
  expect(await waiting('state=settled')).toMatchObject([{ outcome: 'It is over.', settledBy: 'attention' }])
  delete pages[file]
  await pass(9)
  expect(await waiting()).toHaveLength(1)
  expect(await mailsOf(product, '&kind=domain.failing')).toHaveLength(2)
})

test('a host that another one stands for asks nobody', async () => {
  const { pages, txt, pass, waiting, verify, partner } = await aVerifiedHost({
    hosts: [host, 'www.news.example'],
  })
  const { hosts } = (await partner.get('/v1/partner')).json()
  txt['_wirecopy.www.news.example'] = [[hosts[1].places.dns.value]]
  expect((await verify('www.news.example')).json()).toMatchObject({ coveredBy: null, method: 'dns' })
  delete txt['_wirecopy.www.news.example']

  await pass(9)
  await pass(hour)

  expect(await waiting()).toEqual([])
  expect((await partner.get('/v1/partner')).json().hosts[1]).toMatchObject({
    state: 'verified',
    coveredBy: host,
  })
  delete pages[file]
  await pass(9)
  await pass(hour)
  expect((await waiting()).map(({ subject }: { subject: string }) => subject).sort()).toEqual([
    host,
    'www.news.example',
  ])
})

test('what a person has settled is not asked again while it lasts', async () => {
  const { officer, pages, pass, waiting } = await aVerifiedHost()
  delete pages[file]
  await pass(9)
  const [entry] = await waiting()
  const settle = () => officer.post(`/v1/staff/attention/${entry.id}/settlements`, { note: 'It moves.' })

  expect((await settle()).json()).toMatchObject({
    state: 'settled',
    outcome: 'It moves.',
    settledBy: officer.id,
  })
  await pass(3)

  expect(await waiting()).toEqual([])
  expect((await settle()).json().detail).toContain('It moves.')
})

test('a clock that was ahead by a year holds up no look', async () => {
  const { product, verify, pass, looks, asked } = await aVerifiedHost()
  product.clock.set('2027-05-01T00:00:00Z')
  await verify()
  await letTimeWork(product)
  asked.length = 0

  product.clock.set('2026-05-02T00:00:00Z')
  await pass(0)
  await pass(1)

  expect(looks()).toBe(1)
})

test('a partner whose partnership has ended is left alone, and nobody is asked', async () => {
  const { officer, path, pages, pass, waiting, looks } = await aVerifiedHost()
  delete pages[file]
  await pass(9)
  expect(await waiting()).toHaveLength(1)
  const before = looks()

  await officer.post(`${path}/terminations`, { reason: 'It closed.' })
  await pass(9)

  expect(await waiting()).toEqual([])
  expect(looks()).toBe(before)
})

test('of two processes one looks', async () => {
  const { product, pass, looks, asked } = await aVerifiedHost()
  const other = await start({ on: product.storage, network: { resolve: async () => [], connect: never } })
  await pass(6)
  asked.length = 0

  product.clock.advance(3 * day)
  other.clock.set(new Date(product.clock.now()).toISOString())
  await Promise.all([product.worker.look(), other.worker.look()])
  const planned = await product.database.read.select().from(jobs).limit(100)

  expect(planned.filter(({ kind }) => kind === 'domain.look').length + looks()).toBeLessThanOrEqual(1)
  await Promise.all([product.worker.idle(), other.worker.idle()])
})

function never(): never {
  throw new Error('Nobody is connected to')
}

test('hosts are added and removed, and the check follows', async () => {
  const { officer, path, ownership, partner } = await aVerifiedHost()
  expect(await ownership()).toMatchObject({ state: 'pass' })

  const added = await officer.post(`${path}/domains`, { host: 'Sport.example' })
  expect(added).toHaveStatus(201)
  expect(added.json()).toMatchObject({ domains: [host, 'sport.example'] })
  expect(await ownership()).toMatchObject({
    state: 'fail',
    history: [{ note: 'Not verified: sport.example.' }, {}],
  })

  expect((await officer.call('DELETE', `${path}/domains/sport.example`)).json()).toMatchObject({
    domains: [host],
  })
  expect(await ownership()).toMatchObject({ state: 'pass' })
  expect(await officer.call('DELETE', `${path}/domains/${host}`)).toHaveProblem('conflict')
  expect(await officer.call('DELETE', `${path}/domains/sport.example`)).toHaveProblem('not-found')
  expect((await partner.get('/v1/partner')).json().domains).toEqual([host])
})

test('a host of another partner is added to none', async () => {
  const { officer, path, partner } = await aVerifiedHost()
  const other = await officer.post('/v1/staff/partners', {
    name: 'Other',
    domains: ['other.example'],
    audience: { monthlyUniques: 1 },
    contacts: [{ role: 'urgent', email: 'desk@other.example' }],
  })

  expect(await officer.post(`${path}/domains`, { host: 'other.example' })).toHaveProblem('conflict')
  expect(await officer.post(`/v1/staff/partners/${other.json().id}/domains`, { host })).toHaveProblem(
    'conflict',
  )
  expect((await officer.post(`${path}/domains`, { host })).json()).toMatchObject({ domains: [host] })
  expect(partner.id).not.toBe(other.json().id)
})
