import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandLineOn } from '../cli/support/wirecopy.ts'
import { anArticle, aPartner, aStaffMember, killed, withdrawn } from '../support/factories.ts'
import { letTimeWork, start } from '../support/product.ts'
import { mailsOf } from './support/mailbox.ts'
import { aNotice } from './support/notice.ts'

const dayMs = 24 * 60 * 60 * 1_000

async function aWithdrawal() {
  const product = await start()
  const partner = await aPartner(product)
  const staff = await aStaffMember(product, 'licensing')
  const article = await anArticle(product)
  await partner.get(`/v1/articles/${article.id}`)
  await withdrawn(product, article.id)
  const [mail] = await mailsOf(product, '&kind=article.withdrawn')
  const contacts = async () => (await staff.get(`/v1/staff/partners/${partner.id}`)).json().contacts
  return { product, partner, staff, article, mail, contacts }
}

test('a mail that came back is noted, and so is the contact', async () => {
  const { staff, mail, contacts } = await aWithdrawal()
  expect(await contacts()).toMatchObject([{ bouncingSince: null }])

  const noted = await staff.post(`/v1/staff/mails/${mail.id}/bounces`, {
    detail: '5.1.1 <urgent@partner.example> unknown',
  })

  expect(noted).toHaveStatus(201)
  expect(noted.json()).toMatchObject({ status: 'bounced', bouncedAt: '2026-05-01T00:00:00.000Z' })
  expect(noted.json().lastError).toBe('5.1.1 <…> unknown')
  expect(await contacts()).toMatchObject([{ bouncingSince: '2026-05-01T00:00:00.000Z' }])
})

test('whose mails come back is spared what one can do without, until somebody tries again; kills go out', async () => {
  const { product, partner, staff, mail, contacts } = await aWithdrawal()
  await staff.post(`/v1/staff/mails/${mail.id}/bounces`, {})
  const [next, last] = [await anArticle(product), await anArticle(product)]
  for (const { id } of [next, last]) await partner.get(`/v1/articles/${id}`)
  await withdrawn(product, next.id)
  await killed(product, last.id)

  expect(await mailsOf(product, `&about=${next.id}`)).toMatchObject([{ status: 'suppressed' }])
  expect(await mailsOf(product, `&about=${last.id}`)).toMatchObject([{ status: 'handed_to_relay' }])

  await staff.post(`/v1/staff/mails/${mail.id}/resends`)
  expect(await contacts()).toMatchObject([{ bouncingSince: null }])
  expect(await mailsOf(product, '&kind=article.withdrawn&status=handed_to_relay')).toMatchObject([
    { resentFrom: mail.id },
  ])
})

test('an address is taken back after a week in which a mail was taken and none came back', async () => {
  const { product, partner, staff, mail, contacts } = await aWithdrawal()
  await staff.post(`/v1/staff/mails/${mail.id}/bounces`, {})
  const killOne = async () => {
    const { id } = await anArticle(product)
    await partner.get(`/v1/articles/${id}`)
    await killed(product, id)
    return (await mailsOf(product, `&about=${id}`))[0]
  }
  const bouncing = async () => (await contacts())[0].bouncingSince !== null

  product.clock.advance(30 * dayMs)
  const first = await killOne()
  product.clock.advance(6 * dayMs)
  await letTimeWork(product)
  expect(await bouncing()).toBe(true)
  // It came back after all, and what was to end the mark begins anew.
  await staff.post(`/v1/staff/mails/${first.id}/bounces`, {})
  product.clock.advance(2 * dayMs)
  await letTimeWork(product)
  expect(await bouncing()).toBe(true)

  await killOne()
  product.clock.advance(7 * dayMs)
  await letTimeWork(product)
  expect(await bouncing()).toBe(false)
})

test('only what a relay took can bounce', async () => {
  const { staff, product } = await aWithdrawal()
  const [approval] = await mailsOf(product, '&kind=partner.approved')
  await staff.post(`/v1/staff/mails/${approval.id}/resends`)
  const { items } = (await staff.get('/v1/staff/mails?status=queued')).json()

  expect(await staff.post(`/v1/staff/mails/${items[0].id}/bounces`, {})).toHaveProblem('conflict')
})

test('a notice that is not there is named', async () => {
  const { wirecopy } = commandLineOn((await start()).storage)

  const { code, err } = await wirecopy('mail', 'bounce', '/nowhere.eml')

  expect({ code, err }).toEqual({
    code: 2,
    err: expect.stringContaining('FILE /nowhere.eml cannot be read: there is no such file'),
  })
})

test('the notice of a mail server is read from a file or from a mailbox', async () => {
  const { product, mail, contacts } = await aWithdrawal()
  const { wirecopy, within } = commandLineOn(product.storage)
  const path = join(product.storage.dataDir, 'notice.eml')
  await writeFile(path, aNotice(mail.id, { action: 'delayed', status: '4.4.1' }))

  expect((await wirecopy('mail', 'bounce', path)).out).toContain('nothing was noted')
  expect(await contacts()).toMatchObject([{ bouncingSince: null }])

  const { out } = await within(['mail', 'bounce', '-'], { stdin: aNotice(mail.id) })
  expect(out).toBe(`${mail.id} to ${mail.recipient} bounced.\n`)
  expect((await mailsOf(product, '&status=bounced'))[0].lastError).toBe('5.1.1 550 5.1.1 <…>: User unknown')
})

test.each([
  [
    'an answer of a person',
    'Subject: Re: KILL\n\nWe took it down. <mai_01h455vb4pex5vsknk084sn02q@wire.example>',
  ],
  ['a notice on a mail of others', aNotice('123')],
  ['nothing', ''],
])('%s is no notice on a mail of ours', async (_, text) => {
  const product = await start()
  const { within } = commandLineOn(product.storage)

  const { code, err } = await within(['mail', 'bounce', '-'], { stdin: text })

  expect({ code, err }).toEqual({ code: 1, err: '- is no notice (RFC 3464) on a mail of ours.\n' })
})
