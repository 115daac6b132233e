import { expect, test } from 'vitest'
import { aDraft, anArticle, aStaffMember } from '../support/factories.ts'
import { type Product, start } from '../support/product.ts'

type Editor = Awaited<ReturnType<typeof aStaffMember>>

async function twoEditors(product: Product): Promise<[Editor, Editor]> {
  return [await aStaffMember(product, 'admin'), await aStaffMember(product, 'editor')]
}

const headline = { headline: 'Mine' }
const correction = { ...headline, note: 'It was wrong.' }
const retraction = { advisory: 'Do not use.' }

/** Everything that can be done to a published story, under its own address. */
const edits = [
  ['PATCH', '', headline],
  ['POST', '/updates', headline],
  ['POST', '/corrections', correction],
  ['POST', '/publications', { expiresAt: '2026-06-01T00:00:00Z' }],
  ['DELETE', '/publications', undefined],
  ['POST', '/withdrawals', retraction],
  ['POST', '/kills', retraction],
] as const

test.each(edits)('%s %s on an outdated version is told what there is now', async (method, path, payload) => {
  const product = await start()
  const [us, them] = await twoEditors(product)
  const url = `/v1/staff/articles/${(await anArticle(product)).id}`
  const read = await us.get(url)
  await them.post(`${url}/updates`, { headline: 'Theirs' })

  const headers = { 'if-match': String(read.headers.etag) }
  const refused = await us.call(method, url + path, { headers, ...(payload ? { payload } : {}) })

  const present = await us.get(url)
  expect(refused).toHaveProblem('changed-meanwhile')
  expect(refused.json().current).toEqual(present.json())
  expect(refused.headers.etag).toBe(present.headers.etag)
  expect(present.json()).toMatchObject({ headline: 'Theirs', status: 'published', revision: 2 })
})

test('who looks at what there is now may go on from there', async () => {
  const product = await start()
  const [us, them] = await twoEditors(product)
  const url = `/v1/staff/articles/${(await anArticle(product)).id}`
  const { etag } = (await us.get(url)).headers
  await them.call('PATCH', url, { payload: { section: 'World' } })
  const edit = (version: unknown) =>
    us.call('PATCH', url, { payload: headline, headers: { 'if-match': String(version) } })

  const refused = await edit(etag)
  const accepted = await edit(refused.headers.etag)

  expect(accepted.json()).toMatchObject({ headline: 'Mine', content: { section: 'World' } })
})

test('of two editors at once one is told of the other', async () => {
  const product = await start()
  const [us, them] = await twoEditors(product)
  const draft = await aDraft(product)
  const url = `/v1/staff/articles/${draft.id}`
  const edit = (editor: Editor, own: string) =>
    editor.call('PATCH', url, { payload: { headline: own }, headers: { 'if-match': `"${draft.version}"` } })

  const answers = await Promise.all([edit(us, 'Ours'), edit(them, 'Theirs')])

  const [accepted, refused] = answers.sort((a, b) => a.statusCode - b.statusCode)
  expect([accepted?.statusCode, refused?.statusCode]).toEqual([200, 412])
  expect(refused?.json().current).toEqual(accepted?.json())
  expect((await us.get(url)).json().headline).toBe(accepted?.json().headline)
})

test('what only administrators may read stays so in a refusal', async () => {
  const product = await start()
  const [admin, editor] = await twoEditors(product)
  const url = `/v1/staff/articles/${(await anArticle(product)).id}`
  await admin.post(`${url}/kills`, { ...retraction, internalReason: 'Counsel advised.' })
  const outdated = { payload: headline, headers: { 'if-match': '"1"' } }

  const [toAdmin, toEditor] = [
    await admin.call('PATCH', url, outdated),
    await editor.call('PATCH', url, outdated),
  ]

  expect(toAdmin.json().current).toMatchObject({ internalReason: 'Counsel advised.', content: {} })
  expect(toEditor.json().current).toMatchObject({ status: 'killed', internalReason: null, content: null })
})

test('two administrators do not overwrite each other’s newswire', async () => {
  const product = await start()
  const [us, them] = [await aStaffMember(product), await aStaffMember(product)]
  const url = '/v1/staff/newswire'
  const { etag } = (await us.get(url)).headers
  await them.call('PATCH', url, { payload: { deskPhone: '+1 202 555 0100' } })

  const refused = await us.call('PATCH', url, {
    payload: { deskPhone: '+1 202 555 0199' },
    headers: { 'if-match': String(etag) },
  })

  const present = await us.get(url)
  expect(refused).toHaveProblem('changed-meanwhile')
  expect(refused.json().current).toEqual(present.json())
  expect(refused.headers.etag).toBe(present.headers.etag)
  expect(present.json().deskPhone).toBe('+1 202 555 0100')
})
