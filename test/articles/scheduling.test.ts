import { expect, test } from 'vitest'
import { aDraft, anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { letTimeWork, type Product, start } from '../support/product.ts'

// The clock of a test begins at midnight of 1 May 2026.
const six = '2026-05-01T06:00:00.000Z'
const seven = '2026-05-01T07:00:00.000Z'
const ten = '2026-05-01T10:00:00.000Z'

async function aDesk() {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)
  return { product, editor, partner }
}

async function aScheduled(
  { product, editor }: Awaited<ReturnType<typeof aDesk>>,
  plan: object = { publishAt: six },
) {
  const { id } = await aDraft(product)
  const scheduled = await editor.post(`/v1/staff/articles/${id}/publications`, plan)
  return { id, scheduled, path: `/v1/staff/articles/${id}` }
}

async function at(product: Product, time: string) {
  product.clock.set(time)
  await letTimeWork(product)
}

test('a scheduled story is published by itself when its time comes, once', async () => {
  const desk = await aDesk()
  const { product, partner } = desk
  const { id, scheduled } = await aScheduled(desk)
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  expect(scheduled.json()).toMatchObject({ status: 'scheduled', publishAt: six, revision: 0 })

  await at(product, '2026-05-01T05:59:59.999Z')
  expect(await partner.get(`/v1/articles/${id}`)).toHaveProblem('article-not-found')

  await at(product, six)
  await at(product, ten)
  expect((await partner.get(`/v1/articles/${id}`)).json()).toMatchObject({ revision: 1, publishedAt: six })
  expect((await partner.get(`/v1/changes?after=${cursor}`)).json().items).toMatchObject([
    { type: 'article.published', article: { id } },
  ])
})

test('what is scheduled is checked when it is scheduled', async () => {
  const { product, editor } = await aDesk()
  const { id } = await aDraft(product, { reporters: [] })

  const refused = await editor.post(`/v1/staff/articles/${id}/publications`, { publishAt: six })

  expect(refused).toHaveProblem('publication-incomplete')
})

test('what is scheduled stays complete', async () => {
  const desk = await aDesk()
  const { path } = await aScheduled(desk)

  const refused = await desk.editor.call('PATCH', path, { payload: { reporters: [] } })

  expect(refused).toHaveProblem('publication-incomplete')
  expect((await desk.editor.get(path)).json().content.reporters).toHaveLength(1)
})

test('a scheduled story can still be edited, and another time be named', async () => {
  const desk = await aDesk()
  const { product, editor, partner } = desk
  const { id, path } = await aScheduled(desk)
  await editor.call('PATCH', path, { payload: { headline: 'Edited' } })
  await editor.post(`${path}/publications`, { publishAt: ten })

  await at(product, six)
  expect(await partner.get(`/v1/articles/${id}`)).toHaveProblem('article-not-found')
  await at(product, ten)
  expect((await partner.get(`/v1/articles/${id}`)).json()).toMatchObject({ headline: 'Edited' })
})

test('a scheduled story can be published now', async () => {
  const desk = await aDesk()
  const { id, path } = await aScheduled(desk)

  await desk.editor.post(`${path}/publications`)

  expect(await desk.partner.get(`/v1/articles/${id}`)).toHaveStatus(200)
})

test.each([
  ['published now', {}, { status: 'published', publishAt: null }],
  ['scheduled anew', { publishAt: seven }, { status: 'scheduled', publishAt: seven }],
])('a scheduled story that is %s keeps its embargo and its end', async (_, plan, standing) => {
  const desk = await aDesk()
  const later = { embargoedUntil: ten, expiresAt: '2026-05-02T00:00:00.000Z' }
  const { id, path } = await aScheduled(desk, { publishAt: six, ...later })

  const planned = await desk.editor.post(`${path}/publications`, plan)

  expect(planned.json()).toMatchObject({ ...standing, ...later })
  expect(await desk.partner.get(`/v1/articles/${id}`)).toHaveProblem('article-not-found')
})

test('an embargo that was scheduled can be taken back', async () => {
  const desk = await aDesk()
  const { id, path } = await aScheduled(desk, { publishAt: six, embargoedUntil: ten })

  await desk.editor.post(`${path}/publications`, { embargoedUntil: null })

  expect(await desk.partner.get(`/v1/articles/${id}`)).toHaveStatus(200)
})

test('a scheduled story can be made a draft again', async () => {
  const desk = await aDesk()
  const { product, editor, partner } = desk
  const { id, path } = await aScheduled(desk)

  const draft = await editor.call('DELETE', `${path}/publications`)
  await at(product, ten)

  expect(draft.json()).toMatchObject({ status: 'draft', publishAt: null })
  expect(await partner.get(`/v1/articles/${id}`)).toHaveProblem('article-not-found')
  expect(await editor.call('DELETE', `${path}/publications`)).toHaveProblem('conflict')
})

test('a story whose time was moved back by the clock waits for it again', async () => {
  const desk = await aDesk()
  const { product, partner } = desk
  const { id } = await aScheduled(desk)
  const { clock } = product
  clock.set(six)
  const found = product.worker.look()
  clock.set('2026-05-01T05:00:00Z')
  await found
  await product.worker.idle()
  expect(await partner.get(`/v1/articles/${id}`)).toHaveProblem('article-not-found')

  await at(product, six)

  expect(await partner.get(`/v1/articles/${id}`)).toHaveStatus(200)
})

test('a story is withdrawn by itself when its time is over', async () => {
  const { product, editor, partner } = await aDesk()
  const { id } = await anArticle(product, {}, { expiresAt: Date.parse(six) })
  await partner.get(`/v1/articles/${id}`)
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()

  product.clock.set(six)
  expect(await partner.get(`/v1/articles/${id}`)).toHaveProblem('article-withdrawn')
  expect((await partner.get('/v1/articles')).body).not.toContain(id)

  await letTimeWork(product)
  expect((await partner.get(`/v1/changes?after=${cursor}`)).json().items).toMatchObject([
    { type: 'article.withdrawn', article: { id } },
  ])
  expect((await editor.get(`/v1/staff/articles/${id}`)).json()).toMatchObject({
    status: 'withdrawn',
    expiresAt: null,
  })
})

test('a story that is out can be given another end, or none', async () => {
  const { product, editor, partner } = await aDesk()
  const { id } = await anArticle(product, {}, { expiresAt: Date.parse(six) })

  await editor.post(`/v1/staff/articles/${id}/publications`, { expiresAt: null })
  await at(product, ten)

  expect(await partner.get(`/v1/articles/${id}`)).toHaveStatus(200)
})

test('a story that would be over before it is out goes back to the drafts', async () => {
  const desk = await aDesk()
  const { id, path } = await aScheduled(desk, { publishAt: six, expiresAt: ten })

  await at(desk.product, '2026-05-01T11:00:00Z')

  expect((await desk.editor.get(path)).json()).toMatchObject({ status: 'draft', revision: 0 })
  expect(await desk.partner.get(`/v1/articles/${id}`)).toHaveProblem('article-not-found')
})

test('a story that ran elsewhere before keeps its date', async () => {
  const desk = await aDesk()
  const { id } = await aScheduled(desk, { publishAt: '2024-07-11T00:00:00Z' })

  expect((await desk.partner.get(`/v1/articles/${id}`)).json()).toMatchObject({
    publishedAt: '2024-07-11T00:00:00.000Z',
    updatedAt: '2026-05-01T00:00:00.000Z',
  })
})

test.each([
  ['an embargo that is over', { embargoedUntil: '2026-04-30T00:00:00Z' }, 'embargoedUntil'],
  ['an embargo before the publication', { publishAt: ten, embargoedUntil: six }, 'embargoedUntil'],
  ['an end in the past', { expiresAt: '2026-04-30T00:00:00Z' }, 'expiresAt'],
  ['an end before the publication', { publishAt: ten, expiresAt: six }, 'expiresAt'],
  ['an end before the embargo', { embargoedUntil: ten, expiresAt: six }, 'expiresAt'],
  ['no time', { publishAt: 'tomorrow' }, 'publishAt'],
])('%s is refused', async (_, plan, field) => {
  const { scheduled } = await aScheduled(await aDesk(), plan)

  expect(scheduled).toHaveProblem('invalid-request')
  expect(scheduled.json().errors).toMatchObject([{ field }])
})

test('a withdrawn story comes back now or not at all', async () => {
  const { product, editor } = await aDesk()
  const { id } = await anArticle(product)
  const path = `/v1/staff/articles/${id}`
  await editor.post(`${path}/withdrawals`, { advisory: 'Gone.' })

  expect(await editor.post(`${path}/publications`, { publishAt: six })).toHaveProblem('conflict')
  expect(await editor.post(`${path}/publications`)).toHaveStatus(201)
})
