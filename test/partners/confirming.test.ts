import { expect, test } from 'vitest'
import { confirmMail } from '../../src/partners/confirm-mail.ts'
import { hasConfirmedUrgentContact } from '../../src/partners/contacts.ts'
import { tokenOf } from '../../src/platform/mail/tokens.ts'
import { visit } from '../console/support/page.ts'
import { mailsOf } from '../mail/support/mailbox.ts'
import { startWithRelay } from '../mail/support/relay.ts'
import { aPartner, aStaffMember } from '../support/factories.ts'
import { caller, letTimeWork, type Product, start } from '../support/product.ts'

const dayMs = 24 * 60 * 60 * 1_000

/** A partner whose contact was asked to confirm its address, with the link. */
async function anAskedContact(product?: Product) {
  const wire = product ?? (await start())
  const [officer, partner] = [await aStaffMember(wire, 'licensing'), await aPartner(wire)]
  const path = `/v1/staff/partners/${partner.id}`
  const { email } = (await officer.get(path)).json().contacts[0]
  const ask = () => officer.post(`${path}/contacts/confirmations`, { email })
  const asked = await ask()
  const link = async () => {
    const [mail] = (await mailsOf(wire, `&kind=contact.confirm`)).slice(-1)
    return `/contacts/confirmations/${tokenOf(wire.mailing.sealer, confirmMail.tokenFor, mail.id)}`
  }
  const anybody = caller(wire.app)
  return {
    ...{ product: wire, officer, partner, path, email, ask, asked },
    ...{ link: await link(), anybody },
    confirm: async () => anybody.call('POST', await link()),
    contacts: async () => (await officer.get(path)).json().contacts,
    isUrgentConfirmed: () => hasConfirmedUrgentContact(wire.database.read, partner.id),
  }
}

test('a link in a mail leads to a page whose button, without scripts, confirms the address', async () => {
  const { product, asked, link, email, partner, confirm, contacts, isUrgentConfirmed } =
    await anAskedContact()
  expect(asked).toHaveStatus(201)
  expect(asked.json()).toEqual({ email, expiresAt: '2026-05-08T00:00:00.000Z' })

  const page = await visit(product, link)

  expect(page).toHaveStatus(200)
  expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  expect(page.headers['content-security-policy']).toContain("form-action 'self'")
  expect(page.body).toContain(`<form method="post" action="${link}">`)
  expect(page.body).toContain(`${partner.name} has named ${email}`)
  expect(page.body).toContain('kills and other urgent notices')
  // Mail scanners have looked at it by now.
  expect(await contacts()).toMatchObject([{ email, confirmedAt: null }])
  expect(await isUrgentConfirmed()).toBe(false)

  const done = await confirm()

  expect(done).toHaveStatus(200)
  expect(done.body).toContain('Confirmed')
  expect(done.body).not.toContain('<form')
  expect(await contacts()).toMatchObject([{ email, confirmedAt: '2026-05-01T00:00:00.000Z' }])
  expect(await isUrgentConfirmed()).toBe(true)
})

test('confirming again changes nothing, and whoever is confirmed is not asked again', async () => {
  const { product, confirm, contacts, ask } = await anAskedContact()
  await confirm()
  product.clock.advance(30 * dayMs)

  expect(await confirm()).toHaveStatus(200)

  expect(await contacts()).toMatchObject([{ confirmedAt: '2026-05-01T00:00:00.000Z' }])
  expect(await ask()).toHaveProblem('conflict')
})

test('whoever confirms an address reads its mails, so that it bounces no more', async () => {
  const { product, officer, confirm, contacts } = await anAskedContact()
  const [mail] = await mailsOf(product, '&kind=contact.confirm')
  await officer.post(`/v1/staff/mails/${mail.id}/bounces`, {})
  expect(await contacts()).toMatchObject([{ bouncingSince: '2026-05-01T00:00:00.000Z' }])

  await confirm()

  expect(await contacts()).toMatchObject([{ bouncingSince: null }])
})

test('a link is good for seven days', async () => {
  const { product, anybody, link, contacts } = await anAskedContact()
  product.clock.advance(7 * dayMs - 1)
  expect(await anybody.get(link)).toHaveStatus(200)

  product.clock.advance(1)

  expect(await anybody.get(link)).toHaveProblem('not-found')
  expect(await anybody.call('POST', link)).toHaveProblem('not-found')
  expect(await contacts()).toMatchObject([{ confirmedAt: null }])
})

test('an address that is changed is to be confirmed anew, the others stay confirmed', async () => {
  const { officer, path, email, confirm, link, anybody } = await anAskedContact()
  await confirm()
  const changed = await officer.call('PATCH', path, {
    payload: {
      contacts: [
        { role: 'urgent', email: 'new@gazette.example' },
        { role: 'editorial', email: email.toUpperCase(), name: 'News desk' },
      ],
    },
  })

  expect(changed.json().contacts).toMatchObject([
    { role: 'editorial', confirmedAt: '2026-05-01T00:00:00.000Z' },
    { role: 'urgent', confirmedAt: null },
  ])
  await officer.call('PATCH', path, {
    payload: { contacts: [{ role: 'urgent', email: 'new@gazette.example' }] },
  })
  expect(await anybody.get(link)).toHaveProblem('not-found')
})

test('a link confirms nothing but what it was made for', async () => {
  const { product, anybody, link, contacts } = await anAskedContact()
  const [mail] = await mailsOf(product)
  const other = tokenOf(product.mailing.sealer, 'mail preferences', mail.id)

  expect(await anybody.call('POST', `/contacts/confirmations/${other}`)).toHaveProblem('not-found')
  expect(await anybody.call('POST', `${link.slice(0, -1)}.`)).toHaveProblem('not-found')
  expect(await anybody.get(link.replace('/contacts/confirmations/', '/mail/preferences/'))).toHaveProblem(
    'not-found',
  )
  expect(await contacts()).toMatchObject([{ confirmedAt: null }])
})

test('whoever is no contact of the partner is not asked', async () => {
  const { officer, path } = await anAskedContact()

  const refused = await officer.post(`${path}/contacts/confirmations`, { email: 'x@elsewhere.example' })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'email' }])
})

test('the link is in the mail that is sent, and in none that staff can read', async () => {
  const { relay, product } = await startWithRelay()
  const { officer } = await anAskedContact(product)
  await letTimeWork(product)
  const [mail] = await mailsOf(product, '&kind=contact.confirm')

  const sent = () =>
    relay.received.map(({ raw }) => raw.replace(/=\r\n/g, '')).filter((raw) => raw.includes('Please confirm'))
  const [, path = ''] = /(\/contacts\/confirmations\/v1\.[\w.-]+)/.exec(sent()[0] ?? '') ?? []
  expect(await caller(product.app).get(path)).toHaveStatus(200)
  expect(mail.text).toContain('/contacts/confirmations/[left-out]')
  expect(JSON.stringify((await officer.get(`/v1/staff/mails/${mail.id}`)).json())).not.toContain('v1.')

  await officer.post(`/v1/staff/mails/${mail.id}/resends`)
  await letTimeWork(product)
  expect(sent()[1]).toMatch(/\/contacts\/confirmations\/v1\./)
  expect(sent()[1]).not.toContain('left-out')
})
