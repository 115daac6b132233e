import { expect, test } from 'vitest'
import {
  aDraft,
  anArticle,
  aPartner,
  aReporter,
  aStaffMember,
  killed,
  withdrawn,
} from '../support/factories.ts'
import { start } from '../support/product.ts'

const kill = { advisory: 'It confuses two people.', internalReason: 'Complaint of counsel.' }

async function aDesk() {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const admin = await aStaffMember(product, 'admin')
  const partner = await aPartner(product)
  const article = await anArticle(product, { headline: 'Wrong Man' })
  const path = `/v1/staff/articles/${article.id}`
  return { product, editor, admin, partner, article, path }
}

test('a killed story is gone, with the advisory, for the very next request', async () => {
  const { editor, partner, article, path } = await aDesk()
  await partner.get(`/v1/articles/${article.id}`)

  expect(await editor.post(`${path}/kills`, kill)).toHaveStatus(201)

  for (const door of ['', '/revisions']) {
    const gone = await partner.get(`/v1/articles/${article.id}${door}`)
    expect(gone).toHaveProblem('article-killed')
    expect(gone.json()).toMatchObject({ advisory: kill.advisory })
  }
  expect((await partner.get('/v1/articles?include=body')).body).not.toContain('Wrong Man')
})

test('a kill is told in the changes with its advisory and whom to ask', async () => {
  const { product, partner, article } = await aDesk()
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  await killed(product, article.id, 'Take it down.')

  const { items } = (await partner.get(`/v1/changes?after=${cursor}`)).json()

  expect(items).toMatchObject([
    {
      type: 'article.killed',
      article: { id: article.id, revision: 1, pubStatus: 'canceled', byline: 'By Jane Doe' },
      advisory: 'Take it down.',
      contact: { email: 'licensing@dailycallernewsfoundation.org' },
    },
  ])
})

test('a kill needs an advisory', async () => {
  const { editor, path } = await aDesk()

  const refused = await editor.post(`${path}/kills`, { internalReason: 'None.' })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'advisory' }])
})

test('why a story was killed, and its text, are for administrators', async () => {
  const { editor, admin, path } = await aDesk()

  const told = (await editor.post(`${path}/kills`, kill)).json()

  expect(told).toMatchObject({ status: 'killed', internalReason: null, content: null })
  expect((await editor.get(path)).body).not.toContain('counsel')
  expect((await admin.get(path)).json()).toMatchObject({
    internalReason: kill.internalReason,
    content: { headline: 'Wrong Man' },
  })
})

test.each(['viewer', 'editor', 'licensing'] as const)(
  'of a killed story a %s sees what partners were told, and its text nowhere',
  async (role) => {
    const product = await start()
    const editor = await aStaffMember(product, 'editor')
    const other = await aStaffMember(product, role)
    const { id } = await anArticle(product, {
      headline: 'Wrong Man',
      summary: 'Libel',
      bodyHtml: '<p>Libel</p>',
    })
    const path = `/v1/staff/articles/${id}`
    await editor.post(`${path}/corrections`, { note: 'Another man.', bodyHtml: '<p>More libel</p>' })
    await editor.post(`${path}/kills`, kill)

    const shown = (await other.get(path)).json()
    const history = (await other.get(`${path}/revisions`)).json()

    expect(shown).toMatchObject({ status: 'killed', headline: 'Wrong Man', advisory: kill.advisory })
    expect(history.items).toMatchObject([{ headline: 'Wrong Man' }, { note: 'Another man.' }])
    for (const door of ['', '/revisions', '/revisions/1', '/revisions/2/diff', '/recipients'])
      expect((await other.get(`${path}${door}`)).body).not.toMatch(/libel/i)
    expect((await other.get('/v1/staff/articles')).body).not.toMatch(/libel/i)
    expect(await other.get(`${path}/revisions/1`)).toHaveProblem('role-missing')
    expect(await other.get(`${path}/revisions/2/diff`)).toHaveProblem('role-missing')
  },
)

test('nobody else is told why a story was taken back', async () => {
  const { editor, partner, article, path } = await aDesk()
  await partner.get(`/v1/articles/${article.id}`)
  await editor.post(`${path}/withdrawals`, kill)

  for (const door of [`/v1/articles/${article.id}`, '/v1/articles', '/v1/changes', '/v1/partner/usage'])
    expect((await partner.get(door)).body).not.toContain('counsel')
})

test.each([
  ['POST', '/publications', {}],
  ['POST', '/updates', { headline: 'New' }],
  ['POST', '/corrections', { note: 'Wrong.', headline: 'New' }],
  ['POST', '/withdrawals', { advisory: 'Gone.' }],
  ['PATCH', '', { headline: 'New' }],
] as const)('a killed story stays killed: %s %s is refused', async (method, door, payload) => {
  const { product, editor, article, path } = await aDesk()
  await killed(product, article.id)

  expect(await editor.call(method, `${path}${door}`, { payload })).toHaveProblem('conflict')
})

test('killing a story again changes nothing, and is told once', async () => {
  const { editor, partner, path } = await aDesk()
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  await editor.post(`${path}/kills`, kill)

  const again = await editor.post(`${path}/kills`, { advisory: 'Another advisory.' })

  expect(again).toHaveStatus(201)
  expect(again.json()).toMatchObject({ advisory: kill.advisory })
  expect((await partner.get(`/v1/changes?after=${cursor}`)).json().items).toHaveLength(1)
})

test('a withdrawn story can still be killed', async () => {
  const { product, editor, partner, article, path } = await aDesk()
  await withdrawn(product, article.id)

  await editor.post(`${path}/kills`, kill)

  expect(await partner.get(`/v1/articles/${article.id}`)).toHaveProblem('article-killed')
})

test('what was never published cannot be killed', async () => {
  const { product, editor } = await aDesk()
  const draft = await aDraft(product)

  expect(await editor.post(`/v1/staff/articles/${draft.id}/kills`, kill)).toHaveProblem('conflict')
})

test('whoever kills what is scheduled is told how to keep it from going out', async () => {
  const { product, editor } = await aDesk()
  const path = `/v1/staff/articles/${(await aDraft(product)).id}`
  await editor.post(`${path}/publications`, { publishAt: '2026-05-02T00:00:00Z' })

  const refused = await editor.post(`${path}/kills`, kill)
  expect(refused).toHaveProblem('conflict')
  expect(refused.json().detail).toContain(`DELETE ${path}/publications`)
})

test('a kill by mistake is mended by a new story in its place', async () => {
  const { product, editor, partner, article } = await aDesk()
  await killed(product, article.id)
  const reporter = await aReporter(product)
  const story = { headline: 'Right', bodyHtml: '<p>Right.</p>', reporters: [reporter.id] }

  const written = await editor.post('/v1/staff/articles', { ...story, replaces: article.id })
  await editor.post(`/v1/staff/articles/${written.json().id}/publications`)

  expect(written.json()).toMatchObject({ replaces: article.id })
  const served = (await partner.get(`/v1/articles/${written.json().id}`)).json()
  expect(served.replaces).toMatch(new RegExp(`/id/articles/${article.id}$`))
})

test('only a killed story can be replaced', async () => {
  const { editor, article } = await aDesk()

  const refused = await editor.post('/v1/staff/articles', { headline: 'Right', replaces: article.id })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'replaces' }])
})
