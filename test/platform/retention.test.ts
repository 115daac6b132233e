import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { usage } from '../../src/licensing/tables.ts'
import { aCommandLine } from '../cli/support/wirecopy.ts'
import { mailsOf } from '../mail/support/mailbox.ts'
import { anArticle, aPartner, aStaffMember, decided } from '../support/factories.ts'
import { letTimeWork, type Product, start } from '../support/product.ts'

const path = '/v1/staff/settings/retention'
const dayMs = 24 * 60 * 60 * 1_000
const usual = {
  ...{ mailDays: 365, deadJobDays: 90, answerHours: 24, usageDays: null },
  ...{ declinedDays: 730, signerYears: 10 },
}

async function aKeeper() {
  const product = await start()
  const admin = await aStaffMember(product)
  const set = (changes: object) => admin.call('PUT', path, { payload: { ...usual, ...changes } })
  return { product, admin, set }
}

async function after(days: number, product: Product) {
  product.clock.advance(days * dayMs)
  await letTimeWork(product)
}

test('how long each kind of record is kept is shown, and set by admins', async () => {
  const { admin, set } = await aKeeper()
  expect((await admin.get(path)).json()).toEqual({ ...usual, version: 0, updatedAt: null })

  expect(await set({ mailDays: 30, usageDays: 1_095 })).toHaveStatus(200)

  expect((await admin.get(path)).json()).toMatchObject({ mailDays: 30, usageDays: 1_095, version: 1 })
})

test.each([
  ['no days', { mailDays: 0 }],
  ['answers that clients still count on', { answerHours: 23 }],
  ['half a day', { usageDays: 0.5 }],
  ['what is kept for ever', { grantDays: 30 }],
])('%s cannot be set', async (_, changes) => {
  const { admin, set } = await aKeeper()

  expect(await set(changes)).toHaveProblem('invalid-request')
  expect((await admin.get(path)).json()).toMatchObject({ version: 0 })
})

test('an edit of settings that were changed meanwhile is refused', async () => {
  const { admin, set } = await aKeeper()
  await set({ mailDays: 30 })

  const late = await admin.call('PUT', path, { payload: usual, headers: { 'if-match': '"0"' } })

  expect(late).toHaveProblem('changed-meanwhile')
})

test('a mail forgets its text and recipient when its time is over, not that it was sent', async () => {
  const { product, set } = await aKeeper()
  const partner = await aPartner(product)
  await mailsOf(product)
  await set({ mailDays: 30 })

  await after(29, product)
  const approvals = () => mailsOf(product, '&kind=partner.approved')
  expect(await approvals()).toMatchObject([{ recipient: expect.stringContaining('@'), erasedAt: null }])
  await after(2, product)

  expect(await approvals()).toMatchObject([
    {
      ...{ kind: 'partner.approved', status: 'handed_to_relay', addressee: partner.id, attempts: 1 },
      ...{ recipient: null, recipientName: null, subject: null, text: null, html: null },
      erasedAt: '2026-06-01T00:00:00.000Z',
    },
  ])
})

test('a mail that was erased can be neither sent again nor said to have bounced', async () => {
  const { product, admin } = await aKeeper()
  await aPartner(product)
  const [{ id }] = await mailsOf(product)
  await after(366, product)

  expect(await admin.post(`/v1/staff/mails/${id}/resends`)).toHaveProblem('conflict')
  expect(await admin.post(`/v1/staff/mails/${id}/bounces`)).toHaveProblem('conflict')
})

test('the files of mails that were erased are gone', async () => {
  const folder = (product: Product) => join(product.storage.dataDir, 'mail')
  const product = await start()
  const { mail } = product.config
  const other = await start({
    on: product.storage,
    config: { mail: { ...mail, transport: 'file', folder: folder(product) } },
  })
  await aPartner(other)
  await letTimeWork(other)
  const files = await readdir(folder(product))
  expect(files).toHaveLength(1)

  await after(366, other)

  expect(await readdir(folder(product))).not.toContain(files[0])
})

test('usage is told apart no longer than wanted, and grants stay', async () => {
  const { product, set } = await aKeeper()
  const partner = await aPartner(product)
  const article = await anArticle(product)
  await partner.get(`/v1/articles/${article.id}`)
  const days = ['2026-01-01', '2026-04-01', '2026-04-30']
  await product.database.append(async (queries) => {
    for (const day of days)
      await queries
        .insert(usage)
        .values({ partnerId: partner.id, articleId: article.id, format: 'json', day, count: 1 })
  })
  const known = async () => {
    const { items } = (await partner.get('/v1/partner/usage')).json()
    return items.map(({ day }: { day: string }) => day).sort()
  }
  await after(1, product)
  expect(await known()).toEqual([...days, '2026-05-01'])

  await set({ usageDays: 30 })
  await after(1, product)

  expect(await known()).toEqual(['2026-04-30', '2026-05-01'])
  expect((await partner.get('/v1/grants')).json().items).toHaveLength(1)
})

test('more usage than one commit takes is deleted all the same, and no other', async () => {
  const { product, set } = await aKeeper()
  const partner = await aPartner(product)
  const article = await anArticle(product)
  await product.database.append(async (queries) => {
    const rows = Array.from({ length: 1_200 }, (_, number) => ({
      ...{ partnerId: partner.id, articleId: article.id, count: 1 },
      format: `format-${number}`,
      day: number < 700 ? '2026-01-01' : '2026-05-01',
    }))
    for (let from = 0; from < rows.length; from += 200)
      await queries.insert(usage).values(rows.slice(from, from + 200))
  })
  await letTimeWork(product)
  await set({ usageDays: 30 })

  await after(1, product)

  const left = await product.database.read.select().from(usage).limit(2_000)
  expect(left).toHaveLength(500)
  expect(new Set(left.map(({ day }) => day))).toEqual(new Set(['2026-05-01']))
})

test('answers are replayed as long as wanted', async () => {
  const { product, admin, set } = await aKeeper()
  await set({ answerHours: 48 })
  const add = async () =>
    admin.post('/v1/staff/reporters', { name: 'Jane Doe' }, { 'idempotency-key': 'one' })
  const first = await add()
  await after(1.5, product)
  expect((await add()).json().id).toBe(first.json().id)

  await after(1, product)

  expect((await add()).json().id).not.toBe(first.json().id)
})

test('nothing is kept from being sent by what is swept', async () => {
  const { product, set } = await aKeeper()
  const { id } = await aPartner(product)
  await letTimeWork(product)
  await set({ mailDays: 1 })
  product.clock.advance(2 * dayMs)
  await decided(product, id, 'suspended')

  expect(await mailsOf(product)).toMatchObject([
    { kind: 'partner.approved', recipient: null },
    { kind: 'partner.suspended', status: 'handed_to_relay', erasedAt: null },
  ])
})

test('the command shows and changes it', async () => {
  const { wirecopy, json } = await aCommandLine()
  expect((await wirecopy('settings', 'retention')).out).toMatch(
    /^Text and recipients of mails +365 days\n.*90 days\n.*24 hours\nUsage by day and article +for ever\n/s,
  )

  const changed = await json('settings', 'retention', '--mail-days', '', '--usage-days', '400')

  expect(changed).toMatchObject({ mailDays: null, usageDays: 400, deadJobDays: 90, version: 1 })
  expect((await wirecopy('settings', 'retention', '--mail-days', '0')).err).toContain('--mail-days')
})
