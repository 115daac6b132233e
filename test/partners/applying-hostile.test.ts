import { expect, test } from 'vitest'
import { mailsOf } from '../mail/support/mailbox.ts'
import { aPartner, decided } from '../support/factories.ts'
import { caller, start } from '../support/product.ts'
import { anApplicant, anOfficer, aPublication, linkFor } from './support/applying.ts'

async function aProduct() {
  const product = await start()
  return { product, ...(await anApplicant(product)), officer: await anOfficer(product) }
}

test('every wrong field is named', async () => {
  const { apply } = await aProduct()

  const refused = await apply({
    publisher: { name: '', country: 'Utopia', sites: ['https://gazette.example', 'nowhere'], owner: 'x' },
    audience: { monthlyUniques: -1 },
    contacts: [{ role: 'king', email: 'x' }],
    publishing: { by: ['fax'] },
    terms: { version: 0 },
    more: 1,
  })

  expect(refused).toHaveProblem('invalid-request')
  const fields = refused.json().errors.map(({ field }: { field: string }) => field)
  expect(fields.sort()).toEqual([
    ...['audience.monthlyUniques', 'contacts.0.email', 'contacts.0.role', 'more', 'publisher.country'],
    ...['publisher.name', 'publisher.owner', 'publisher.sites.1', 'publishing.by.0', 'terms.sha256'],
    ...['terms.signer', 'terms.version'],
  ])
})

test('of a site its host is kept', async () => {
  const { apply } = await aProduct()
  const hostsOf = async (site: string) =>
    (await apply({ publisher: { sites: [site] } })).json().publisher.sites

  expect(await hostsOf('https://WWW.Gazette.example:443/news?x=1#top')).toEqual(['www.gazette.example'])
  expect(await hostsOf('gazette.example/news/')).toEqual(['gazette.example'])
  expect(await hostsOf('https://bücher.example/')).toEqual(['xn--bcher-kva.example'])
  const twice = ['http://gazette.example', 'https://gazette.example/news']
  expect((await apply({ publisher: { sites: twice } })).json().publisher.sites).toEqual(['gazette.example'])
})

test('what is no site is named', async () => {
  const { apply } = await aProduct()
  const sites = [
    ...['https://gazette.example:8443/', 'https://user:pass@gazette.example/', 'https://192.0.2.7/'],
    ...['https://[2001:db8::1]/', 'https://localhost/', 'ftp://gazette.example/', 'javascript:alert(1)'],
    ...['https://gazette.example./', ''],
  ]

  const refused = await apply({ publisher: { sites } })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors.map(({ field }: { field: string }) => field)).toEqual(
    sites.map((_, number) => `publisher.sites.${number}`),
  )
  expect(refused.json().errors[0].message).toContain('https://www.example.com')
})

test('ten thousand sites are refused', async () => {
  const { apply } = await aProduct()
  const sites = (count: number) => Array.from({ length: count }, (_, number) => `s${number}.example`)

  expect(await apply({ publisher: { sites: sites(10_000) } })).toHaveProblem('body-too-large')
  expect(await apply({ publisher: { sites: sites(201) } })).toHaveProblem('invalid-request')
  expect(await apply({ publisher: { sites: sites(200) } })).toHaveStatus(201)
})

test('five applications an hour come from one address, and mistakes do not count', async () => {
  const { apply } = await aProduct()
  for (let times = 0; times < 7; times += 1) expect(await apply({ x: 1 })).toHaveProblem('invalid-request')
  for (let times = 0; times < 5; times += 1) expect(await apply({})).toHaveStatus(201)

  const refused = await apply({})

  expect(refused).toHaveProblem('rate-limited')
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_500)
})

test('an address gets three links a day, however it is spelled', async () => {
  const { product, terms } = await aProduct()
  const publication = aPublication()
  const applyAs = async (email: string) => {
    const { apply } = await anApplicant(product)
    return apply({ ...publication, terms, contacts: [{ role: 'urgent', email }] })
  }
  for (const email of ['desk@gazette.example', 'DESK@gazette.example', 'Desk@Gazette.example'])
    expect(await applyAs(email)).toHaveStatus(201)

  expect(await applyAs('deSK@gazette.example')).toHaveProblem('rate-limited')
  expect(await mailsOf(product)).toHaveLength(3)
})

test('an application sends three links a day, to whomever', async () => {
  const { product, complete, amend } = await aProduct()
  const { statusUrl } = (await complete()).json()
  const changed = (number: number) =>
    amend(statusUrl, { contacts: [{ role: 'urgent', email: `victim-${number}@gazette.example` }] })
  expect([(await changed(1)).statusCode, (await changed(2)).statusCode]).toEqual([200, 200])

  expect(await changed(3)).toHaveProblem('rate-limited')
  expect(await mailsOf(product)).toHaveLength(3)
})

test('a program that fills in everything is answered as anybody is, and leaves no trace', async () => {
  const { product, apply, terms, anybody, officer } = await aProduct()
  const application = { ...aPublication(), terms }
  const honest = (await apply(application)).json()

  const trapped = (await apply({ ...application, fax: '555' })).json()

  const { id: _, statusUrl: __, ...rest } = honest
  expect(trapped).toEqual({ ...rest, id: expect.any(String), statusUrl: expect.any(String) })
  expect(await anybody.get(new URL(trapped.statusUrl).pathname)).toHaveProblem('not-found')
  expect(await officer.applications()).toHaveLength(1)
  expect(await mailsOf(product)).toHaveLength(1)
})

test('who is a partner is told to nobody but staff, and no partner hears of it', async () => {
  const { product, complete, confirm, standing, officer } = await aProduct()
  const partner = await aPartner(product)
  const host = `${partner.name.replace(' ', '-').toLowerCase()}.example`
  const other = await anApplicant(product)
  const free = (await other.complete('free.example')).json()
  const taken = (await complete(host)).json()
  const same = ({ status, missing, checks, reason }: Record<string, unknown>) => ({
    status,
    missing,
    checks,
    reason,
  })
  expect(same(taken)).toEqual(same(free))
  await other.confirm('jane@free.example')
  await confirm(`jane@${host}`)

  expect(same(await standing(taken.statusUrl))).toEqual(same(await standing(free.statusUrl)))

  const [application] = await officer.applications('?status=duplicate')
  expect(application).toMatchObject({
    ...{ id: taken.id, partnerId: null },
    twins: [{ site: host, of: partner.id, theirs: host }],
  })
  expect((await officer.get(`/v1/staff/partners/${partner.id}`)).json()).toMatchObject({ name: partner.name })
  const mails = await mailsOf(product)
  expect(mails.filter(({ recipient }) => recipient === `urgent@${host}`).map(({ kind }) => kind)).toEqual([
    'partner.approved',
  ])
  expect(mails.at(-1).subject).toBe('Example Gazette applied, with a site of a partner')
})

test('of two applications for one site at the same moment one is a partner’s', async () => {
  const { product, complete, officer } = await aProduct()
  const other = await anApplicant(product)
  const contacts = [{ role: 'urgent', email: 'other@gazette.example' }]
  await Promise.all([complete(), other.apply({ ...aPublication(), contacts, terms: other.terms })])
  expect((await officer.applications()).map(({ twins }: { twins: object[] }) => twins.length)).toEqual([1, 1])
  const links = [await linkFor(product), await linkFor(product, 'other@gazette.example')]

  const anybody = caller(product.app)
  const confirmed = await Promise.all([...links, ...links].map((link) => anybody.call('POST', link)))

  expect(confirmed.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
  expect(await officer.partners()).toHaveLength(1)
  const statuses = (await officer.applications()).map(({ status }: { status: string }) => status)
  expect(statuses.sort()).toEqual(['duplicate', 'registered'])
})

test('a name that is only read as a partner’s is shown to staff', async () => {
  const { product, complete, confirm, officer } = await aProduct()
  await complete('gazette.example')
  await confirm()
  const other = await anApplicant(product)
  const contacts = [{ role: 'urgent', email: 'x@elsewhere.example' }]
  const publication = aPublication()
  // The first letter a of this one is Cyrillic.
  const publisher = { ...publication.publisher, sites: ['https://g\u0430zette.example'] }
  await other.apply({ ...publication, publisher, contacts, terms: other.terms })
  await other.confirm('x@elsewhere.example')

  const [application] = await officer.applications()

  expect(application.twins.map(({ theirs }: { theirs: string }) => theirs)).toContain('gazette.example')
  expect(application.publisher.sites).toEqual(['xn--gzette-3nf.example'])
})

test('a declined publisher that applies again is taken up again, and vetted anew', async () => {
  const { product, complete, confirm, officer, standing } = await aProduct()
  await complete()
  await confirm()
  const [{ id }] = await officer.partners()
  await officer.call('PUT', `/v1/staff/partners/${id}/checks/audience`, {
    payload: { verdict: 'pass', note: 'Audit.' },
  })
  await decided(product, id, 'declined')
  const other = await anApplicant(product)
  const contacts = [{ role: 'urgent', email: 'new@gazette.example' }]
  const { statusUrl } = (await other.apply({ ...aPublication(), contacts, terms: other.terms })).json()

  await other.confirm('new@gazette.example')

  const [again, ...more] = await officer.partners()
  expect(more).toEqual([])
  expect(again).toMatchObject({
    ...{ id, status: 'applied', checks: [] },
    contacts: [{ email: 'new@gazette.example', confirmedAt: '2026-05-01T00:00:00.000Z' }],
  })
  expect(await standing(statusUrl)).toMatchObject({ status: 'received' })
  expect(await mailsOf(product, '&kind=partner.reopened')).toMatchObject([
    { recipient: 'jane@gazette.example' },
  ])
})
