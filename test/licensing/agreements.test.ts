import { expect, test } from 'vitest'
import { publishTerms } from '../../src/licensing/terms.ts'
import { auditEntries } from '../../src/platform/audit/tables.ts'
import { anArticle, aPartner, aStaffMember, killed } from '../support/factories.ts'
import { aPdf } from '../support/papers.ts'
import { actor, caller, type Product, publicUrl, start } from '../support/product.ts'
import { expanded } from './support/odrl.ts'

const signer = { name: 'Jane Roe', email: 'jane@gazette.example', title: 'Publisher' }
const deadline = '2026-06-01T00:00:00.000Z'

/** What a partner sends that has read the terms in force. */
async function read({ app }: Product) {
  const { version, sha256 } = (await app.inject('/v1/license')).json()
  return { version, sha256, signer }
}

async function published({ database }: Product, acceptBy?: string) {
  return database.write((tx) =>
    publishTerms(tx, actor, { text: 'New.', ...(acceptBy ? { acceptBy: Date.parse(acceptBy) } : {}) }),
  )
}

test('a partner accepts the terms in force; who signed, when and from where is kept', async () => {
  const product = await start()
  const [partner, staff] = [await aPartner(product), await aStaffMember(product)]
  await published(product)

  const accepted = await partner.post('/v1/partner/agreements', await read(product))

  expect(accepted).toHaveStatus(201)
  expect(accepted.json()).toMatchObject({
    termsVersion: 2,
    how: 'accepted',
    acceptedBy: partner.id,
    signer: { ...signer, address: '127.0.0.1' },
    at: '2026-05-01T00:00:00.000Z',
  })
  const { items } = (await partner.get('/v1/partner/agreements')).json()
  expect(items.map(({ how }: { how: string }) => how)).toEqual(['accepted', 'on_behalf'])
  expect((await staff.get(`/v1/staff/partners/${partner.id}`)).json().agreement).toMatchObject({
    termsVersion: 2,
  })
})

test('another hash, an earlier version and one that does not exist are refused', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const first = await read(product)
  await published(product)
  const now = await read(product)
  const accept = (change: object) => partner.post('/v1/partner/agreements', { ...now, ...change })

  expect(await accept({ sha256: first.sha256 })).toHaveProblem('conflict')
  expect(await accept(first)).toHaveProblem('conflict')
  expect(await accept({ version: 3 })).toHaveProblem('invalid-request')
  expect(await accept({ signer: {} })).toHaveProblem('invalid-request')
  expect((await partner.get('/v1/partner/agreements')).json().items).toHaveLength(1)
})

test('fifty acceptances at once, on two nodes, are one agreement', async () => {
  const here = await start()
  const there = await start({ on: here.storage })
  const partner = await aPartner(here)
  const body = await read(here)
  const nodes = [caller(here.app, partner.key), caller(there.app, partner.key)]

  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => nodes[index % 2]?.post('/v1/partner/agreements', body)),
  )

  expect(new Set(answers.map((answer) => answer?.statusCode))).toEqual(new Set([201]))
  expect(new Set(answers.map((answer) => answer?.json().id)).size).toBe(1)
})

test('what must be accepted by a date is enforced when it comes, on every node, and mended by accepting', async () => {
  const here = await start()
  const there = await start({ on: here.storage })
  const partner = await aPartner(here)
  const { id } = await anArticle(here)
  await published(here, deadline)
  const nodes = [
    { ...here, ...caller(here.app, partner.key) },
    { ...there, ...caller(there.app, partner.key) },
  ]
  for (const { clock, get } of nodes) {
    clock.set('2026-05-31T23:59:59.999Z')
    for (let time = 0; time < 2; time += 1) expect(await get(`/v1/articles/${id}`)).toHaveStatus(200)
  }

  for (const { clock, get } of nodes) {
    clock.set(deadline)
    for (const url of [`/v1/articles/${id}`, '/v1/articles', `/v1/articles/${id}/revisions`])
      expect(await get(url)).toHaveProblem('terms-not-accepted')
    expect((await get('/v1/articles')).json()).toMatchObject({
      license: `${publicUrl}/v1/license`,
      accept: `${publicUrl}/v1/partner/agreements`,
    })
  }

  await partner.post('/v1/partner/agreements', await read(here))
  expect(await partner.get(`/v1/articles/${id}`)).toHaveStatus(200)
})

test('without a date, earlier agreements go on to serve', async () => {
  const product = await start()
  const partner = await aPartner(product)
  await published(product)
  product.clock.set('2036-05-01T00:00:00Z')

  expect(await partner.get('/v1/articles')).toHaveStatus(200)
})

test('partners hear of new terms by version and address, and of kills after they should have accepted them', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product)
  await partner.get(`/v1/articles/${id}`)
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  await published(product, deadline)
  const told = (await partner.get(`/v1/changes?after=${cursor}`)).json()

  expect(told.items).toMatchObject([
    { type: 'license.terms-changed', license: { version: 2, href: `${publicUrl}/v1/license?version=2` } },
  ])
  product.clock.set(deadline)
  await killed(product, id)
  expect((await partner.get(`/v1/changes?after=${told.cursor}`)).json().items).toMatchObject([
    { type: 'article.killed' },
  ])
})

test('staff record what they hold on paper, once, for any version that there was', async () => {
  const product = await start()
  const [partner, staff] = [await aPartner(product), await aStaffMember(product, 'licensing')]
  await published(product)
  const url = `/v1/staff/partners/${partner.id}/agreements`
  const paper = {
    how: 'on_file',
    signedOn: '2026-04-30',
    signer: { name: 'Jane Roe' },
    note: 'Safe.',
  }

  expect((await staff.post(url, { ...paper, version: 1 })).json()).toMatchObject({
    ...paper,
    termsVersion: 1,
    signer: { name: 'Jane Roe', email: null, title: null, address: null },
  })
  expect(await staff.post(url, { ...paper, version: 1 })).toHaveProblem('conflict')
  expect((await staff.post(url, { how: 'on_behalf' })).json()).toMatchObject({ termsVersion: 2 })
  for (const wrong of [{ signedOn: '2026-05-02' }, { signedOn: undefined }, { signer: undefined }])
    expect(await staff.post(url, { ...paper, ...wrong })).toHaveProblem('invalid-request')
  expect(await staff.post(url, { ...paper, version: 9 })).toHaveProblem('not-found')
  expect((await partner.get('/v1/partner/agreements')).json().items[0]).not.toHaveProperty('note')
})

test('a paper is named with its agreement as long as it is kept', async () => {
  const product = await start()
  const [partner, other, staff] = [
    await aPartner(product),
    await aPartner(product),
    await aStaffMember(product),
  ]
  const path = `/v1/staff/partners/${partner.id}`
  const add = async (id: string, kind: string) =>
    (
      await staff.post(`/v1/staff/partners/${id}/documents`, {
        ...{ kind, name: 'Agreement.pdf' },
        content: aPdf().toString('base64'),
      })
    ).json().id
  const record = (documentId: string) =>
    staff.post(`${path}/agreements`, { how: 'on_file', signedOn: '2026-04-30', signer, documentId })
  const paper = await add(partner.id, 'agreement')
  for (const wrong of [await add(partner.id, 'other'), await add(other.id, 'agreement')])
    expect((await record(wrong)).json().errors).toMatchObject([{ field: 'documentId' }])

  const recorded = await record(paper)

  expect(recorded).toHaveStatus(201)
  expect(recorded.json()).toMatchObject({ how: 'on_file', documentId: paper })
  expect((await partner.get('/v1/partner/agreements')).json().items[0]).not.toHaveProperty('documentId')
  expect(await staff.call('DELETE', `${path}/documents/${paper}`)).toHaveStatus(200)
  expect((await staff.get(`${path}/agreements`)).json().items).toContainEqual({
    ...recorded.json(),
    documentId: null,
  })
})

test('the audit log names no signer', async () => {
  const product = await start()
  const partner = await aPartner(product)
  await partner.post('/v1/partner/agreements', await read(product))

  const entries = await product.database.read.select().from(auditEntries)
  expect(JSON.stringify(entries)).not.toMatch(/Jane Roe|jane@|127\.0\.0\.1/)
})

test('the agreement for machines names the partner and the version that it accepted', async () => {
  const product = await start()
  const partner = await aPartner(product)
  await published(product)

  const policy = (await partner.get('/v1/license/agreement')).json()
  const [agreement] = await expanded(policy)

  expect(agreement).toMatchObject({ '@type': ['http://www.w3.org/ns/odrl/2/Agreement'] })
  expect(policy['dct:source'].uid).toBe(`${publicUrl}/v1/license/policy?version=1`)
  expect(policy.permission).toMatchObject([
    {
      assigner: { 'vcard:fn': 'Daily Caller News Foundation' },
      assignee: { uid: `${publicUrl}/v1/partner#${partner.id}`, 'vcard:fn': partner.name },
      duty: [{ action: 'include' }, { action: 'attribute' }, { action: 'attribute' }],
    },
  ])
})
