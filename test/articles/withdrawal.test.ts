import { expect, test } from 'vitest'
import { aDraft, anArticle, aPartner, aStaffMember, withdrawn } from '../support/factories.ts'
import { start } from '../support/product.ts'

test('a withdrawal needs an advisory', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const article = await anArticle(product)

  const refused = await editor.post(`/v1/staff/articles/${article.id}/withdrawals`)

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'advisory' }])
})

test('a withdrawn story is gone, with the advisory, for the very next request', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)
  const article = await anArticle(product)
  await partner.get(`/v1/articles/${article.id}`)

  await editor.post(`/v1/staff/articles/${article.id}/withdrawals`, { advisory: 'A source recanted.' })

  const gone = await partner.get(`/v1/articles/${article.id}`)
  expect(gone).toHaveProblem('article-withdrawn')
  expect(gone.json()).toMatchObject({ advisory: 'A source recanted.' })
  expect(await partner.get(`/v1/articles/${article.id}/revisions`)).toHaveProblem('article-withdrawn')
})

test('a copy of a withdrawn story cannot be confirmed as fresh', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)
  const etag = String((await partner.get(`/v1/articles/${article.id}`)).headers.etag)
  await withdrawn(product, article.id)

  const gone = await partner.get(`/v1/articles/${article.id}`, { 'if-none-match': etag })

  expect(gone).toHaveProblem('article-withdrawn')
})

test('a withdrawn story is in no list', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)
  await withdrawn(product, article.id)

  const { items } = (await partner.get('/v1/articles?limit=200')).json()

  expect(items.map(({ id }: { id: string }) => id)).not.toContain(article.id)
})

test('a withdrawal is told in the changes with its advisory and whom to ask', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  await withdrawn(product, article.id, 'A source recanted.')

  const { items } = (await partner.get(`/v1/changes?after=${cursor}`)).json()

  expect(items).toMatchObject([
    {
      type: 'article.withdrawn',
      article: { id: article.id, revision: 1, pubStatus: 'withheld' },
      note: 'A source recanted.',
      advisory: 'A source recanted.',
      contact: { email: 'licensing@dailycallernewsfoundation.org' },
    },
  ])
})

test('staff still read a withdrawn story', async () => {
  const product = await start()
  const viewer = await aStaffMember(product, 'viewer')
  const article = await anArticle(product, { headline: 'Gone' })
  await withdrawn(product, article.id, 'A source recanted.')

  expect((await viewer.get(`/v1/staff/articles/${article.id}`)).json()).toMatchObject({
    status: 'withdrawn',
    advisory: 'A source recanted.',
    content: { headline: 'Gone' },
  })
})

test('a draft cannot be withdrawn', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const draft = await aDraft(product)

  const refused = await editor.post(`/v1/staff/articles/${draft.id}/withdrawals`, { advisory: 'No.' })

  expect(refused).toHaveProblem('conflict')
})

test('a story cannot be withdrawn twice', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const article = await anArticle(product)
  await withdrawn(product, article.id, 'The first advisory.')

  const refused = await editor.post(`/v1/staff/articles/${article.id}/withdrawals`, { advisory: 'Another.' })

  expect(refused).toHaveProblem('conflict')
  expect((await editor.get(`/v1/staff/articles/${article.id}`)).json()).toMatchObject({
    advisory: 'The first advisory.',
  })
})
