import { expect, test } from 'vitest'
import { aPdf } from '../support/papers.ts'
import { start } from '../support/product.ts'
import { anApplicant, anOfficer, pathOf } from './support/applying.ts'

const paper = { name: 'Audience in April.pdf', content: aPdf('250,000 visitors').toString('base64') }

/** A publisher whose application is looked into. */
async function inReview() {
  const product = await start()
  const { complete, confirm, standing, anybody } = await anApplicant(product)
  const officer = await anOfficer(product)
  const { statusUrl } = (await complete()).json()
  const add = (payload: object = paper) => anybody.post(`${pathOf(statusUrl)}/evidence`, payload)
  const early = await add()
  await confirm()
  const received = await add()
  const [{ id }] = await officer.partners()
  const path = `/v1/staff/partners/${id}`
  expect(await officer.post(`${path}/information-requests`, { reason: 'Who counted?' })).toHaveStatus(201)
  return { officer, path, statusUrl, add, early, received, standing: () => standing(statusUrl) }
}

test('while we look into an application its publisher adds files, which staff alone can read', async () => {
  const { officer, path, add, standing } = await inReview()

  const added = await add()

  expect(added).toHaveStatus(201)
  expect(added.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  const [evidence] = added.json().evidence
  expect(evidence).toMatchObject({ name: paper.name, contentType: 'application/pdf' })
  expect(await standing()).toMatchObject({ status: 'in_review', evidence: [evidence] })
  const [document] = (await officer.get(`${path}/documents`)).json().items
  expect(document).toMatchObject({ id: evidence.id, kind: 'audience-evidence', addedBy: 'application' })
  const file = await officer.get(`${path}/documents/${evidence.id}`)
  expect(file.rawPayload.toString('base64')).toBe(paper.content)
})

test('before that none is taken, whether the application waits for its address or for us', async () => {
  const { early, received } = await inReview()

  for (const refused of [early, received]) {
    expect(refused).toHaveProblem('conflict')
    expect(refused.json().detail).toContain('`in_review`')
  }
})

test('what is no document, or was added before, is refused, and so is one file too many', async () => {
  const { add } = await inReview()
  expect(await add({ ...paper, content: Buffer.from('<svg/>').toString('base64') })).toHaveProblem(
    'invalid-request',
  )
  await add()
  expect(await add()).toHaveProblem('conflict')

  for (let number = 1; number < 10; number += 1)
    expect(await add({ ...paper, content: aPdf(`page ${number}`).toString('base64') })).toHaveStatus(201)
  const more = await add({ ...paper, content: aPdf('one more').toString('base64') })

  expect(more).toHaveProblem('conflict')
  expect(more.json().detail).toContain('At most 10 files')
})

test('papers that staff added are not shown to whoever applied', async () => {
  const { officer, path, standing } = await inReview()
  await officer.post(`${path}/documents`, { kind: 'audience-evidence', ...paper })

  expect((await standing()).evidence).toEqual([])
})

test('its sites come with what would show that they are its own, and with what was found', async () => {
  const { standing } = await inReview()

  const [domain] = (await standing()).domains

  expect(domain).toMatchObject({ host: 'gazette.example', state: 'unverified' })
  expect(domain.places.dns.name).toBe('_wirecopy.gazette.example')
  expect(domain.places.dns.value).toContain(domain.challenge)
})
