import { expect, test } from 'vitest'
import { mailsOf } from '../mail/support/mailbox.ts'
import { aPartner } from '../support/factories.ts'
import { start } from '../support/product.ts'
import { anApplicant, anOfficer, aPublication } from './support/applying.ts'

async function aDesk() {
  const product = await start()
  const officer = await anOfficer(product)
  return { product, officer, enter: (payload: object) => officer.post('/v1/staff/applications', payload) }
}

test('an application that came by mail is a partner that is vetted like all', async () => {
  const { officer, enter } = await aDesk()

  const entered = await enter(aPublication())

  expect(entered).toHaveStatus(201)
  const { id, partnerId } = entered.json()
  expect(entered.json()).toMatchObject({ status: 'registered', confirmedAt: null, twins: [] })
  const partner = (await officer.get(`/v1/staff/partners/${partnerId}`)).json()
  expect(partner).toMatchObject({ status: 'applied', agreement: null })
  expect(partner.contacts.map(({ confirmedAt }: { confirmedAt: unknown }) => confirmedAt)).toEqual([
    null,
    null,
  ])
  expect(await officer.post(`/v1/staff/partners/${partnerId}/approvals`)).toHaveProblem('conflict')
  expect((await officer.get(`/v1/staff/applications/${id}`)).json()).toMatchObject({ partnerId })
})

test('what is missing is named', async () => {
  const { enter } = await aDesk()

  const refused = await enter({ ...aPublication(), audience: { source: null } })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toEqual([
    { field: 'audience.monthlyUniques', message: 'is missing: how many visitors you have in a month' },
    { field: 'audience.source', message: 'is missing: who counted them, and how' },
  ])
})

test('one with a site of a partner waits, and is closed with a reason that its applicant reads', async () => {
  const { product, officer } = await aDesk()
  const partner = await aPartner(product)
  const host = `${partner.name.replace(' ', '-').toLowerCase()}.example`
  const { complete, confirm, standing } = await anApplicant(product)
  const { id, statusUrl } = (await complete(host)).json()
  await confirm(`jane@${host}`)

  const closed = await officer.post(`/v1/staff/applications/${id}/closures`, { reason: 'Not yours.' })

  expect(closed.json()).toMatchObject({
    status: 'closed',
    reason: 'Not yours.',
    contacts: [],
    acceptedTerms: null,
  })
  expect(await standing(statusUrl)).toMatchObject({ status: 'declined', reason: 'Not yours.', checks: [] })
  const [mail] = await mailsOf(product, '&kind=application.closed')
  expect(mail).toMatchObject({ recipient: `jane@${host}`, text: expect.stringContaining('> Not yours.') })
  expect(await officer.post(`/v1/staff/applications/${id}/closures`, { reason: 'x' })).toHaveProblem(
    'conflict',
  )
})

test('what is a partner’s is decided on there', async () => {
  const { officer, enter } = await aDesk()
  const { id } = (await enter(aPublication())).json()

  expect(await officer.post(`/v1/staff/applications/${id}/closures`, { reason: 'x' })).toHaveProblem(
    'conflict',
  )
})

test('applications are listed by status, newest first, in pages', async () => {
  const { product, officer, enter } = await aDesk()
  const { apply } = await anApplicant(product)
  const drafts = [(await apply({})).json().id, (await apply({})).json().id]
  await enter(aPublication())

  const first = (await officer.get('/v1/staff/applications?status=draft&limit=1')).json()
  const second = (
    await officer.get(`/v1/staff/applications?status=draft&limit=1&cursor=${first.next}`)
  ).json()

  expect([first.items[0].id, second.items[0].id, second.next]).toEqual([drafts[1], drafts[0], null])
  expect(first.items[0].missing).toHaveLength(9)
})
