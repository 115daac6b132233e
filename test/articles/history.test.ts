import { expect, test } from 'vitest'
import { aDraft, anArticle, aReporter, aStaffMember, killed } from '../support/factories.ts'
import { start } from '../support/product.ts'

async function anUpdatedStory() {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const article = await anArticle(product, { headline: 'Before', bodyHtml: '<p>Text.</p>' })
  await editor.post(`/v1/staff/articles/${article.id}/corrections`, {
    headline: 'After',
    note: 'The headline was wrong.',
  })
  return { product, editor, article, url: `/v1/staff/articles/${article.id}/revisions` }
}

test('staff see what was published when, page by page', async () => {
  const { editor, url } = await anUpdatedStory()

  const first = (await editor.get(`${url}?limit=1`)).json()
  const second = (await editor.get(`${url}?limit=1&cursor=${first.next}`)).json()

  expect(first.items).toMatchObject([{ revision: 1, kind: 'published', note: null, headline: 'Before' }])
  expect(second).toMatchObject({
    items: [{ revision: 2, kind: 'corrected', note: 'The headline was wrong.', byline: 'By Jane Doe' }],
    next: null,
  })
})

test('staff read a revision with its reporters as they were', async () => {
  const { editor, article, url } = await anUpdatedStory()

  expect((await editor.get(`${url}/1`)).json()).toMatchObject({
    id: article.id,
    revision: 1,
    authors: [{ name: 'Jane Doe', affiliation: { shortName: 'DCNF' } }],
    content: { headline: 'Before', bodyHtml: '<p>Text.</p>' },
  })
  expect(await editor.get(`${url}/3`)).toHaveProblem('not-found')
})

test('staff compare two revisions', async () => {
  const { editor, url } = await anUpdatedStory()
  const headline = [
    { op: 'removed', text: 'Before' },
    { op: 'added', text: 'After' },
  ]

  expect((await editor.get(`${url}/2/diff`)).json()).toMatchObject({ from: 1, to: 2, headline })
  expect((await editor.get(`${url}/1/diff?against=2`)).json()).toMatchObject({ from: 2, to: 1 })
  expect((await editor.get(`${url}/2/diff`, { accept: 'text/html' })).body).toContain(
    '<h1><del>Before</del><ins>After</ins></h1>',
  )
})

test('a draft is compared with what is out', async () => {
  const { product, editor, article, url } = await anUpdatedStory()
  expect(await editor.get(`${url}/draft/diff`)).toHaveProblem('not-found')
  const john = await aReporter(product, 'John Roe')
  await editor.post(`/v1/staff/articles/${article.id}/withdrawals`, { advisory: 'Wait for the next one.' })
  await editor.call('PATCH', `/v1/staff/articles/${article.id}`, {
    payload: { headline: 'After All', reporters: [john.id] },
  })

  expect((await editor.get(`${url}/draft/diff`)).json()).toMatchObject({
    from: 2,
    to: 'draft',
    headline: [
      { op: 'same', text: 'After ' },
      { op: 'added', text: 'All' },
    ],
    byline: [
      { op: 'same', text: 'By ' },
      { op: 'removed', text: 'Jane Doe' },
      { op: 'added', text: 'John Roe' },
    ],
  })
  expect((await editor.get(`${url}/draft/diff?against=1`)).json()).toMatchObject({ from: 1, to: 'draft' })
})

test('a draft that was never published has nothing to be compared with', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const { id } = await aDraft(product)

  const refused = await editor.get(`/v1/staff/articles/${id}/revisions/draft/diff`)

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'against' }])
})

test('the revisions of a killed story are for administrators', async () => {
  const { product, editor, article, url } = await anUpdatedStory()
  const admin = await aStaffMember(product, 'admin')
  await killed(product, article.id)

  for (const path of ['/1', '/2/diff']) {
    expect(await editor.get(url + path)).toHaveProblem('role-missing')
    expect(await admin.get(url + path)).toHaveStatus(200)
  }
  expect(await editor.get(url)).toHaveStatus(200)
})
