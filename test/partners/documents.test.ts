import { desc } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { documentStorageOf } from '../../src/installation.ts'
import { fileName } from '../../src/partners/documents/name.ts'
import { auditEntries } from '../../src/platform/audit/tables.ts'
import { hashOf } from '../../src/platform/storage/storage.ts'
import { aPartner, aStaffMember } from '../support/factories.ts'
import { aPdf } from '../support/papers.ts'
import { aPicture } from '../support/pictures.ts'
import { letTimeWork, type Product, start } from '../support/product.ts'

async function anOfficer(product: Product) {
  const officer = await aStaffMember(product, 'licensing')
  const { id } = await aPartner(product)
  const url = `/v1/staff/partners/${id}/documents`
  const attach = (file: Buffer, fields: object = {}, headers = {}) =>
    officer.post(
      url,
      { kind: 'agreement', name: 'agreement.pdf', content: file.toString('base64'), ...fields },
      headers,
    )
  return {
    ...officer,
    officer: officer.id,
    partnerId: id,
    url,
    attach,
    storage: documentStorageOf(product.config),
  }
}

test('a document is kept as what its content says', async () => {
  const { attach, get, url, officer, storage } = await anOfficer(await start())
  for (const [contentType, file, name] of [
    ['application/pdf', aPdf(), 'agreement.pdf'],
    ['image/png', await aPicture({ encoding: 'png' }), 'agreement.pdf.png'],
    ['image/jpeg', await aPicture({ encoding: 'jpeg' }), 'agreement.pdf.jpg'],
  ] as const) {
    const added = await attach(file)

    expect(added).toHaveStatus(201)
    expect(added.json()).toMatchObject({
      ...{ kind: 'agreement', name, contentType, bytes: file.length, sha256: hashOf(file) },
      addedBy: officer,
      at: '2026-05-01T00:00:00.000Z',
    })
    expect((await get(url)).json().items.at(-1)).toEqual(added.json())
    expect(await storage.open(hashOf(file))).toEqual(file)
  }
})

test('a document is handed out to be saved, and never shown', async () => {
  const { attach, get, url } = await anOfficer(await start())
  const polyglot = Buffer.concat([aPdf('<html><script>alert(1)</script></html>'), Buffer.from('PK\x03\x04')])
  const { id } = (await attach(polyglot)).json()

  const { headers, rawPayload } = await get(`${url}/${id}`)

  expect(rawPayload).toEqual(polyglot)
  expect(headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="agreement.pdf"; filename*=UTF-8''agreement.pdf`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
})

test.each([
  ['../../etc/passwd', 'passwd.pdf'],
  ['C:\\papers\\Agreement.PDF', 'Agreement.pdf'],
  ['.htaccess', 'htaccess.pdf'],
  ['page.html', 'page.html.pdf'],
  ['a";\u202efdp.exe', 'a fdp.exe.pdf'],
  ['Vertrag – Müller.pdf', 'Vertrag – Müller.pdf'],
  ['two\r\nlines.pdf', 'two lines.pdf'],
  ['..', 'document.pdf'],
  ['<>', 'document.pdf'],
  ['x'.repeat(300), `${'x'.repeat(120)}.pdf`],
])('what is called %j is saved as %j', (given, name) => {
  expect(fileName(given, 'application/pdf')).toBe(name)
})

test('a name in any script stands in the header, in ASCII', async () => {
  const { attach, get, url } = await anOfficer(await start())
  const { id } = (await attach(aPdf(), { name: "契約 'Müller'.pdf" })).json()

  const { headers } = await get(`${url}/${id}`)

  expect(headers['content-disposition']).toBe(
    `attachment; filename="_ 'Mu_ller'.pdf"; filename*=UTF-8''%E5%A5%91%E7%B4%84%20%27M%C3%BCller%27.pdf`,
  )
})

const refusals: [what: string, file: Buffer, message: string][] = [
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'is no document of a known kind'],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'is no document of a known kind'],
  [
    'a page with a PDF in it',
    Buffer.concat([Buffer.from('<html>'), aPdf()]),
    'is no document of a known kind',
  ],
  ['a program', Buffer.from('MZ\x90\x00'), 'is no document of a known kind'],
  ['one byte', Buffer.from('%'), 'is no document of a known kind'],
  ['half a PDF', aPdf().subarray(0, -10), 'is cut off'],
  ['half a PNG', (await aPicture({ encoding: 'png' })).subarray(0, -30), 'is cut off'],
  ['more than 10 MiB', Buffer.concat([aPdf(), Buffer.alloc(10 * 1024 * 1024)]), 'at most 10485760 (10 MiB)'],
]

test(`nothing is kept of ${refusals.map(([what]) => what).join(', ')}`, async () => {
  const { attach, get, url, storage } = await anOfficer(await start())

  for (const [, file, message] of refusals) {
    const refused = await attach(file)
    expect(refused).toHaveProblem('invalid-request')
    expect(refused.json().errors).toMatchObject([
      { field: 'content', message: expect.stringContaining(message) },
    ])
    expect(await storage.has(hashOf(file))).toBe(false)
  }
  expect((await get(url)).json().items).toEqual([])
})

test('a body that could hold more than 10 MiB is not read', async () => {
  const { attach } = await anOfficer(await start())

  expect(await attach(Buffer.alloc(11 * 1024 * 1024))).toHaveProblem('body-too-large')
})

test('the same document is kept once for a partner and kind, and repeated requests make one', async () => {
  const { attach, get, url } = await anOfficer(await start())
  const file = aPdf()
  const headers = { 'idempotency-key': 'one' }
  const first = (await attach(file, {}, headers)).json()

  const again = await attach(file, { name: 'another name' })

  expect(again).toHaveProblem('conflict')
  expect(again.json().detail).toContain(first.id)
  expect((await attach(file, {}, headers)).json()).toEqual(first)
  expect(await attach(file, { kind: 'other' })).toHaveStatus(201)
  expect((await get(url)).json().items).toHaveLength(2)
})

test('pages of documents end and go on', async () => {
  const { attach, get, url } = await anOfficer(await start())
  for (const _ of [1, 2, 3]) await attach(aPdf())

  const first = (await get(`${url}?limit=2`)).json()
  const second = (await get(`${url}?limit=2&cursor=${first.next}`)).json()

  expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null])
})

test('a file goes with the last document that has it', async () => {
  const product = await start()
  const [us, them] = [await anOfficer(product), await anOfficer(product)]
  const file = aPdf()
  const [ours, theirs] = [(await us.attach(file)).json(), (await them.attach(file)).json()]

  await us.call('DELETE', `${us.url}/${ours.id}`)
  await letTimeWork(product)
  expect((await them.get(`${them.url}/${theirs.id}`)).rawPayload).toEqual(file)

  expect((await them.call('DELETE', `${them.url}/${theirs.id}`)).json()).toEqual(theirs)
  await letTimeWork(product)
  expect(await us.storage.has(hashOf(file))).toBe(false)
  expect(await them.get(`${them.url}/${theirs.id}`)).toHaveProblem('not-found')
})

test('a file that is added again before it went stays', async () => {
  const product = await start()
  const { attach, call, get, url } = await anOfficer(product)
  const file = aPdf()
  await call('DELETE', `${url}/${(await attach(file)).json().id}`)

  const { id } = (await attach(file)).json()
  await letTimeWork(product)

  expect((await get(`${url}/${id}`)).rawPayload).toEqual(file)
})

test('the document of another partner is none, and one whose file is lost says so', async () => {
  const product = await start()
  const [us, them] = [await anOfficer(product), await anOfficer(product)]
  const file = aPdf()
  const { id } = (await us.attach(file)).json()

  expect(await them.get(`${them.url}/${id}`)).toHaveProblem('not-found')
  expect(await them.call('DELETE', `${them.url}/${id}`)).toHaveProblem('not-found')
  await us.storage.remove(hashOf(file))
  const lost = await us.get(`${us.url}/${id}`)
  expect(lost).toHaveProblem('not-found')
  expect(lost.json().detail).toContain('not where documents are kept')
})

test('who added and removed what is audited, without the name of the file', async () => {
  const product = await start()
  const { attach, call, url, officer, partnerId } = await anOfficer(product)
  const { id, sha256 } = (await attach(aPdf(), { name: 'Jane Roe.pdf' })).json()
  await call('DELETE', `${url}/${id}`)

  const entries = await product.database.read
    .select()
    .from(auditEntries)
    .orderBy(desc(auditEntries.seq))
    .limit(2)

  expect(entries).toMatchObject([
    {
      verb: 'document.remove',
      subject: id,
      actor: officer,
      details: { partnerId, kind: 'agreement', sha256 },
    },
    { verb: 'document.add', subject: id, actor: officer, details: { partnerId, kind: 'agreement', sha256 } },
  ])
  expect(JSON.stringify(entries)).not.toContain('Roe')
})

test('no public address leads to a document', async () => {
  const product = await start()
  const { attach } = await anOfficer(product)
  const { sha256 } = (await attach(await aPicture({ encoding: 'jpeg' }))).json()

  expect(await product.app.inject(`/media/${sha256}/320.jpg`)).toHaveProblem('not-found')
})
