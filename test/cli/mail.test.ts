import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aRelay } from '../mail/support/relay.ts'
import { aCommandLine } from './support/wirecopy.ts'

test('a test mail goes to the relay at once', async () => {
  const { within, json } = await aCommandLine()
  const relay = await aRelay()
  const env = { SMTP_URL: relay.url, MAIL_FROM: 'The Wire <wire@wire.example>' }

  const { code, out } = await within(['mail', 'test', 'me@gazette.example'], { env })

  expect({ code, out }).toEqual({ code: 0, out: 'The relay took it.\n' })
  expect(relay.received).toMatchObject([{ to: ['me@gazette.example'], from: 'wire@wire.example' }])
  expect((await json('mail', 'list')).items).toMatchObject([{ kind: 'mail.test', status: 'handed_to_relay' }])
})

test('a relay that does not take it is named with its reason', async () => {
  const { within } = await aCommandLine()
  const env = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'wire@wire.example' }

  const { code, err } = await within(['mail', 'test', 'me@gazette.example'], { env })

  expect(code).toBe(1)
  expect(err).toMatch(/^Not sent: .*ECONNREFUSED/)
})

test('without a relay a test says so', async () => {
  const { wirecopy } = await aCommandLine()

  expect((await wirecopy('mail', 'test', 'me@gazette.example')).out).toBe(
    'Nothing was sent: MAIL_TRANSPORT is log.\n',
  )
  expect((await wirecopy('mail', 'test', 'me')).code).toBe(2)
})

test('mails can be files', async () => {
  const { within, storage } = await aCommandLine()

  const { out } = await within(['mail', 'test', 'me@gazette.example'], { env: { MAIL_TRANSPORT: 'file' } })

  expect(out).toBe('It stands in DATA_DIR/mail.\n')
  const [name = ''] = await readdir(join(storage.dataDir, 'mail'))
  expect(await readFile(join(storage.dataDir, 'mail', name), 'utf8')).toContain('To: me@gazette.example')
})

test('mails are listed, shown and sent again', async () => {
  const { wirecopy, json } = await aCommandLine()
  expect((await wirecopy('mail', 'list')).out).toBe('There are no such mails.\n')
  const { id } = await json('mail', 'test', 'me@gazette.example')

  expect((await wirecopy('mail', 'list', '--recipient', 'me@gazette.example')).out).toMatch(
    new RegExp(`${id} +handed_to_relay +mail\\.test +.* me@gazette\\.example +Mail from`),
  )
  expect((await wirecopy('mail', 'show', id)).out).toMatch(
    /^To: me@gazette\.example\nStatus: handed_to_relay\nSubject: Mail from .* works\n\nThis is a test\./,
  )
  const again = await wirecopy('mail', 'resend', id)
  expect(again.out).toMatch(/^The server sends it again, as mai_/)
  expect((await json('mail', 'list', '--status', 'queued')).items).toMatchObject([{ resentFrom: id }])
})
