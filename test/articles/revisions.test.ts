import { expect, test } from 'vitest'
import { aDraft, anArticle, aPartner, aStaffMember, withdrawn } from '../support/factories.ts'
import { start } from '../support/product.ts'

test('an edit of a draft stays a draft', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const draft = await aDraft(product, { headline: 'Before' })

  const edited = await editor.call('PATCH', `/v1/staff/articles/${draft.id}`, {
    payload: { headline: 'After' },
  })

  expect(edited).toHaveStatus(200)
  expect(edited.json()).toMatchObject({ status: 'draft', revision: 0, headline: 'After' })
})

test('an edit changes only the fields that it names', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const draft = await aDraft(product, { headline: 'Before', section: 'World', tags: ['nato'] })

  await editor.call('PATCH', `/v1/staff/articles/${draft.id}`, { payload: { section: null } })

  expect((await editor.get(`/v1/staff/articles/${draft.id}`)).json().content).toMatchObject({
    headline: 'Before',
    section: null,
    tags: ['nato'],
  })
})

test('an edit of a published story makes its next revision', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)
  const article = await anArticle(product, { headline: 'Before' })
  await partner.get(`/v1/articles/${article.id}`)

  await editor.call('PATCH', `/v1/staff/articles/${article.id}`, { payload: { headline: 'After' } })

  expect((await partner.get(`/v1/articles/${article.id}`)).json()).toMatchObject({
    revision: 2,
    headline: 'After',
  })
})

test('an edit that names no field is refused', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const article = await anArticle(product)

  const refused = await editor.call('PATCH', `/v1/staff/articles/${article.id}`, { payload: {} })

  expect(refused).toHaveProblem('invalid-request')
})

test('an update that names no field is refused', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const article = await anArticle(product)

  expect(await editor.post(`/v1/staff/articles/${article.id}/updates`)).toHaveProblem('invalid-request')
})

test('an update is a revision without a note', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)
  const article = await anArticle(product, { summary: 'Old.' })

  expect(await editor.post(`/v1/staff/articles/${article.id}/updates`, { summary: 'New.' })).toHaveStatus(201)

  expect((await partner.get(`/v1/articles/${article.id}`)).json()).toMatchObject({
    revision: 2,
    summary: 'New.',
    corrections: [],
  })
  expect((await partner.get(`/v1/articles/${article.id}/revisions`)).json().items).toMatchObject([
    { revision: 1, kind: 'published', note: null },
    { revision: 2, kind: 'updated', note: null },
  ])
})

test('an update that would take away what a publication needs is refused, and the story stays as it was', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)
  const article = await anArticle(product)

  const refused = await editor.post(`/v1/staff/articles/${article.id}/updates`, { reporters: [] })

  expect(refused).toHaveProblem('publication-incomplete')
  expect((await partner.get(`/v1/articles/${article.id}`)).json()).toMatchObject({
    revision: 1,
    byline: 'By Jane Doe',
  })
})

test('a correction needs a note', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const article = await anArticle(product)

  const refused = await editor.post(`/v1/staff/articles/${article.id}/corrections`, { headline: 'Right' })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'note' }])
})

test('a correction is told with its note in every later response', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)
  const article = await anArticle(product)
  product.clock.set('2026-05-01T10:00:00Z')
  await editor.post(`/v1/staff/articles/${article.id}/corrections`, {
    note: 'The summit began on Tuesday.',
    headline: 'Right',
  })
  const told = [{ revision: 2, at: '2026-05-01T10:00:00.000Z', note: 'The summit began on Tuesday.' }]

  expect((await partner.get(`/v1/articles/${article.id}`)).json().corrections).toEqual(told)
  expect((await partner.get('/v1/articles?limit=1')).json().items[0].corrections).toEqual(told)

  await editor.post(`/v1/staff/articles/${article.id}/updates`, { headline: 'Right, and newer' })
  expect((await partner.get(`/v1/articles/${article.id}`)).json()).toMatchObject({
    revision: 3,
    corrections: told,
  })
})

test('a correction may be a note alone', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const article = await anArticle(product)

  const corrected = await editor.post(`/v1/staff/articles/${article.id}/corrections`, {
    note: 'The photograph showed another building.',
  })

  expect(corrected).toHaveStatus(201)
  expect(corrected.json()).toMatchObject({ revision: 2 })
})

test('corrections are listed in the order in which they were made', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)
  const article = await anArticle(product)
  for (const note of ['First.', 'Second.', 'Third.'])
    await editor.post(`/v1/staff/articles/${article.id}/corrections`, { note })

  const { corrections } = (await partner.get(`/v1/articles/${article.id}`)).json()

  expect(corrections).toMatchObject([
    { revision: 2, note: 'First.' },
    { revision: 3, note: 'Second.' },
    { revision: 4, note: 'Third.' },
  ])
})

test.each(['updates', 'corrections'])('a draft takes no %s', async (verb) => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const draft = await aDraft(product)

  const refused = await editor.post(`/v1/staff/articles/${draft.id}/${verb}`, {
    headline: 'New',
    ...(verb === 'corrections' ? { note: 'Wrong.' } : {}),
  })

  expect(refused).toHaveProblem('conflict')
})

test('what is edited while a story is withdrawn comes out with its next publication', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)
  const article = await anArticle(product, { headline: 'Before' })
  await withdrawn(product, article.id)

  await editor.call('PATCH', `/v1/staff/articles/${article.id}`, { payload: { headline: 'After' } })
  expect(await partner.get(`/v1/articles/${article.id}`)).toHaveProblem('article-withdrawn')

  await editor.post(`/v1/staff/articles/${article.id}/publications`)
  expect((await partner.get(`/v1/articles/${article.id}`)).json()).toMatchObject({ headline: 'After' })
})

test('a new headline is no working headline any more', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const [seeded] = (await editor.get('/v1/staff/articles')).json().items
  expect(seeded).toMatchObject({ workingHeadline: true })

  await editor.post(`/v1/staff/articles/${seeded.id}/updates`, { headline: 'The desk’s own headline' })

  expect((await editor.get(`/v1/staff/articles/${seeded.id}`)).json()).toMatchObject({
    workingHeadline: false,
  })
})

test('a working headline stays one while other fields change', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const [seeded] = (await editor.get('/v1/staff/articles')).json().items

  await editor.post(`/v1/staff/articles/${seeded.id}/updates`, { section: 'World' })

  expect((await editor.get(`/v1/staff/articles/${seeded.id}`)).json()).toMatchObject({
    workingHeadline: true,
  })
})
