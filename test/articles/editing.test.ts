import { expect, test } from 'vitest'
import { aDraft, anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'

test('the ETag of a story is the version that an edit names', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const draft = await aDraft(product)
  const url = `/v1/staff/articles/${draft.id}`

  const read = await editor.get(url)
  expect(read.headers.etag).toBe(`"${read.json().version}"`)

  const edited = await editor.call('PATCH', url, {
    payload: { headline: 'Mine' },
    headers: { 'if-match': String(read.headers.etag) },
  })
  expect(edited).toHaveStatus(200)
  expect((await editor.get(url)).headers.etag).not.toBe(read.headers.etag)
})

test('an edit of a draft is the time of its last change', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const draft = await aDraft(product)
  product.clock.set('2026-05-02T08:00:00Z')

  const edited = await editor.call('PATCH', `/v1/staff/articles/${draft.id}`, {
    payload: { headline: 'Mine' },
  })

  expect(edited.json()).toMatchObject({
    createdAt: '2026-05-01T00:00:00.000Z',
    updatedAt: '2026-05-02T08:00:00.000Z',
  })
})

test.each(['"99"', 'W/"1"', '1', '"abc"', '"1", "2"'])(
  'an edit of the version %s overwrites nothing',
  async (version) => {
    const product = await start()
    const editor = await aStaffMember(product, 'editor')
    const draft = await aDraft(product, { headline: 'Theirs' })
    const url = `/v1/staff/articles/${draft.id}`

    const refused = await editor.call('PATCH', url, {
      payload: { headline: 'Mine' },
      headers: { 'if-match': version },
    })

    expect(refused).toHaveProblem('changed-meanwhile')
    expect((await editor.get(url)).json()).toMatchObject({ headline: 'Theirs', version: 1 })
  },
)

test('an edit of whatever version there is goes through', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const draft = await aDraft(product)

  const edited = await editor.call('PATCH', `/v1/staff/articles/${draft.id}`, {
    payload: { headline: 'Mine' },
    headers: { 'if-match': '*' },
  })

  expect(edited).toHaveStatus(200)
})

test('of two editors who send the same version at once, one wins and one is told', async () => {
  const product = await start()
  const [ann, ben] = [await aStaffMember(product, 'editor'), await aStaffMember(product, 'editor')]
  const draft = await aDraft(product)
  const url = `/v1/staff/articles/${draft.id}`
  const etag = String((await ann.get(url)).headers.etag)
  const edit = (editor: typeof ann, headline: string) =>
    editor.call('PATCH', url, { payload: { headline }, headers: { 'if-match': etag } })

  const answers = await Promise.all([edit(ann, 'By Ann'), edit(ben, 'By Ben')])

  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412])
  const winner = answers.find(({ statusCode }) => statusCode === 200)
  expect((await ann.get(url)).json().headline).toBe(winner?.json().headline)
})

test('two updates of one version at once make one revision', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)
  const article = await anArticle(product)
  const url = `/v1/staff/articles/${article.id}`
  const etag = String((await editor.get(url)).headers.etag)

  const answers = await Promise.all(
    ['One', 'Two'].map((headline) => editor.post(`${url}/updates`, { headline }, { 'if-match': etag })),
  )

  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 412])
  expect((await partner.get(`/v1/articles/${article.id}`)).json()).toMatchObject({ revision: 2 })
})

test('updates without a version follow each other, each as a revision of its own', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const partner = await aPartner(product)
  const article = await anArticle(product)

  await Promise.all(
    ['One', 'Two', 'Three'].map((headline) =>
      editor.post(`/v1/staff/articles/${article.id}/updates`, { headline }),
    ),
  )

  const { items } = (await partner.get(`/v1/articles/${article.id}/revisions`)).json()
  expect(items.map(({ revision }: { revision: number }) => revision)).toEqual([1, 2, 3, 4])
})

test.each([
  ['publications', {}],
  ['withdrawals', { advisory: 'Gone.' }],
  ['corrections', { note: 'Wrong.' }],
])('an outdated version stops %s too', async (verb, payload) => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const article = verb === 'publications' ? await aDraft(product) : await anArticle(product)

  const refused = await editor.post(`/v1/staff/articles/${article.id}/${verb}`, payload, {
    'if-match': '"77"',
  })

  expect(refused).toHaveProblem('changed-meanwhile')
})
