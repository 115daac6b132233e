import { expect, test } from 'vitest'
import { addEndpoint } from '../../src/delivery/webhooks/endpoints.ts'
import { monthsAfter } from '../../src/partners/vetting/standing.ts'
import { aFeed, anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { actor, start } from '../support/product.ts'

const day = 24 * 60 * 60_000

async function aVetting({ approved = false } = {}) {
  const product = await start()
  const [officer, admin] = [await aStaffMember(product, 'licensing'), await aStaffMember(product, 'admin')]
  const partner = await aPartner(product, { approved })
  const path = `/v1/staff/partners/${partner.id}`
  return {
    ...{ product, officer, admin, partner, path },
    record: (check: string, verdict: string, note = 'Looked into.') =>
      officer.call('PUT', `${path}/checks/${check}`, { payload: { verdict, note } }),
    check: async (name: string) =>
      (await officer.get(`${path}/checks`)).json().items.find((one: { check: string }) => one.check === name),
    decide: (noun: string, body: object = { reason: 'A reason.' }) => officer.post(`${path}/${noun}`, body),
    set: async (changes: object) => {
      const { version: _, updatedAt: __, ...present } = (await admin.get('/v1/staff/settings/vetting')).json()
      return admin.call('PUT', '/v1/staff/settings/vetting', { payload: { ...present, ...changes } })
    },
  }
}

test('the first verdict begins the review', async () => {
  const { record, partner } = await aVetting()

  const recorded = await record('contact', 'pass', 'Called the desk.')

  expect(recorded).toHaveStatus(200)
  expect(recorded.json().items).toMatchObject([
    { check: 'legitimate-publisher', state: 'open', required: true, history: [] },
    { check: 'domain-ownership', state: 'open' },
    { check: 'audience', state: 'open' },
    { check: 'contact', state: 'pass', history: [{ verdict: 'pass', note: 'Called the desk.' }] },
    { check: 'terms', state: 'open' },
  ])
  expect((await partner.get('/v1/partner')).json()).toMatchObject({ status: 'in_review' })
})

test('what was found before stays readable', async () => {
  const { record, check, officer, product } = await aVetting()
  await record('contact', 'fail', 'Nobody answers.')
  product.clock.advance(day)

  await record('contact', 'pass', 'Called again.')

  expect(await check('contact')).toMatchObject({
    state: 'pass',
    history: [
      { verdict: 'pass', note: 'Called again.', by: officer.id, at: '2026-05-02T00:00:00.000Z' },
      { verdict: 'fail', note: 'Nobody answers.', by: officer.id, at: '2026-05-01T00:00:00.000Z' },
    ],
  })
})

test.each([
  ['no note', { verdict: 'pass' }, 'note'],
  ['a verdict that is none', { verdict: 'perhaps', note: 'Hm.' }, 'verdict'],
])('a verdict with %s is refused', async (_, payload, field) => {
  const { officer, path } = await aVetting()

  const refused = await officer.call('PUT', `${path}/checks/contact`, { payload })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field }])
})

test('a partner that is approved stays so whatever is found', async () => {
  const { record, partner } = await aVetting({ approved: true })

  await record('legitimate-publisher', 'fail')

  expect(await partner.get('/v1/articles')).toHaveStatus(200)
})

test('only what the settings require keeps an approval back', async () => {
  const { record, decide, set, check } = await aVetting()
  await record('contact', 'pass')
  await record('audience', 'fail')
  expect(await decide('approvals', {})).toHaveProblem('conflict')

  await set({ requiredChecks: ['contact', 'terms'] })

  expect(await decide('approvals', {})).toHaveStatus(201)
  expect(await check('legitimate-publisher')).toMatchObject({ required: false, state: 'open' })
})

test('an audience below the threshold is shown, and waived by nobody in silence', async () => {
  const { decide, set, check } = await aVetting()
  await set({ audienceThreshold: 2_000_000 })
  expect(await check('audience')).toMatchObject({ belowThreshold: true })

  const refused = await decide('approvals', {})

  expect(refused).toHaveProblem('conflict')
  expect(refused.json().detail).toContain('(below 2000000 monthly unique visitors: audience)')
  expect(
    await decide('approvals', { waivers: [{ check: 'audience', note: 'In a news desert.' }] }),
  ).toHaveStatus(201)
})

test('an audience that was found good is good until its evidence expires', async () => {
  const { record, check, product, partner, decide } = await aVetting()
  for (const name of ['legitimate-publisher', 'domain-ownership', 'audience', 'contact'])
    await record(name, 'pass')
  expect(await check('audience')).toMatchObject({ state: 'pass', expiresAt: '2027-05-01T00:00:00.000Z' })
  await decide('approvals', {})

  product.clock.set('2027-05-01T00:00:00Z')

  expect(await check('audience')).toMatchObject({ state: 'expired' })
  expect(await partner.get('/v1/articles')).toHaveStatus(200)
})

test('expired evidence keeps an approval back', async () => {
  const { record, product, decide } = await aVetting()
  for (const name of ['legitimate-publisher', 'domain-ownership', 'audience', 'contact'])
    await record(name, 'pass')
  product.clock.set('2027-05-01T00:00:00Z')

  expect((await decide('approvals', {})).json().detail).toContain('(expired: audience)')
})

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2026-05-01', 12, '2027-05-01'],
  ['2026-12-15', 2, '2027-02-15'],
])('%s and %i months is %s', (from, months, to) => {
  expect(monthsAfter(Date.parse(from), months)).toBe(Date.parse(to))
})

test('of fifty approvals at once one goes through, and one agreement is made', async () => {
  const { decide, officer, path } = await aVetting()

  const answers = await Promise.all(Array.from({ length: 50 }, () => decide('approvals', {})))

  const statuses = answers.map(({ statusCode }) => statusCode).sort()
  expect(statuses).toEqual([201, ...Array.from({ length: 49 }, () => 409)])
  expect((await officer.get(path)).json()).toMatchObject({
    status: 'approved',
    agreement: { termsVersion: 1 },
  })
})

test('a publisher can be asked for more, and reads what', async () => {
  const { decide, partner } = await aVetting()

  expect(await decide('information-requests', { reason: 'Who owns the site?' })).toHaveStatus(201)

  expect((await partner.get('/v1/partner')).json()).toMatchObject({
    status: 'in_review',
    statusReason: 'Who owns the site?',
  })
})

test('a declined publisher gets nothing, and reads why', async () => {
  const { decide, partner } = await aVetting()

  expect((await decide('declines', { reason: 'No news site.' })).json()).toMatchObject({ status: 'declined' })

  expect(await partner.get('/v1/articles')).toHaveProblem('partner-declined')
  expect((await partner.get('/v1/partner')).json()).toMatchObject({ statusReason: 'No news site.' })
  expect(await decide('approvals', {})).toHaveProblem('conflict')
})

test('a declined publisher that is taken up again is vetted from the beginning', async () => {
  const { record, decide, check } = await aVetting()
  await record('contact', 'pass', 'Called.')
  await decide('declines')

  expect((await decide('reapplications', { reason: 'It hired reporters.' })).json()).toMatchObject({
    status: 'applied',
    checks: [],
  })

  expect(await check('contact')).toMatchObject({ state: 'open', history: [{ note: 'Called.' }] })
  expect((await decide('approvals', {})).json().detail).toContain(
    '(open: legitimate-publisher, domain-ownership, audience, contact)',
  )
})

test('a partner that is approved is neither declined nor asked for more', async () => {
  const { decide } = await aVetting({ approved: true })

  for (const noun of ['declines', 'information-requests', 'reapplications'])
    expect(await decide(noun)).toHaveProblem('conflict')
})

test('the effect of a suspension is told without suspending', async () => {
  const { officer, path, partner, product } = await aVetting({ approved: true })
  await partner.get(`/v1/articles/${(await anArticle(product)).id}`)
  const feed = await aFeed(product, partner.id)
  const url = 'https://gazette.example/hook'
  const endpoint = await product.database.write((tx) =>
    addEndpoint(tx, actor, partner.id, { url }, product.mailing.sealer),
  )

  const told = await officer.post(`${path}/suspensions?preview=true`, { reason: 'No credit.' })

  expect(told).toHaveStatus(200)
  expect(told.json()).toMatchObject({
    partnerId: partner.id,
    status: 'approved',
    next: 'suspended',
    keys: [{ id: partner.keyId, name: 'test' }],
    feeds: [{ id: feed.id }],
    webhooks: [{ id: endpoint.id, url }],
    grants: 1,
  })
  expect(await partner.get('/v1/articles')).toHaveStatus(200)
})

test('the effect of a decision that does not apply is a conflict', async () => {
  const { officer, path } = await aVetting({ approved: true })

  expect(await officer.post(`${path}/declines?preview=true`, { reason: 'No.' })).toHaveProblem('conflict')
})

test('settings hold what nobody set, and are set as a whole', async () => {
  const { admin, set } = await aVetting()
  const found = await admin.get('/v1/staff/settings/vetting')
  expect(found.headers.etag).toBe('"0"')
  expect(found.json()).toMatchObject({ audienceThreshold: null, audienceEvidenceMonths: 12, pages: [] })

  const written = await set({ audienceThreshold: 100_000, pages: ['ownership'] })

  expect(written.json()).toMatchObject({ audienceThreshold: 100_000, pages: ['ownership'], version: 1 })
  expect((await admin.get('/v1/staff/settings/vetting')).json()).toEqual(written.json())
})

test('settings that somebody changed meanwhile are not overwritten', async () => {
  const { admin, set } = await aVetting()
  await set({ audienceThreshold: 5 })
  const { version, updatedAt: _, ...present } = (await admin.get('/v1/staff/settings/vetting')).json()

  const refused = await admin.call('PUT', '/v1/staff/settings/vetting', {
    payload: { ...present, audienceThreshold: 6 },
    headers: { 'if-match': `"${version - 1}"` },
  })

  expect(refused).toHaveProblem('changed-meanwhile')
  expect(refused.json().current).toMatchObject({ audienceThreshold: 5 })
})
