import { expect, test } from 'vitest'
import { createArticle } from '../../src/articles/articles.ts'
import { prepareContent } from '../../src/articles/schema.ts'
import {
  aDraft,
  anArticle,
  aPartner,
  aReporter,
  aStaffMember,
  killed,
  withdrawn,
} from '../support/factories.ts'
import { actor, type Product, start } from '../support/product.ts'

test('staff find published stories by text and filters, page by page, also under embargo', async () => {
  const product = await start()
  const viewer = await aStaffMember(product, 'viewer')
  const embargoedUntil = product.clock.now() + 3_600_000
  const fields = { headline: 'Bridge', section: 'Local' }
  const made = [await anArticle(product, fields)]
  product.clock.advance(1_000)
  made.unshift(await anArticle(product, fields))
  made.unshift(await anArticle(product, fields, { embargoedUntil }))
  await aDraft(product, fields)
  await withdrawn(product, (await anArticle(product, fields)).id)
  await anArticle(product, { section: 'Local' })

  const first = (await viewer.get('/v1/staff/articles?q=bridge&section=local&limit=2')).json()
  const second = (
    await viewer.get(`/v1/staff/articles?q=bridge&section=local&limit=2&cursor=${first.next}`)
  ).json()

  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made.map(({ id }) => id))
  expect(first.items[0]).toMatchObject({ headline: 'Bridge', status: 'published' })
  expect(second.next).toBeNull()
})

test('staff find stories of any status by their headline, first those that are not published', async () => {
  const product = await start()
  const viewer = await aStaffMember(product, 'viewer')
  const editor = await aStaffMember(product, 'editor')
  const made = await oneOfEach(product, editor, 'Sénate “Budget” 🌉 talks')
  await oneOfEach(product, editor, 'Weather')

  const found = await everyPage(viewer, '/v1/staff/articles?limit=2&q=TALKS+%22senate+budget%22+-weather')

  const { published, killed, withdrawn, scheduled, draft } = made
  expect(found).toEqual([draft, scheduled, withdrawn, killed, published])
  for (const [status, id] of Object.entries(made)) {
    expect(await everyPage(viewer, `/v1/staff/articles?limit=1&status=${status}&q=senate`)).toEqual([id])
  }
})

test('a draft is found by its slug and by its present headline, a killed story by its headline alone', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const draft = await aDraft(product, { headline: 'Working', slug: 'bridge-reopens' })
  const { id } = await anArticle(product, {
    headline: 'Collapse',
    slug: 'bridge-falls',
    bodyHtml: '<p>Bridge</p>',
  })
  const back = await withdrawn(product, (await anArticle(product, { headline: 'Bridge' })).id)
  await killed(product, id)
  await editor.call('PATCH', `/v1/staff/articles/${back.id}`, {
    payload: { headline: 'Ferry' },
    headers: { 'If-Match': `"${back.version}"` },
  })

  expect(await everyPage(editor, '/v1/staff/articles?q=bridge+reopens')).toEqual([draft.id])
  expect(await everyPage(editor, '/v1/staff/articles?q=falls')).toEqual([])
  expect(await everyPage(editor, '/v1/staff/articles?q=collapse')).toEqual([id])
  expect(await everyPage(editor, '/v1/staff/articles?q=ferry')).toEqual([back.id])
})

test('however many drafts there are, a page looks through a thousand, and the next ones through the others', async () => {
  const product = await start()
  const viewer = await aStaffMember(product, 'viewer')
  const oldest = await aDraft(product, { headline: 'Bridge' })
  product.clock.advance(1_000)
  const content = await prepareContent({ headline: 'Weather', reporters: [(await aReporter(product)).id] })
  await product.database.write(async (tx) => {
    for (let made = 0; made < 1_010; made += 1) await createArticle(tx, actor, content)
  })

  const { items, next } = (await viewer.get('/v1/staff/articles?q=bridge')).json()

  expect(items).toEqual([])
  expect(next).toEqual(expect.any(String))
  expect(await everyPage(viewer, '/v1/staff/articles?q=bridge')).toEqual([oldest.id])
})

test('partners find nothing of what is not published', async () => {
  const product = await start()
  const partner = await aPartner(product, { advanceAccess: true })
  const made = await oneOfEach(product, await aStaffMember(product, 'editor'), 'Bridge')

  expect(await everyPage(partner, '/v1/articles?q=bridge')).toEqual([made.published])
})

test.each([`q=${'a'.repeat(501)}`, 'q=%F0%9F%8C%89', 'q=%22%22', 'q=%27%3B--'])(
  'a search for nothing or too much is refused',
  async (query) => {
    const viewer = await aStaffMember(await start(), 'viewer')

    for (const status of ['', '&status=draft'])
      expect(await viewer.get(`/v1/staff/articles?${query}${status}`)).toHaveProblem('invalid-request')
  },
)

test.each(['q=bridge&section=local&status=draft', 'section=local&status=withdrawn', 'q=-', 'topic=x'])(
  'a desk list with %s is refused',
  async (query) => {
    const viewer = await aStaffMember(await start(), 'viewer')

    expect(await viewer.get(`/v1/staff/articles?${query}`)).toHaveProblem('invalid-request')
  },
)

type Caller = Awaited<ReturnType<typeof aStaffMember>>

/** A story of each status under a headline, the oldest first, by status. */
async function oneOfEach(product: Product, editor: Caller, headline: string) {
  const fields = { headline }
  const made = async (make: typeof anArticle | typeof aDraft) => {
    product.clock.advance(1_000)
    return (await make(product, fields)).id
  }
  const published = await made(anArticle)
  const { id: gone } = await killed(product, await made(anArticle))
  const { id: back } = await withdrawn(product, await made(anArticle))
  const scheduled = await made(aDraft)
  const publishAt = new Date(product.clock.now() + 3_600_000).toISOString()
  await editor.post(`/v1/staff/articles/${scheduled}/publications`, { publishAt })
  const draft = await made(aDraft)
  return { published, killed: gone, withdrawn: back, scheduled, draft }
}

/** The ids on all pages of a list. */
async function everyPage({ get }: Pick<Caller, 'get'>, url: string): Promise<string[]> {
  const { items, next } = (await get(url)).json()
  const ids = items.map(({ id }: { id: string }) => id)
  if (next === null) return ids
  const rest = url.replace(/&cursor=.*$/, '')
  return [...ids, ...(await everyPage({ get }, `${rest}&cursor=${next}`))]
}
