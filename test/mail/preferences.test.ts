import { expect, test } from 'vitest'
import { killMail, type Notice, withdrawalMail } from '../../src/delivery/notice-mails.ts'
import { sendMail } from '../../src/platform/mail/mails.ts'
import { visit } from '../console/support/page.ts'
import { caller, type Product } from '../support/product.ts'
import { mailsOf } from './support/mailbox.ts'
import { startWithRelay } from './support/relay.ts'

const notice: Notice = {
  id: 'art_',
  headline: 'Vote',
  byline: '',
  note: 'No.',
  at: 0,
  phone: null,
  email: 'd@w.example',
}

async function withdrawal({ database }: Product, email = 'desk@gazette.example') {
  return database.write((tx) => sendMail(tx, withdrawalMail, { to: { email }, data: notice }))
}

/** A reader with a mail on a withdrawal, and the address that its header names. */
async function aReader() {
  const { relay, product } = await startWithRelay()
  await withdrawal(product)
  const [mail] = await mailsOf(product)
  const raw = (relay.received[0]?.raw ?? '').replace(/\r\n[ \t]+/g, ' ')
  const path = new URL(/List-Unsubscribe: <([^>]+)>/.exec(raw)?.[1] ?? 'missing:').pathname
  return { relay, product, mail, raw, path, anybody: caller(product.app) }
}

test('a mail that one can do without names where one click ends it', async () => {
  const { raw, mail, path } = await aReader()

  expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  expect(mail.text).toContain(`To get no more mails about withdrawals:\nhttp://127.0.0.1:8080${path}`)
  expect(mail.html).toContain(`href="http://127.0.0.1:8080${path}"`)
})

test('looking at the page changes nothing; its button, without scripts, does', async () => {
  const { product, path } = await aReader()

  const page = await visit(product, path)

  expect(page).toHaveStatus(200)
  expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  expect(page.headers['content-security-policy']).toContain("form-action 'self'")
  expect(page.body).toContain(`<form method="post" action="${path}">`)
  await withdrawal(product)
  expect((await mailsOf(product)).map(({ status }) => status)).toEqual(['handed_to_relay', 'handed_to_relay'])
})

test.each([
  ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
  [
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--',
  ],
])('one click in a mail program switches the kind off for its address: %s', async (type, payload) => {
  const { product, path, anybody } = await aReader()

  const off = await anybody.call('POST', path, { payload, headers: { 'content-type': type } })

  expect(off).toHaveStatus(200)
  expect(off.body).toContain('desk@gazette.example gets no more mails about withdrawals.')
  await withdrawal(product, 'Desk@Gazette.example')
  await withdrawal(product, 'other@gazette.example')
  const statuses = (await mailsOf(product)).map(({ recipient, status }) => [recipient, status])
  expect(statuses.slice(1)).toEqual([
    ['Desk@Gazette.example', 'suppressed'],
    ['other@gazette.example', 'handed_to_relay'],
  ])
})

test('who changed their mind gets them again', async () => {
  const { product, path, anybody } = await aReader()
  const { body } = await anybody.call('POST', path)
  expect(body).toContain(`action="${path}/restorations"`)

  expect(await anybody.call('POST', `${path}/restorations`)).toHaveStatus(200)

  await withdrawal(product)
  expect((await mailsOf(product))[1]).toMatchObject({ status: 'handed_to_relay' })
})

test('kills cannot be switched off, and other kinds are not', async () => {
  const { relay, product, path, anybody } = await aReader()
  await anybody.call('POST', path)

  await product.database.write((tx) =>
    sendMail(tx, killMail, { to: { email: 'desk@gazette.example' }, data: notice }),
  )

  expect(await mailsOf(product, '&kind=article.killed')).toMatchObject([{ status: 'handed_to_relay' }])
  expect(relay.received[1]?.raw).not.toContain('List-Unsubscribe')
})

test('a link that was altered leads nowhere', async () => {
  const { path, anybody } = await aReader()
  const altered = `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`

  expect(await anybody.get(altered)).toHaveProblem('not-found')
  expect(await anybody.call('POST', altered)).toHaveProblem('not-found')
})

test('a form is taken nowhere else', async () => {
  const { anybody } = await aReader()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }

  expect(await anybody.call('POST', '/v1/staff/articles', { payload: 'headline=x', headers })).toHaveProblem(
    'key-missing',
  )
})
