import { expect, test } from 'vitest'
import { sendMail } from '../../src/platform/mail/mails.ts'
import { testMail } from '../../src/platform/mail/test-mail.ts'
import { trust } from '../platform/fetch/support/internet.ts'
import { aStaffMember } from '../support/factories.ts'
import { letTimeWork, type Product, start } from '../support/product.ts'
import { certificate, privateKey } from './support/certificate.ts'
import { aRelay, letHoursPass, mailBy, startWithRelay } from './support/relay.ts'

async function aMail(
  { database }: Product,
  to: { email: string; name?: string } = { email: 'desk@gazette.example' },
) {
  return database.write((tx) => sendMail(tx, testMail, { to, data: {} }))
}

async function seenBy(product: Product, id: string) {
  return (await (await aStaffMember(product)).get(`/v1/staff/mails/${id}`)).json()
}

test('a mail is handed to the relay, with text and HTML, on behalf of the newswire', async () => {
  const { relay, product } = await startWithRelay()
  const id = await aMail(product, { email: 'desk@gazette.example', name: 'Night Desk' })
  expect(await seenBy(product, id)).toMatchObject({ status: 'queued', subject: null })

  await letTimeWork(product)

  expect(relay.received).toMatchObject([{ from: 'wire@wire.example', to: ['desk@gazette.example'] }])
  const { raw } = relay.received[0] ?? { raw: '' }
  expect(raw).toContain('From: Daily Caller News Foundation <wire@wire.example>')
  expect(raw).toContain('To: Night Desk <desk@gazette.example>')
  expect(raw).toMatch(/^Reply-To: .*licensing@dailycallernewsfoundation\.org/ms)
  expect(raw).toContain(`Message-ID: <${id}@wire.example>`)
  expect(raw).toContain('Auto-Submitted: auto-generated')
  expect(raw).toMatch(/Content-Type: multipart\/alternative/)
  expect(await seenBy(product, id)).toMatchObject({
    status: 'handed_to_relay',
    handedOverAt: '2026-05-01T00:00:00.000Z',
    attempts: 1,
    text: expect.stringContaining('This is a test.'),
    html: expect.stringContaining('<!doctype html>'),
  })
})

test('a relay that refuses for now is asked again until it takes the mail, under the same Message-ID', async () => {
  let refusals = 2
  const ids: string[] = []
  const { relay, product } = await startWithRelay({
    onMailFrom: (_, __, done) => done(),
    onRcptTo(_, __, done) {
      refusals -= 1
      done(
        refusals >= 0
          ? Object.assign(new Error('try later, desk@gazette.example'), { responseCode: 451 })
          : null,
      )
    },
  })
  const id = await aMail(product)

  await letTimeWork(product)

  const waiting = await seenBy(product, id)
  ids.push(waiting.messageId)
  expect(waiting).toMatchObject({ status: 'queued', attempts: 1, lastError: expect.stringContaining('451') })
  expect(waiting.lastError).not.toContain('gazette')
  await letHoursPass(product, 2)
  expect(relay.received).toHaveLength(1)
  expect(await seenBy(product, id)).toMatchObject({
    status: 'handed_to_relay',
    attempts: 3,
    messageId: ids[0],
  })
})

test('a recipient that the relay knows not to exist has bounced, and is not tried again', async () => {
  let asked = 0
  const { relay, product } = await startWithRelay({
    onRcptTo(_, __, done) {
      asked += 1
      done(Object.assign(new Error('5.1.1 user unknown'), { responseCode: 550 }))
    },
  })
  const id = await aMail(product)

  await letTimeWork(product)
  await letHoursPass(product, 2)

  expect(asked).toBe(1)
  expect(relay.received).toEqual([])
  expect(await seenBy(product, id)).toMatchObject({
    status: 'bounced',
    bouncedAt: '2026-05-01T00:00:00.000Z',
  })
})

test.each([
  ['5.7.1 denied by policy', 550],
  ['relay not permitted', 550],
  ['authentication required', 553],
  ['5.2.2 mailbox full', 552],
])('a relay that says %s is asked again: somebody will set it right', async (said, responseCode) => {
  const { product } = await startWithRelay({
    onRcptTo: (_, __, done) => done(Object.assign(new Error(said), { responseCode })),
  })
  const id = await aMail(product)

  await letTimeWork(product)

  expect(await seenBy(product, id)).toMatchObject({ status: 'queued', attempts: 1 })
})

test('a mail whose content the relay refuses for good has failed', async () => {
  const { product } = await startWithRelay({
    onData(stream, _, done) {
      stream.resume()
      stream.on('end', () => done(Object.assign(new Error('message refused'), { responseCode: 554 })))
    },
  })
  const id = await aMail(product)

  await letTimeWork(product)

  expect(await seenBy(product, id)).toMatchObject({ status: 'failed', attempts: 1 })
})

test('a greeting that refuses us is no end', async () => {
  let isOpen = false
  const { relay, product } = await startWithRelay({
    onConnect: (_, done) =>
      isOpen ? done() : done(Object.assign(new Error('no service here'), { responseCode: 554 })),
  })
  const id = await aMail(product)
  await letTimeWork(product)
  expect(await seenBy(product, id)).toMatchObject({ status: 'queued', attempts: 1 })

  isOpen = true
  await letHoursPass(product, 1)

  expect(relay.received).toHaveLength(1)
})

test('a connection that is cut before the relay answers is no answer: the mail goes out again, as the same', async () => {
  let cuts = 1
  const texts: string[] = []
  const { relay, product } = await startWithRelay({
    onData(stream, _, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        texts.push(Buffer.concat(chunks).toString())
        cuts -= 1
        if (cuts < 0) done()
        else relay.cut()
      })
    },
  })
  const id = await aMail(product)

  await letTimeWork(product)
  await letHoursPass(product, 2)

  const messageIds = texts.map((raw) => /Message-ID: (.*)\r/.exec(raw)?.[1])
  expect(messageIds).toEqual([`<${id}@wire.example>`, `<${id}@wire.example>`])
  expect(await seenBy(product, id)).toMatchObject({ status: 'handed_to_relay', attempts: 2 })
})

test('a relay that is not there leaves a mail failed after twelve attempts, until its job is begun anew', async () => {
  const relay = await aRelay()
  const product = await start({ config: { mail: mailBy('smtp://127.0.0.1:1') } })
  const staff = await aStaffMember(product)
  const id = await aMail(product)

  await letTimeWork(product)
  await letHoursPass(product, 12)

  expect(await seenBy(product, id)).toMatchObject({ status: 'failed', attempts: 12 })
  const { items } = (await staff.get('/v1/staff/jobs?state=dead')).json()
  expect(items).toMatchObject([{ kind: 'mail.send', lastError: expect.stringContaining('ECONNREFUSED') }])
  const mended = await start({ on: product.storage, config: { mail: mailBy(relay.url) } })
  mended.clock.set(new Date(product.clock.now()).toISOString())
  await staff.post(`/v1/staff/jobs/${items[0].id}/retries`)
  await letTimeWork(mended)
  expect(await seenBy(product, id)).toMatchObject({ status: 'handed_to_relay', attempts: 13 })
})

test('a relay that offers TLS gets the mail under TLS', async () => {
  trust(certificate)
  const relay = await aRelay({ key: privateKey, cert: certificate, disabledCommands: [] })
  const product = await start({ config: { mail: mailBy(`smtp://localhost:${relay.port}`) } })
  await aMail(product)

  await letTimeWork(product)

  expect(relay.received).toMatchObject([{ isSecure: true }])
})

test('a relay that asks for a password gets it', async () => {
  const { relay, product } = await startWithRelay(
    {
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) =>
        username === 'wire' && password === 'se/cret'
          ? done(null, { user: 'wire' })
          : done(new Error('who?')),
    },
    'wire:se%2Fcret@',
  )
  await aMail(product)

  await letTimeWork(product)

  expect(relay.received).toHaveLength(1)
})

test('a certificate that is not good for the relay’s name keeps the mail back', async () => {
  const relay = await aRelay({ key: privateKey, cert: certificate, disabledCommands: [] })
  const product = await start({ config: { mail: mailBy(relay.url) } })
  const id = await aMail(product)

  await letTimeWork(product)

  expect(relay.received).toEqual([])
  expect(await seenBy(product, id)).toMatchObject({
    status: 'queued',
    lastError: expect.stringMatching(/certificate/i),
  })
})
