import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sendMail } from '../../src/platform/mail/mails.ts'
import { testMail } from '../../src/platform/mail/test-mail.ts'
import { aStaffMember } from '../support/factories.ts'
import { aFolder } from '../support/folders.ts'
import { letTimeWork, type Product, start } from '../support/product.ts'
import { startWithRelay } from './support/relay.ts'

const from = { name: 'The Wire', address: 'wire@wire.example' }

async function aMail({ database }: Product, email = 'desk@gazette.example', name?: string) {
  return database.write((tx) => sendMail(tx, testMail, { to: { email, name }, data: {} }))
}

test('a mail becomes a file for its owner alone, and a second run leaves it one file', async () => {
  const folder = join(await aFolder('mail'), 'mail')
  const product = await start({ config: { mail: { transport: 'file', from, folder } } })
  const id = await aMail(product)

  await letTimeWork(product)

  expect(await readdir(folder)).toEqual([`${id}.eml`])
  const path = join(folder, `${id}.eml`)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  const raw = await readFile(path, 'utf8')
  expect(raw).toContain('From: The Wire <wire@wire.example>')
  expect(raw).toContain('To: desk@gazette.example')
})

test('the log says that there was a mail, not to whom nor what it says', async () => {
  const lines: string[] = []
  const product = await start({ log: (line) => lines.push(line) })
  const id = await aMail(product, 'desk@gazette.example', 'Night Desk')

  await letTimeWork(product)

  expect(lines.join('')).toContain(`"mailId":"${id}","kind":"mail.test","msg":"mail made"`)
  expect(lines.join('')).not.toMatch(/gazette|Night Desk|This is a test/)
})

test('a failure is logged without addresses', async () => {
  const lines: string[] = []
  const product = await start({
    log: (line) => lines.push(line),
    config: { mail: { transport: 'smtp', url: 'smtp://127.0.0.1:1', from, folder: '' } },
  })
  await aMail(product)

  await letTimeWork(product)

  expect(lines.join('')).toContain('ECONNREFUSED')
  expect(lines.join('')).not.toContain('gazette')
})

test('a name adds no header, and reaches its reader as it is', async () => {
  const { relay, product } = await startWithRelay()
  await aMail(product, 'desk@gazette.example', 'Größe\r\nBcc: all@gazette.example\r\n\r\nText')

  await letTimeWork(product)

  const [{ raw, to } = { raw: '', to: [] }] = relay.received
  expect(to).toEqual(['desk@gazette.example'])
  expect(raw).not.toMatch(/^Bcc/im)
  expect(raw).toMatch(/^To: =\?UTF-8\?/m)
})

test.each(['desk', 'a@b@c.example', '"x"@gazette.example', 'desk@gazette.example\r\nBcc: x@y.example'])(
  'what is no mail address is sent nothing: %j',
  async (email) => {
    const { relay, product } = await startWithRelay()
    const id = await aMail(product, email)

    await letTimeWork(product)

    expect(relay.received).toEqual([])
    const mail = (await (await aStaffMember(product)).get(`/v1/staff/mails/${id}`)).json()
    expect(mail).toMatchObject({ status: 'failed', lastError: 'Its recipient has no mail address' })
  },
)
