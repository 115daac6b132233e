import { expect, test } from 'vitest'
import { visit } from '../console/support/page.ts'
import { mailsOf } from '../mail/support/mailbox.ts'
import { letTimeWork, start } from '../support/product.ts'
import { anApplicant, anOfficer, aPublication, linkFor, pathOf } from './support/applying.ts'

const dayMs = 24 * 60 * 60 * 1_000

async function aProduct() {
  const product = await start()
  return { product, ...(await anApplicant(product)), officer: await anOfficer(product) }
}

test('a confirmed application is a partner that is vetted from the beginning', async () => {
  const { product, complete, link, confirm, officer, standing, remoteAddress } = await aProduct()
  const begun = await complete()
  expect(begun).toHaveStatus(201)
  expect(begun.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  const { statusUrl, ...told } = begun.json()
  expect(told).toMatchObject({ status: 'unconfirmed', missing: [], acceptedTerms: 1 })
  expect(statusUrl).toMatch(/^http:\/\/127\.0\.0\.1:8080\/v1\/applications\/wc_apply_\w{49}$/)
  expect(await officer.partners()).toEqual([])

  const page = await visit(product, await link())
  expect(page).toHaveStatus(200)
  expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  expect(page.body).toContain('Example Gazette applies')
  expect(page.body).toContain('<form method="post"')
  expect(await officer.partners()).toEqual([])

  const done = await confirm()
  expect(done).toHaveStatus(200)
  expect(done.body).not.toContain('<form')
  const [partner] = await officer.partners()
  expect(partner).toMatchObject({
    status: 'applied',
    domains: ['gazette.example'],
    country: 'US',
    publication: 'newspaper',
    ownershipPage: 'https://gazette.example/about',
    audience: { monthlyUniques: 250_000, source: 'own count', period: 'April 2026' },
    checks: [],
  })
  expect(partner.contacts).toMatchObject([
    { role: 'licensing', email: 'jane@gazette.example', confirmedAt: '2026-05-01T00:00:00.000Z' },
    { role: 'urgent', confirmedAt: null },
  ])
  const [agreement] = (await officer.get(`/v1/staff/partners/${partner.id}/agreements`)).json().items
  expect(agreement).toMatchObject({
    ...{ termsVersion: 1, how: 'accepted', at: '2026-05-01T00:00:00.000Z' },
    signer: { name: 'Jane Roe', title: 'Publisher', address: remoteAddress },
  })
  expect(await standing(statusUrl)).toMatchObject({ status: 'received', deletedAt: null, contacts: [] })
})

test('no vetting step is skipped: an approval names what is open', async () => {
  const { complete, confirm, officer } = await aProduct()
  await complete()
  await confirm()
  const [{ id }] = await officer.partners()

  const refused = await officer.post(`/v1/staff/partners/${id}/approvals`)

  expect(refused).toHaveProblem('conflict')
  expect(refused.json().detail).toContain('open: legitimate-publisher, domain-ownership, audience, contact')
})

test('a draft says in words what is missing, and is submitted once nothing is', async () => {
  const { product, apply, amend, standing, terms } = await aProduct()
  const begun = (await apply({ publisher: { name: 'Example Gazette' } })).json()
  expect(begun.status).toBe('draft')
  expect(begun.missing.map(({ field }: { field: string }) => field)).toEqual([
    ...['publisher.country', 'publisher.publication', 'publisher.sites', 'audience.monthlyUniques'],
    ...['audience.source', 'contacts', 'publishing.by', 'terms'],
  ])
  expect(begun.missing).toContainEqual({ field: 'contacts', message: 'an urgent contact, whom kills reach' })
  expect(await mailsOf(product)).toEqual([])

  const { statusUrl } = begun
  await amend(statusUrl, aPublication())
  expect(await standing(statusUrl)).toMatchObject({ status: 'draft', missing: [{ field: 'terms' }] })
  const submitted = await amend(statusUrl, { terms })

  expect(submitted.json()).toMatchObject({
    status: 'unconfirmed',
    missing: [],
    deletedAt: '2026-05-31T00:00:00.000Z',
  })
  expect(await mailsOf(product)).toMatchObject([
    { kind: 'application.confirm', recipient: 'jane@gazette.example' },
  ])
})

test('null forgets what was told, and what is forgotten is missing again', async () => {
  const { complete, amend } = await aProduct()
  const { statusUrl } = (await complete()).json()

  const changed = (await amend(statusUrl, { publisher: { country: null, legalName: 'Gazette LLC' } })).json()

  expect(changed).toMatchObject({ status: 'draft', missing: [{ field: 'publisher.country' }] })
  expect(changed.publisher).toMatchObject({ name: 'Example Gazette', legalName: 'Gazette LLC' })
  expect(changed.publisher).not.toHaveProperty('country')
})

test('a link confirms what was applied with when it was sent, and nothing that came later', async () => {
  const { complete, amend, link, anybody, confirm, officer } = await aProduct()
  const { statusUrl } = (await complete()).json()
  const first = await link()
  await amend(statusUrl, { publisher: { sites: ['https://herald.example'] } })

  expect(await anybody.call('POST', first)).toHaveProblem('not-found')
  expect(await anybody.get(first)).toHaveProblem('not-found')
  expect(await confirm()).toHaveStatus(200)

  expect(await officer.partners()).toMatchObject([{ domains: ['herald.example'] }])
  expect(await amend(statusUrl, { publisher: { name: 'Another' } })).toHaveProblem('conflict')
})

test('a link is good for seven days, and replaying it changes nothing', async () => {
  const { product, complete, link, confirm, anybody, officer } = await aProduct()
  await complete()
  product.clock.advance(7 * dayMs)
  expect(await anybody.call('POST', await link())).toHaveProblem('not-found')
  product.clock.advance(-1)

  expect(await confirm()).toHaveStatus(200)
  expect(await confirm()).toHaveStatus(200)

  expect(await officer.partners()).toHaveLength(1)
  expect(await mailsOf(product, '&kind=application.received')).toHaveLength(1)
})

test('licensing staff and the applicant hear of it, once it is confirmed', async () => {
  const { product, complete, confirm } = await aProduct()
  await complete()
  await confirm()

  const mails = (await mailsOf(product)).filter(({ kind }) => kind !== 'application.confirm')
  expect(mails).toMatchObject([
    { kind: 'application.received', recipient: 'jane@gazette.example' },
    { kind: 'application.arrived', recipient: 'licensing@dailycallernewsfoundation.org' },
  ])
  expect(mails[1].text).toContain('250,000')
  expect(mails[1].text).toContain('wirecopy application show apl_')
})

test('where it stands follows the decision, with the reason', async () => {
  const { complete, confirm, officer, standing } = await aProduct()
  const { statusUrl } = (await complete()).json()
  await confirm()
  const [{ id }] = await officer.partners()
  const received = await standing(statusUrl)
  expect(received.checks.map(({ check }: { check: string }) => check)).toContain('domain-ownership')
  await officer.call('PUT', `/v1/staff/partners/${id}/checks/domain-ownership`, {
    payload: { verdict: 'pass', note: 'DNS.' },
  })
  const { status, checks } = await standing(statusUrl)
  expect([status, checks.map(({ check }: { check: string }) => check)]).toEqual([
    'in_review',
    expect.not.arrayContaining(['domain-ownership']),
  ])

  await officer.post(`/v1/staff/partners/${id}/declines`, { reason: 'No newsroom.' })

  expect(await standing(statusUrl)).toMatchObject({ status: 'declined', reason: 'No newsroom.', checks: [] })
})

test('a token that is none of ours leads nowhere, and is told back to nobody', async () => {
  const { anybody, complete } = await aProduct()
  const path = pathOf((await complete()).json().statusUrl)

  for (const url of [
    `${path.slice(0, -1)}0`,
    '/v1/applications/x',
    `/v1/applications/wc_apply_${'A'.repeat(49)}`,
  ]) {
    const refused = await anybody.get(url)
    expect(refused).toHaveProblem('not-found')
    expect(refused.body).not.toContain(path.slice(-20))
  }
  expect(
    await anybody.get('/v1/partner', { authorization: `Bearer ${path.split('/').at(-1)}` }),
  ).toHaveProblem('key-wrong-kind')
})

test('terms are accepted as they are in force, or not at all', async () => {
  const { apply, terms } = await aProduct()

  expect(await apply({ ...aPublication(), terms: { ...terms, sha256: '0'.repeat(64) } })).toHaveProblem(
    'conflict',
  )
  const refused = await apply({ ...aPublication(), terms: { ...terms, version: 9 } })
  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'terms.version' }])
})

test('the sweep deletes what was not confirmed for a month, and nothing else', async () => {
  const { product, complete, apply, confirm, standing, officer, anybody } = await aProduct()
  await letTimeWork(product)
  const draft = (await apply({ publisher: { name: 'Draft', sites: ['draft.example'] } })).json()
  const joined = (await complete()).json()
  await confirm()
  product.clock.advance(15 * dayMs)
  const later = (await complete('later.example')).json()
  product.clock.advance(15 * dayMs)

  await letTimeWork(product)

  expect((await officer.applications()).map(({ id }: { id: string }) => id)).toEqual([later.id, joined.id])
  expect(await anybody.get(pathOf(draft.statusUrl))).toHaveProblem('not-found')
  expect(await standing(joined.statusUrl)).toMatchObject({ status: 'received' })
  expect(await linkFor(product, 'jane@later.example')).toContain('/applications/confirmations/')
})
