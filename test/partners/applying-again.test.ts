import { expect, test } from 'vitest'
import { rowCounts, sqlOn } from '../http/support/sql.ts'
import { mailsOf } from '../mail/support/mailbox.ts'
import { aPdf } from '../support/papers.ts'
import { start } from '../support/product.ts'
import { anApplicant, anOfficer, aPublication, pathOf } from './support/applying.ts'

const keys = { apply: '5f0c9d0e-7f43-4d0b-a0a2-6f2f8c8a7c11', add: '1' }

async function aProduct() {
  const product = await start()
  const { anybody, terms, remoteAddress, ...applicant } = await anApplicant(product)
  const send = (url: string, key: string, payload: object, from = remoteAddress) =>
    anybody.call('POST', url, { payload, remoteAddress: from, headers: { 'idempotency-key': key } })
  return {
    ...{ ...applicant, product, terms },
    complete: { ...aPublication(), terms },
    apply: (payload: object, from?: string) => send('/v1/applications', keys.apply, payload, from),
    add: (url: string, payload: object) => send(`${pathOf(url)}/evidence`, keys.add, payload),
    officer: await anOfficer(product),
  }
}

test('an application that is sent again is one, and its token is not told twice', async () => {
  const { product, apply, complete, officer } = await aProduct()
  const first = await apply(complete)
  const before = await rowCounts(product.storage)

  const second = await apply(complete)

  const { statusUrl, ...told } = first.json()
  expect(second).toHaveStatus(201)
  expect(second.json()).toEqual(told)
  expect(second.headers).toMatchObject({ 'idempotency-replayed': 'true', 'cache-control': 'no-store' })
  expect(await rowCounts(product.storage)).toEqual(before)
  expect(await officer.applications()).toHaveLength(1)
  expect(await mailsOf(product)).toHaveLength(1)
  const kept = await sqlOn(product.storage, 'SELECT * FROM idempotent_responses')
  expect(JSON.stringify(kept)).not.toContain(statusUrl.split('/').at(-1))
})

test('several at once are one application', async () => {
  const { apply, complete, officer } = await aProduct()

  const answers = await Promise.all([1, 2, 3].map(() => apply(complete)))

  expect(new Set(answers.map((one) => one.json().id)).size).toBe(1)
  expect(answers.filter((one) => one.json().statusUrl !== undefined)).toHaveLength(1)
  expect(await officer.applications()).toHaveLength(1)
})

test('another application under the same key is refused', async () => {
  const { apply, complete, officer } = await aProduct()
  await apply(complete)

  const other = await apply({ ...complete, publishing: { by: ['api'] } })

  expect(other).toHaveProblem('idempotency-key-reused')
  expect(other.body).not.toContain('Example Gazette')
  expect(await officer.applications()).toHaveLength(1)
})

test('a key of somebody elsewhere is another one: nobody is in the way of anybody', async () => {
  const { apply, complete } = await aProduct()
  const first = (await apply(complete, '2001:db8:1:2::3')).json()

  const elsewhere = await apply(complete, '2001:db8:1:3::3')
  const other = await apply(aPublication('ledger.example'), '198.51.100.7')
  const nextDoor = await apply(complete, '2001:db8:1:2::4')

  expect(elsewhere.json().id).not.toBe(first.id)
  expect(elsewhere.json().statusUrl).not.toBe(first.statusUrl)
  expect(other).toHaveStatus(201)
  expect(nextDoor.json()).toMatchObject({ id: first.id })
  expect(nextDoor.json().statusUrl).toBeUndefined()
})

test('an answer that is given again uses up no quota', async () => {
  const { apply, complete, amend } = await aProduct()
  const { statusUrl } = (await apply(complete)).json()

  for (let time = 0; time < 10; time += 1) expect(await apply(complete)).toHaveStatus(201)

  expect((await amend(statusUrl, { publishing: { cms: 'Drupal' } })).json().publishing.cms).toBe('Drupal')
})

test('what was refused is not kept: it is taken once it is mended', async () => {
  const { apply, complete, terms } = await aProduct()
  const old = { ...complete, terms: { ...terms, version: 7 } }

  expect((await apply(old)).statusCode).toBeGreaterThanOrEqual(400)

  expect(await apply(complete)).toHaveStatus(201)
})

test('a file that is sent again is kept once', async () => {
  const { apply, complete, confirm, add, standing, officer } = await aProduct()
  const { statusUrl } = (await apply(complete)).json()
  await confirm()
  const [{ id }] = await officer.partners()
  await officer.post(`/v1/staff/partners/${id}/information-requests`, { reason: 'Who counted?' })
  const file = { name: 'audit.pdf', content: aPdf().toString('base64') }
  const first = await add(statusUrl, file)
  expect(first).toHaveStatus(201)

  const again = await add(statusUrl, file)

  expect(again.json()).toEqual(first.json())
  expect(again.headers['idempotency-replayed']).toBe('true')
  expect((await standing(statusUrl)).evidence).toHaveLength(1)
})

test('a quota that is used up is named', async () => {
  const { apply, anybody } = { ...(await anApplicant(await start())) }
  const more = async () => apply({ publisher: { name: 'Example Gazette' } })
  for (let time = 0; time < 5; time += 1) await more()

  const refused = await more()

  expect(refused).toHaveProblem('rate-limited')
  expect(refused.headers).toMatchObject({
    'ratelimit-policy': '"applications";q=5;w=3600',
    ratelimit: expect.stringMatching(/^"applications";r=0;t=\d+$/),
  })
  expect((await anybody.get('/v1/license')).headers['ratelimit-policy']).toContain('"default"')
})
