import type { RequestListener } from 'node:http'
import { text } from 'node:stream/consumers'
import { eq, inArray } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { newestChange } from '../../src/articles/changes.ts'
import { drillMail } from '../../src/compliance/drills/mails.ts'
import { addEndpoint } from '../../src/delivery/webhooks/endpoints.ts'
import { webhookEndpoints } from '../../src/delivery/webhooks/tables.ts'
import { registerPartner } from '../../src/partners/partners.ts'
import { contacts, partners } from '../../src/partners/tables.ts'
import { listAudit } from '../../src/platform/audit/audit.ts'
import { type Id, isId, newId } from '../../src/platform/ids.ts'
import { listMails } from '../../src/platform/mail/mails.ts'
import { tokenOf } from '../../src/platform/mail/tokens.ts'
import { commandLineOn } from '../cli/support/wirecopy.ts'
import { visit } from '../console/support/page.ts'
import { anInternet } from '../platform/fetch/support/internet.ts'
import { anArticle, aPartner, aStaffMember, decided } from '../support/factories.ts'
import { actor, caller, letTimeWork, type Product, start } from '../support/product.ts'
import { drillLinkOf } from './support/answering.ts'

const minuteMs = 60_000
const drills = '/v1/staff/kill-drills'

async function aDrill() {
  const product = await start()
  const [officer, partner] = [await aStaffMember(product, 'licensing'), await aPartner(product)]
  const begun = await officer.post(drills, { note: 'The yearly drill.' })
  await letTimeWork(product)
  const { id } = begun.json()
  const report = async () => (await officer.get(`${drills}/${id}`)).json()
  return { product, officer, partner, begun, id, report, link: await drillLinkOf(product, partner.id) }
}

/** A hundred partners. */
async function manyPartners(product: Product): Promise<Id<'par'>[]> {
  return product.database.write(async (tx) => {
    const ids: Id<'par'>[] = []
    for (let number = 0; number < 100; number += 1) {
      const { id } = await registerPartner(tx, actor, {
        name: `Gazette ${number}`,
        domains: [`gazette-${number}.example`],
        audience: { monthlyUniques: 1 },
        contacts: [{ role: 'urgent', email: `desk@gazette-${number}.example` }],
      })
      ids.push(id)
    }
    await tx.update(partners).set({ status: 'approved' })
    return ids
  })
}

/** A hundred partners, ten of which a kill would not reach, each in a way of its own or of a few. */
async function aHundredPartners() {
  const received: string[] = []
  const answer: RequestListener = async (request, response) => {
    received.push(await text(request))
    response.writeHead(Number(request.url?.slice(1))).end()
  }
  const { network } = await anInternet({ 'cms.gazette.example': { answer } })
  const product = await start({ network: { ...network, allowsPlain: true } })
  const { database, mailing, clock } = product
  const ids = await manyPartners(product)
  await database.write(async (tx) => {
    for (const [from, to, status, events] of [
      ...([
        [0, 3, 500],
        [3, 4, 410],
        [4, 5, 204],
        [10, 13, 204],
        [25, 26, 500, 'article.published'],
      ] as const),
    ]) {
      const wanted = { url: `http://cms.gazette.example/${status}`, events: events && [events] }
      for (const id of ids.slice(from, to)) await addEndpoint(tx, actor, id, wanted, mailing.sealer)
    }
    const off = { offSince: clock.now(), offReason: 'failing' } as const
    await tx
      .update(webhookEndpoints)
      .set(off)
      .where(inArray(webhookEndpoints.partnerId, [...ids.slice(4, 5), ...ids.slice(25, 26)]))
    await tx.delete(contacts).where(inArray(contacts.partnerId, ids.slice(5, 7)))
  })
  return { product, ids, received, officer: await aStaffMember(product, 'licensing') }
}

/** Has these partners press the button of the mails that they got, so many minutes after the beginning. */
async function answering({ app, clock, mailing }: Product, mails: string[], minutes: number) {
  clock.set(new Date(Date.parse('2026-05-01T00:00:00Z') + minutes * minuteMs).toISOString())
  for (const mail of mails) {
    const token = tokenOf(mailing.sealer, drillMail.tokenFor, isId('mai', mail) ? mail : 'mai_')
    expect(await caller(app).post(`/kill-drills/${token}`)).toHaveStatus(200)
  }
}

test('of a hundred partners, the ten that a kill would not reach are named, and no other', async () => {
  const { product, ids, received, officer } = await aHundredPartners()
  const { read } = product.database
  const before = await newestChange(read)

  const { id } = (await officer.post(drills)).json()
  await letTimeWork(product)
  const sent = await listMails(read, { kind: 'kill.drill', limit: 200 })
  const mailsTo = (from: number, to: number) =>
    ids.slice(from, to).map((one) => sent.find(({ addresseeId }) => addresseeId === one)?.id ?? '')
  for (const mail of mailsTo(7, 10))
    await officer.post(`/v1/staff/mails/${mail}/bounces`, { detail: '5.1.1 unknown user' })
  await answering(product, mailsTo(10, 13), 0.5)
  await answering(product, mailsTo(13, 16), 3)
  await answering(product, mailsTo(16, 18), 30)
  await answering(product, mailsTo(18, 19), 90)

  const report = (await officer.get(`${drills}/${id}`)).json()
  const dead = report.dead.map(({ partner, what, because }: Dead) => `${partner.name}: ${what}, ${because}`)
  expect(dead.sort()).toEqual([
    ...[0, 1, 2].map((number) => `Gazette ${number}: webhook, does not take it`),
    'Gazette 3: webhook, turned off: gone',
    'Gazette 4: webhook, turned off: failing',
    ...[5, 6].map((number) => `Gazette ${number}: nobody, no urgent contact`),
    ...[7, 8, 9].map((number) => `Gazette ${number}: mail, bounced: 5.1.1 unknown user`),
  ])
  expect(report).toMatchObject({
    partners: 100,
    answered: { in1Minute: 3, in5Minutes: 6, in60Minutes: 8, total: 9 },
  })
  expect(report.silent.map((partner: { id: string }) => partner.id)).toEqual([
    ...[...ids.slice(0, 10), ...ids.slice(19)],
  ])
  expect(await newestChange(read)).toBe(before)
  const note = 'This is a drill. No story was killed; there is nothing to take down.'
  const told = { type: 'kill.drill', at: '2026-05-01T00:00:00.000Z', article: null, drill: id, note }
  expect(received.map((body) => JSON.parse(body))).toEqual(Array.from({ length: 7 }, () => told))
})

interface Dead {
  partner: { name: string }
  what: string
  because: string
}

test('the mail of a drill says that it is one, and only the button of its page answers', async () => {
  const { product, partner, link, report } = await aDrill()
  const [mail] = await listMails(product.database.read, { kind: 'kill.drill', limit: 5 })
  expect(mail).toMatchObject({ recipient: `urgent@${partner.host}`, status: 'handed_to_relay' })
  expect(mail?.subject).toMatch(/^DRILL: /)
  for (const piece of ['No story was killed', '> The yearly drill.', '/kill-drills/[left-out]'])
    expect(mail?.text).toContain(piece)

  const page = await visit(product, link)

  expect(page).toHaveStatus(200)
  expect(page.body).toContain('there is nothing to take down')
  expect(page.body).toContain(`<form method="post" action="${link}">`)
  expect((await report()).answered.total).toBe(0)
  product.clock.advance(minuteMs)
  expect((await caller(product.app).post(link)).body).toContain('Thank you')
  product.clock.advance(60 * minuteMs)
  expect((await caller(product.app).post(link)).body).toContain('2026-05-01 00:01 UTC')
  expect(await report()).toMatchObject({
    ...{ answered: { in1Minute: 1, total: 1 }, answers: [{ way: 'mail' }], silent: [], dead: [] },
  })
})

test('a program of a partner answers with its key, once, and the report says who answered how', async () => {
  const { product, officer, partner, id, link, report } = await aDrill()
  const other = await aPartner(product)
  product.clock.advance(minuteMs)
  const answered = await partner.post(`/v1/kill-drills/${id}/answers`)

  expect(answered).toHaveStatus(201)
  const at = '2026-05-01T00:01:00.000Z'
  expect(answered.json()).toEqual({ drill: id, answeredAt: at, way: 'api' })
  product.clock.advance(minuteMs)
  expect((await partner.post(`/v1/kill-drills/${id}/answers`)).json()).toEqual(answered.json())
  await caller(product.app).post(link)
  const { name } = partner
  expect(await report()).toMatchObject({
    answered: { in1Minute: 1, total: 1 },
    answers: [{ partner: { id: partner.id, name }, at, way: 'api' }],
    silent: [],
  })
  expect(await listAudit(product.database.read, { subject: id, limit: 5 })).toMatchObject([
    { verb: 'kill-drill.answer', actor: partner.id, details: { partnerId: partner.id, way: 'api' } },
    { verb: 'kill-drill.start', actor: officer.id },
  ])
  expect(await other.post(`/v1/kill-drills/${id}/answers`)).toHaveProblem('not-found')
  expect(await partner.post(`/v1/kill-drills/${newId('drl')}/answers`)).toHaveProblem('not-found')
})

test('a link is good for seven days, and for nothing else', async () => {
  const { product, link } = await aDrill()
  expect(await visit(product, `${link.slice(0, -1)}.`)).toHaveStatus(404)
  expect(await visit(product, link.replace('/kill-drills/', '/acknowledgements/'))).toHaveStatus(404)
  product.clock.advance(7 * 24 * 60 * minuteMs)

  expect(await caller(product.app).post(link)).toHaveProblem('not-found')
})

test('a drill lasts an hour, and is the same when it is asked for again meanwhile', async () => {
  const { product, officer, begun, id } = await aDrill()
  expect((await officer.post(drills)).json()).toEqual(begun.json())
  await letTimeWork(product)
  expect(await listMails(product.database.read, { kind: 'kill.drill', limit: 5 })).toHaveLength(1)
  product.clock.advance(60 * minuteMs)

  const second = await officer.post(drills)

  expect(second).toHaveStatus(201)
  const { items } = (await officer.get(drills)).json()
  expect(items.map((drill: { id: string }) => drill.id)).toEqual([second.json().id, id])
})

test('a drill goes to whom a kill would, suspended holders too, and a preview counts them', async () => {
  const product = await start()
  const officer = await aStaffMember(product, 'licensing')
  const [partner, holder] = [await aPartner(product), await aPartner(product)]
  const [idle, former] = [await aPartner(product), await aPartner(product)]
  const article = await anArticle(product)
  for (const one of [holder, former]) await one.get(`/v1/articles/${article.id}`)
  for (const { id } of [holder, idle]) await decided(product, id, 'suspended')
  await decided(product, former.id, 'terminated')
  await product.database.write(async (tx) => {
    const { sealer } = product.mailing
    await addEndpoint(tx, actor, holder.id, { url: 'https://cms.gazette.example/' }, sealer)
    const editors = { role: 'editorial', email: `editors@${partner.host}` } as const
    await tx.insert(contacts).values({ partnerId: partner.id, ...editors })
    await tx.delete(contacts).where(eq(contacts.partnerId, holder.id))
  })

  const reach = await officer.post(`${drills}?preview=true`)

  expect(reach).toHaveStatus(200)
  const { id, name } = holder
  const counted = { partners: 2, addresses: 2, endpoints: 1, withoutContact: [{ id, name }] }
  expect(reach.json()).toEqual({ present: null, ...counted })
  expect((await officer.get(drills)).json().items).toEqual([])
  const begun = (await officer.post(drills)).json()
  await letTimeWork(product)
  const mails = await listMails(product.database.read, { kind: 'kill.drill', limit: 5 })
  expect(mails.map(({ recipient }) => recipient).sort()).toEqual([
    ...[`editors@${partner.host}`, `urgent@${partner.host}`],
  ])
  expect(await holder.post(`/v1/kill-drills/${begun.id}/answers`)).toHaveStatus(201)
  expect((await officer.post(`${drills}?preview=true`)).json()).toEqual({ present: begun, ...counted })
})

test('the command line begins drills, and shows what they found', async () => {
  const product = await start()
  const partner = await aPartner(product)
  await product.database.write(async (tx) => {
    await tx.delete(contacts).where(eq(contacts.partnerId, partner.id))
  })
  const { wirecopy } = commandLineOn(product.storage)
  const foretold = await wirecopy('drill', 'start', '--preview')
  expect(foretold.out).toContain('go to 1 partner: 0 mails and 0 webhook endpoints. Nothing was sent.')
  expect(foretold.out).toMatch(new RegExp(`^NO URGENT CONTACT +NAME\n${partner.id} +${partner.name}$`, 'm'))
  const begun = await wirecopy('drill', 'start', '--note', 'By night.')
  expect(begun.out).toContain('the server sends it to 1 partner: 0 mails')
  const [id = ''] = begun.out.split(' ')
  expect((await wirecopy('drill', 'show', id)).out).toContain('is one running?')
  // The command line has no clock but that of the machine.
  product.clock.set(new Date().toISOString())
  await letTimeWork(product)

  const shown = await wirecopy('drill', 'show', id)

  expect(shown.out).toMatch(/^Note +By night.\nPartners +1\nAnswered +0: .*\nNot answered +1$/m)
  expect(shown.out).toMatch(new RegExp(`nobody +${partner.id} +${partner.name} +– +no urgent contact`))
  expect((await wirecopy('drill', 'list')).out).toContain(id)
  await partner.post(`/v1/kill-drills/${id}/answers`)
  expect((await wirecopy('drill', 'show', id)).out).toMatch(
    new RegExp(`^${partner.id} +${partner.name} +0 min \\d+ s +api$`, 'm'),
  )
})
