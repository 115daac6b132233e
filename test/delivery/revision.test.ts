import { expect, test } from 'vitest'
import { listGrants } from '../../src/licensing/grants.ts'
import { usage } from '../../src/licensing/tables.ts'
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

/** A story by Jane Doe that was corrected, and is by John Roe since. */
async function aCorrectedStory() {
  const product = await start()
  const partner = await aPartner(product)
  const editor = await aStaffMember(product, 'editor')
  const john = await aReporter(product, 'John Roe')
  const article = await anArticle(product, {
    headline: 'Council Votes On Bridge',
    bodyHtml: '<p>The vote was on Tuesday.</p><p>Nobody spoke.</p>',
  })
  product.clock.set('2026-05-01T10:00:00Z')
  await editor.post(`/v1/staff/articles/${article.id}/corrections`, {
    note: 'The vote was on Wednesday.',
    bodyHtml: '<p>The vote was on Wednesday.</p><p>Nobody spoke.</p>',
    reporters: [john.id],
  })
  const url = `/v1/articles/${article.id}/revisions`
  const grants = () => listGrants(product.database.read, { limit: 10, partnerId: partner.id })
  return { product, partner, editor, article, url, grants }
}

test('a revision has the text, byline and corrections that it had', async () => {
  const { partner, url } = await aCorrectedStory()

  const [first, second] = [await partner.get(`${url}/1`), await partner.get(`${url}/2`)]

  expect(first.json()).toMatchObject({
    revision: 1,
    bodyHtml: '<p>The vote was on Tuesday.</p>\n<p>Nobody spoke.</p>',
    byline: 'By Jane Doe',
    attribution: { byline: 'By Jane Doe' },
    corrections: [],
    updatedAt: '2026-05-01T00:00:00.000Z',
  })
  expect(second.json()).toMatchObject({
    revision: 2,
    byline: 'By John Roe',
    corrections: [{ revision: 2 }],
    updatedAt: '2026-05-01T10:00:00.000Z',
  })
})

test('a revision is granted before it is sent, and says so beside its attribution', async () => {
  const { partner, url, grants } = await aCorrectedStory()

  const { headers } = await partner.get(`${url}/1`)

  const stored = await grants()
  expect(stored).toMatchObject([{ revision: 1, how: 'item' }])
  expect(headers).toMatchObject({
    'license-grant': `"${stored[0]?.id}"`,
    'attribution-byline': '"By Jane Doe"',
    'cache-control': 'private, no-cache',
  })
})

test('a revision that is held already is not sent again', async () => {
  const { partner, url } = await aCorrectedStory()
  const { etag } = (await partner.get(`${url}/1`)).headers

  const again = await partner.get(`${url}/1`, { 'if-none-match': String(etag) })

  expect(again).toHaveStatus(304)
  expect(again.headers['attribution-byline']).toBe('"By Jane Doe"')
})

test('fetching a revision is counted', async () => {
  const { partner, url, article, product } = await aCorrectedStory()

  await partner.get(`${url}/1`)
  await partner.get(`${url}/2/diff`)
  await product.app.close()

  const counted = await product.database.read.select().from(usage).limit(10)
  expect(counted.map(({ articleId, format, count }) => ({ articleId, format, count }))).toEqual(
    expect.arrayContaining([
      { articleId: article.id, format: 'json', count: 1 },
      { articleId: article.id, format: 'diff-json', count: 1 },
    ]),
  )
})

test.each(['/3', '/0', '/x', '/1.5', '/3/diff', '/1/diff?against=3'])(
  'there is no revision %s',
  async (path) => {
    const { partner, url } = await aCorrectedStory()

    expect(await partner.get(url + path)).toHaveProblem('not-found')
  },
)

test.each([
  ['withdrawn', withdrawn, 'article-withdrawn'],
  ['killed', killed, 'article-killed'],
] as const)('of a %s story no text is given, and no difference', async (_, takenBack, problem) => {
  const { product, partner, url, article, grants } = await aCorrectedStory()
  await takenBack(product, article.id, 'Do not use.')

  for (const path of ['/1', '/2']) {
    const told = await partner.get(url + path)
    expect(told.json()).not.toHaveProperty('bodyHtml')
    expect(told.body).not.toContain('The vote')
  }
  const refused = await partner.get(`${url}/2/diff`)
  expect(refused).toHaveProblem(problem)
  expect(refused.json().advisory).toBe('Do not use.')
  expect(await partner.get(`${url}/3`)).toHaveProblem('not-found')
  expect(await grants()).toEqual([])
})

test('of a story under embargo there are no revisions, except with advance access', async () => {
  const product = await start()
  const [partner, early] = [await aPartner(product), await aPartner(product, { advanceAccess: true })]
  const { id } = await anArticle(product, {}, { embargoedUntil: Date.parse('2026-05-02T00:00:00Z') })

  expect(await partner.get(`/v1/articles/${id}/revisions/1`)).toHaveProblem('article-not-found')
  expect(await early.get(`/v1/articles/${id}/revisions/1`)).toHaveStatus(200)
})

test('a draft is no revision', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await aDraft(product)

  expect(await partner.get(`/v1/articles/${id}/revisions/1`)).toHaveProblem('article-not-found')
})

test('a difference says which words came and went, with the attribution of both', async () => {
  const { partner, url } = await aCorrectedStory()

  const { body } = await partner.get(`${url}/2/diff`)

  expect(JSON.parse(body)).toMatchObject({
    from: { revision: 1, attribution: { byline: 'By Jane Doe' } },
    to: { revision: 2, note: 'The vote was on Wednesday.', attribution: { byline: 'By John Roe' } },
    granularity: 'words',
    headline: [{ op: 'same', text: 'Council Votes On Bridge' }],
    byline: [
      { op: 'same', text: 'By ' },
      { op: 'removed', text: 'Jane Doe' },
      { op: 'added', text: 'John Roe' },
    ],
    blocks: [
      [
        { op: 'same', text: 'The vote was on ' },
        { op: 'removed', text: 'Tuesday' },
        { op: 'added', text: 'Wednesday' },
        { op: 'same', text: '.' },
      ],
      [{ op: 'same', text: 'Nobody spoke.' }],
    ],
  })
})

test('a difference shows the text of two revisions, so both are granted', async () => {
  const { partner, url, grants } = await aCorrectedStory()

  const { headers } = await partner.get(`${url}/2/diff`)

  const stored = await grants()
  expect(stored.map(({ revision }) => revision).sort()).toEqual([1, 2])
  const [first, second] = [1, 2].map((number) => stored.find(({ revision }) => revision === number)?.id)
  expect(headers['license-grant']).toBe(`"${second}", "${first}"`)
  expect(headers['attribution-byline']).toBe('"By John Roe"')
})

test('a HEAD for a difference makes no grant', async () => {
  const { partner, url, grants } = await aCorrectedStory()

  expect(await partner.call('HEAD', `${url}/2/diff`)).toHaveStatus(200)
  expect(await grants()).toEqual([])
})

test('two revisions may be compared in either order', async () => {
  const { partner, url } = await aCorrectedStory()

  const { from, to } = (await partner.get(`${url}/1/diff?against=2`)).json()

  expect([from.revision, to.revision]).toEqual([2, 1])
})

test.each(['/1/diff', '/2/diff?against=2', '/2/diff?against=x', '/2/diff?format=xml'])(
  'nothing can be said of %s',
  async (path) => {
    const { partner, url } = await aCorrectedStory()

    expect(await partner.get(url + path)).toHaveProblem('invalid-request')
  },
)

test('a difference as a page marks what came and went, and is ready to print', async () => {
  const { partner, url, editor, article } = await aCorrectedStory()
  await editor.post(`/v1/staff/articles/${article.id}/updates`, {
    headline: 'Council <Votes> & Waits',
    bodyHtml: '<p>The vote was on <b>Wednesday</b>.</p>',
  })

  const page = await partner.get(`${url}/3/diff?against=1`, { accept: 'text/html' })

  expect(page.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'attribution-byline': '"By John Roe"',
  })
  expect(page.body).toContain('<p>The vote was on <del>Tuesday</del><ins>Wednesday</ins>.</p>')
  expect(page.body).toContain('<p><del>Nobody spoke.</del></p>')
  expect(page.body).toContain('<title>Council &lt;Votes&gt; &amp; Waits</title>')
  expect(page.body).toContain('<p class="wire-byline">By John Roe')
  expect(page.body).toContain('Jane Doe, Daily Caller News Foundation')
})

test('a difference is offered as JSON and as a page, and as nothing else', async () => {
  const { partner, url } = await aCorrectedStory()

  expect(await partner.get(`${url}/2/diff`, { accept: 'image/png' })).toHaveProblem('not-acceptable')
})
