import { expect, test } from 'vitest'
import { newswire } from '../../src/articles/tables.ts'
import { aDraft, anArticle, aPartner, aReporter, aStaffMember, withdrawn } from '../support/factories.ts'
import { start } from '../support/product.ts'

test('a story begins as a draft that no partner sees', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)

  const created = await editor.post('/v1/staff/articles', { headline: 'Not yet' })

  expect(created).toHaveStatus(201)
  expect(created.json()).toMatchObject({
    status: 'draft',
    revision: 0,
    headline: 'Not yet',
    publishedAt: null,
  })
  expect(await partner.get(`/v1/articles/${created.json().id}`)).toHaveProblem('article-not-found')
})

test('publishing an empty draft is refused, naming everything that is missing', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  await product.database.write(async (tx) => {
    await tx.update(newswire).set({ logo: [] })
  })
  const { id } = (await editor.post('/v1/staff/articles')).json()

  const refused = await editor.post(`/v1/staff/articles/${id}/publications`)

  expect(refused).toHaveProblem('publication-incomplete')
  expect(refused.json().errors.map(({ field }: { field: string }) => field)).toEqual([
    'headline',
    'bodyHtml',
    'reporters',
    'newswire.logo',
  ])
})

test('a body in which sanitizing leaves nothing is refused', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')

  const refused = await editor.post('/v1/staff/articles', { bodyHtml: '<script>alert(1)</script>' })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'bodyHtml' }])
})

test('a refused publication changes nothing', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)
  const { id } = (await editor.post('/v1/staff/articles')).json()
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()

  await editor.post(`/v1/staff/articles/${id}/publications`)

  expect((await editor.get(`/v1/staff/articles/${id}`)).json()).toMatchObject({ status: 'draft', version: 1 })
  expect((await partner.get(`/v1/changes?after=${cursor}`)).json().items).toEqual([])
})

test('a complete draft is published as revision 1', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)
  const draft = await aDraft(product)
  product.clock.set('2026-05-02T08:00:00Z')

  const published = await editor.post(`/v1/staff/articles/${draft.id}/publications`)

  expect(published).toHaveStatus(201)
  expect(published.json()).toMatchObject({
    status: 'published',
    revision: 1,
    publishedAt: '2026-05-02T08:00:00.000Z',
  })
  expect(await partner.get(`/v1/articles/${draft.id}`)).toHaveStatus(200)
})

test('a publication without any body is taken as one with an empty body', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const draft = await aDraft(product)

  expect(await editor.call('POST', `/v1/staff/articles/${draft.id}/publications`)).toHaveStatus(201)
})

test('a published story cannot be published again', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const article = await anArticle(product)

  expect(await editor.post(`/v1/staff/articles/${article.id}/publications`)).toHaveProblem('conflict')
})

test.each([
  ['Beijing Expresses Ire At NATO', 'beijing-expresses-ire-at-nato'],
  ['Café owners: “We’re über-ready!”', 'cafe-owners-we-re-uber-ready'],
  ['北京', 'story'],
])('the slug of “%s” is %s', async (headline, slug) => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product, { headline })

  expect((await partner.get(`/v1/articles/${article.id}`)).json()).toMatchObject({ slug })
})

test('a slug that the desk chose is kept', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product, { headline: 'A long headline', slug: 'short' })

  expect((await partner.get(`/v1/articles/${article.id}`)).json()).toMatchObject({ slug: 'short' })
})

test('an address that was printed stays: a new headline does not change the slug', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)
  const article = await anArticle(product, { headline: 'First headline' })

  await editor.post(`/v1/staff/articles/${article.id}/updates`, { headline: 'Second headline' })

  expect((await partner.get(`/v1/articles/${article.id}`)).json()).toMatchObject({
    headline: 'Second headline',
    slug: 'first-headline',
  })
})

test('a body is sanitized before it is stored', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const reporter = await aReporter(product)
  const bodyHtml = '<p onclick="steal()">Text<script>alert(1)</script></p>'

  const { id, content } = (
    await editor.post('/v1/staff/articles', { headline: 'A story', bodyHtml, reporters: [reporter.id] })
  ).json()

  expect(content).toMatchObject({ bodyHtml: '<p>Text</p>', wordCount: 1 })
  await editor.post(`/v1/staff/articles/${id}/publications`)
  const partner = await aPartner(product)
  expect((await partner.get(`/v1/articles/${id}`)).json()).toMatchObject({ bodyHtml: '<p>Text</p>' })
})

test('a withdrawn story is published again as its next revision, with its first date', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)
  const article = await anArticle(product)
  product.clock.advance(60_000)
  await withdrawn(product, article.id)

  const published = await editor.post(`/v1/staff/articles/${article.id}/publications`)

  expect(published.json()).toMatchObject({ status: 'published', revision: 2, advisory: null })
  expect((await partner.get(`/v1/articles/${article.id}`)).json()).toMatchObject({
    revision: 2,
    pubStatus: 'usable',
    publishedAt: '2026-05-01T00:00:00.000Z',
    updatedAt: '2026-05-01T00:01:00.000Z',
  })
})

test('every wrong field of a story is named', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')

  const refused = await editor.post('/v1/staff/articles', {
    headline: '',
    language: 'English',
    urgency: 10,
    canonicalUrl: 'javascript:alert(1)',
    reporters: ['Jane Doe'],
    author: 'Jane Doe',
  })

  expect(refused).toHaveProblem('invalid-request')
  const fields = refused.json().errors.map(({ field }: { field: string }) => field)
  for (const field of ['headline', 'language', 'urgency', 'canonicalUrl', 'reporters.0']) {
    expect(fields).toContain(field)
  }
})

test('a canonical address with a line break in it is refused', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')

  const refused = await editor.post('/v1/staff/articles', {
    canonicalUrl: 'https://example.com/a\r\nSet-Cookie: x=1',
  })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'canonicalUrl' }])
})

test('a story by a reporter whom nobody knows is refused', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const stranger = 'rep_01h455vb4pex5vsknk084sn02q'

  const refused = await editor.post('/v1/staff/articles', { reporters: [stranger] })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'reporters.0' }])
})
