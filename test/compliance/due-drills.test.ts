import { expect, test } from 'vitest'
import { drillDueMail, mailDrillButton } from '../../src/compliance/drills/due.ts'
import { dayMs } from '../../src/platform/clock.ts'
import { listMails } from '../../src/platform/mail/mails.ts'
import { tokenOf } from '../../src/platform/mail/tokens.ts'
import { commandLineOn } from '../cli/support/wirecopy.ts'
import { visit } from '../console/support/page.ts'
import { aPartner, aStaffMember } from '../support/factories.ts'
import { caller, letTimeWork, type Product, start } from '../support/product.ts'
import { drillLinkOf, dueDrillLinkOf } from './support/answering.ts'

const minuteMs = 60_000

async function asked({ database }: Product) {
  return (await listMails(database.read, { kind: drillDueMail.kind, limit: 10 })).length
}

/** Lets days go by, one after the other: a sweep runs once for all that were missed. */
async function passDays(product: Product, days: number) {
  product.clock.advance(days * dayMs)
  await letTimeWork(product)
}

test('where no drill was for long, the licensing contact is mailed the button, once a month', async () => {
  const product = await start()
  await aPartner(product)
  await passDays(product, 29)
  expect(await asked(product)).toBe(0)

  await passDays(product, 2)
  const [mail] = await listMails(product.database.read, { kind: drillDueMail.kind, limit: 5 })

  expect(mail).toMatchObject({
    recipient: 'licensing@dailycallernewsfoundation.org',
    status: 'handed_to_relay',
  })
  expect(mail?.text).toContain('There was none so far.')
  expect(mail?.text).toContain('/begin-kill-drill/[left-out]')
  await passDays(product, 28)
  expect(await asked(product)).toBe(1)
  await passDays(product, 3)
  expect(await asked(product)).toBe(2)
  const officer = await aStaffMember(product, 'licensing')
  await officer.post('/v1/staff/kill-drills')
  await passDays(product, 89)
  expect(await asked(product)).toBe(2)
  await passDays(product, 2)
  expect(await asked(product)).toBe(3)
})

test('the page of the button says whom a drill would reach; pressed, it begins one, once, and tells what it shows', async () => {
  const product = await start()
  const [partner, silent] = [await aPartner(product), await aPartner(product)]
  await product.database.write(mailDrillButton)
  const link = await dueDrillLinkOf(product)
  const { app, clock } = product

  const page = await visit(product, link)
  expect(page).toHaveStatus(200)
  expect(page.body).toContain('<dt>Partners</dt><dd>2</dd><dt>Mails</dt><dd>2</dd>')
  expect(page.body).toContain(`<form method="post" action="${link}">`)
  const begun = await caller(app).post(link)
  expect(begun.body).toContain('It is about to be sent.')
  await letTimeWork(product)
  clock.advance(3 * minuteMs)
  await caller(app).post(await drillLinkOf(product, partner.id))
  clock.advance(70 * minuteMs)
  const over = await caller(app).post(link)

  expect(over.body).toContain('1 of 2 answered')
  expect(over.body).toContain(`<a href="${link}">Look again</a>`)
  expect(over.body).toMatch(
    /Within a minute<\/dt><dd>0 of 2<progress value="0" max="2".*Within 5 minutes<\/dt><dd>1 of 2/,
  )
  expect(over.body).toContain(`<li>${silent.name}</li>`)
  const officer = await aStaffMember(product, 'licensing')
  expect((await officer.get('/v1/staff/kill-drills')).json().items).toMatchObject([
    { startedBy: 'licensing contact by mail', note: null },
  ])
})

test('the link of a button is good for 30 days, and for nothing else', async () => {
  const product = await start()
  const { out } = await commandLineOn(product.storage).wirecopy('drill', 'ask')
  expect(out).toContain('licensing@dailycallernewsfoundation.org is mailed the button')
  const link = await dueDrillLinkOf(product)
  const [mail] = await listMails(product.database.read, { kind: drillDueMail.kind, limit: 1 })
  const ofDrill = tokenOf(product.mailing.sealer, 'kill drill', mail?.id ?? 'mai_')

  expect(await visit(product, `${link.slice(0, -1)}.`)).toHaveStatus(404)
  expect(await visit(product, `/begin-kill-drill/${ofDrill}`)).toHaveStatus(404)
  product.clock.set(new Date((mail?.createdAt ?? 0) + 30 * dayMs).toISOString())
  expect(await caller(product.app).post(link)).toHaveProblem('not-found')
})
