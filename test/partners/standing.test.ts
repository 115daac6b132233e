import { expect, test } from 'vitest'
import { type CheckName, recordCheck } from '../../src/partners/vetting/checks.ts'
import { anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { actor, start } from '../support/product.ts'

async function anOfficerAndAPartner({ approved = true } = {}) {
  const product = await start()
  const officer = await aStaffMember(product, 'licensing')
  const partner = await aPartner(product, { approved })
  const article = await anArticle(product)
  return {
    officer,
    partner,
    read: () => partner.get(`/v1/articles/${article.id}`),
    vet: (check: CheckName, verdict: 'pass' | 'fail') =>
      product.database.write((tx) =>
        recordCheck(tx, actor, partner.id, { check, verdict, note: 'Looked into.' }),
      ),
    decide: (path: string, body: object = { reason: 'A reason.' }) =>
      officer.post(`/v1/staff/partners/${partner.id}/${path}`, body),
  }
}

test('before approval a key opens nothing but the own profile', async () => {
  const { partner, read } = await anOfficerAndAPartner({ approved: false })

  expect(await read()).toHaveProblem('partner-not-approved')
  expect((await partner.get('/v1/partner')).json()).toMatchObject({ id: partner.id, status: 'applied' })
})

test('approval makes the key work at once', async () => {
  const { read, decide } = await anOfficerAndAPartner({ approved: false })
  await read()

  expect(await decide('approvals', {})).toHaveStatus(201)

  expect(await read()).toHaveStatus(200)
})

test('approval needs no body', async () => {
  const { officer, partner, read } = await anOfficerAndAPartner({ approved: false })

  expect(await officer.call('POST', `/v1/staff/partners/${partner.id}/approvals`)).toHaveStatus(201)

  expect(await read()).toHaveStatus(200)
})

test('approval waives the checks that nobody made', async () => {
  const { decide } = await anOfficerAndAPartner({ approved: false })

  const { status, checks } = (await decide('approvals', { reason: 'Known for years.' })).json()

  expect(status).toBe('approved')
  expect(checks.map(({ check }: { check: string }) => check)).toEqual([
    'audience',
    'contact',
    'domain-ownership',
    'legitimate-publisher',
    'terms',
  ])
  for (const { check, verdict, note } of checks) {
    const settled =
      check === 'terms' ? ['pass', 'version 1 accepted on its behalf'] : ['waived', 'registered by staff']
    expect([check, verdict, note]).toEqual([check, ...settled])
  }
})

test('approval is refused while a check is open or failed, naming which, and changes nothing', async () => {
  const { partner, officer, decide, vet } = await anOfficerAndAPartner({ approved: false })
  await vet('audience', 'fail')
  await vet('contact', 'pass')

  const refused = await decide('approvals', {})

  expect(refused).toHaveProblem('conflict')
  expect(refused.json().detail).toContain('(failed: audience; open: legitimate-publisher, domain-ownership)')
  expect((await officer.get(`/v1/staff/partners/${partner.id}`)).json()).toMatchObject({
    status: 'in_review',
    agreement: null,
    checks: [{ check: 'audience' }, { check: 'contact' }],
  })
})

test('a failed or open check can be waived with a note', async () => {
  const { decide, vet } = await anOfficerAndAPartner({ approved: false })
  await vet('audience', 'fail')
  await vet('contact', 'pass')
  await vet('legitimate-publisher', 'pass')
  const waivers = [
    { check: 'audience', note: 'In a news desert.' },
    { check: 'domain-ownership', note: 'Shown by phone.' },
  ]

  const approved = await decide('approvals', { waivers })

  expect(approved).toHaveStatus(201)
  expect(approved.json().checks).toMatchObject([
    { check: 'audience', verdict: 'waived', note: 'In a news desert.' },
    { check: 'contact', verdict: 'pass' },
    { check: 'domain-ownership', verdict: 'waived', note: 'Shown by phone.' },
    { check: 'legitimate-publisher', verdict: 'pass' },
    { check: 'terms', verdict: 'pass' },
  ])
})

test('staff see which terms a partner accepted, when, and who did it on its behalf', async () => {
  const { officer, partner, decide } = await anOfficerAndAPartner({ approved: false })
  const url = `/v1/staff/partners/${partner.id}`
  expect((await officer.get(url)).json().agreement).toBeNull()

  const approved = (await decide('approvals', {})).json()

  const agreement = {
    termsVersion: 1,
    how: 'on_behalf',
    acceptedBy: officer.id,
    at: '2026-05-01T00:00:00.000Z',
  }
  expect(approved.agreement).toMatchObject(agreement)
  expect((await officer.get(url)).json()).toEqual(approved)
})

test('a waiver keeps the note that staff gave it', async () => {
  const { decide } = await anOfficerAndAPartner({ approved: false })

  const { checks } = (
    await decide('approvals', { waivers: [{ check: 'audience', note: 'Small, but in a news desert.' }] })
  ).json()

  expect(checks).toContainEqual(
    expect.objectContaining({ check: 'audience', verdict: 'waived', note: 'Small, but in a news desert.' }),
  )
  expect(checks).toContainEqual(expect.objectContaining({ check: 'contact', note: 'registered by staff' }))
})

test.each([
  ['a check that does not exist', [{ check: 'mood', note: 'Good.' }], 'waivers.0.check'],
  ['no note', [{ check: 'audience' }], 'waivers.0.note'],
  [
    'the same check twice',
    [
      { check: 'audience', note: 'One.' },
      { check: 'audience', note: 'Two.' },
    ],
    'waivers',
  ],
])('a waiver with %s is refused', async (_, waivers, field) => {
  const { decide } = await anOfficerAndAPartner({ approved: false })

  const refused = await decide('approvals', { waivers })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field }])
})

test('a partner cannot be approved twice', async () => {
  const { decide } = await anOfficerAndAPartner()

  expect(await decide('approvals', {})).toHaveProblem('conflict')
})

test('of two approvals at once, one goes through', async () => {
  const { decide } = await anOfficerAndAPartner({ approved: false })

  const answers = await Promise.all([decide('approvals', {}), decide('approvals', {})])

  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
})

test('a suspension ends reading at once, and says why in the own profile', async () => {
  const { partner, read, decide } = await anOfficerAndAPartner()
  expect(await read()).toHaveStatus(200)

  expect(await decide('suspensions', { reason: 'Byline left out.' })).toHaveStatus(201)

  expect(await read()).toHaveProblem('partner-suspended')
  expect(await partner.get('/v1/articles')).toHaveProblem('partner-suspended')
  expect((await partner.get('/v1/partner')).json()).toMatchObject({
    status: 'suspended',
    statusReason: 'Byline left out.',
  })
})

test('a suspended partner cannot confirm its old copy', async () => {
  const { partner, read, decide } = await anOfficerAndAPartner()
  const first = await read()
  await decide('suspensions')

  const again = await partner.get(`/v1/articles/${first.json().id}`, { 'if-none-match': '*' })

  expect(again).toHaveProblem('partner-suspended')
})

test('a reinstatement opens reading at once', async () => {
  const { read, decide } = await anOfficerAndAPartner()
  await decide('suspensions')
  await read()

  expect((await decide('reinstatements')).json()).toMatchObject({ status: 'approved' })

  expect(await read()).toHaveStatus(200)
})

test('a termination ends reading at once and for good', async () => {
  const { read, decide } = await anOfficerAndAPartner()
  await read()

  expect((await decide('terminations')).json()).toMatchObject({ status: 'terminated' })

  expect(await read()).toHaveProblem('partner-terminated')
  expect(await decide('reinstatements')).toHaveProblem('conflict')
  expect(await decide('approvals', {})).toHaveProblem('conflict')
})

test.each(['suspensions', 'reinstatements'])('a partner that only applied takes no %s', async (path) => {
  const { decide } = await anOfficerAndAPartner({ approved: false })

  expect(await decide(path)).toHaveProblem('conflict')
})

test.each(['suspensions', 'reinstatements', 'terminations'])('%s need a reason', async (path) => {
  const { decide } = await anOfficerAndAPartner()

  const refused = await decide(path, {})

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'reason' }])
})

test('a decision on nobody is not found', async () => {
  const { officer } = await anOfficerAndAPartner()

  const refused = await officer.post('/v1/staff/partners/par_01h455vb4pex5vsknk084sn02q/suspensions', {
    reason: 'A reason.',
  })

  expect(refused).toHaveProblem('not-found')
})
