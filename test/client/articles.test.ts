import { expect, test } from 'vitest'
import { Problem, Wirecopy } from '../../client/src/wirecopy.ts'
import { anArticle, aReporter, aStaffMember, killed } from '../support/factories.ts'
import { aClient } from './support/client.ts'

test('stories are listed a page at a time, and read in the format that is asked for', async () => {
  const { product, wirecopy } = await aClient()
  const reporters = [(await aReporter(product)).id]
  for (const headline of ['First', 'Second']) {
    await anArticle(product, { headline, reporters, section: 'Politics' })
    product.clock.advance(1_000)
  }

  const first = await wirecopy.articles.list({ section: 'Politics', limit: 1 })
  const second = await wirecopy.articles.list({ section: 'Politics', limit: 1, cursor: first.next ?? '' })
  expect([first, second].flatMap(({ items }) => items.map(({ headline }) => headline))).toEqual([
    'Second',
    'First',
  ])
  expect([first.changes, second.changes]).toEqual([expect.stringMatching(/^\S{22}$/), undefined])

  const id = first.items[0]?.id ?? ''
  const article = await wirecopy.articles.get(id)
  expect(article.attribution.creditLine).toBe('Jane Doe, Daily Caller News Foundation')
  expect(await wirecopy.articles.get(id, { format: 'ninjs' })).toMatchObject({ uri: article.uri })
  expect(await wirecopy.articles.get(id, { format: 'newsml-g2' })).toMatch(/^<\?xml/)
})

test('what cannot be done is thrown with all that the server says of it', async () => {
  const { product, url, wirecopy } = await aClient()
  const { id } = await anArticle(product)
  await killed(product, id, 'It confuses two people.')
  const nobody = new Wirecopy({ url, key: 'wc_live_nobody' })

  const gone = await wirecopy.articles.get(id).catch((error: unknown) => error)

  expect(gone).toBeInstanceOf(Problem)
  expect(gone).toMatchObject({
    ...{ status: 410, slug: 'article-killed', message: expect.stringMatching(/ \(req_\w+\)$/) },
    document: { advisory: 'It confuses two people.', title: expect.any(String) },
  })
  await expect(wirecopy.articles.list({ limit: 0 })).rejects.toThrow(/limit .*\(req_/)
  await expect(nobody.articles.list()).rejects.toMatchObject({ status: 401, slug: 'key-invalid' })
})

test('a kill is answered with what was done about it', async () => {
  const { product, wirecopy } = await aClient()
  const { id } = await anArticle(product)
  await wirecopy.articles.get(id)
  await killed(product, id)
  const pages = ['https://gazette.example/story']

  expect(await wirecopy.articles.acknowledge(id, { answer: 'removed', pages })).toMatchObject({
    ...{ article: id, answer: 'removed', pages, change: { type: 'article.killed', revision: 1 } },
  })
})

test('where there is nothing to answer no answer is given, and nobody is stopped by it', async () => {
  const { product, url, wirecopy } = await aClient()
  const [unread, late] = [await anArticle(product), await anArticle(product)]
  await killed(product, unread.id)
  const editor = await aStaffMember(product, 'editor')
  await editor.post(`/v1/staff/articles/${late.id}/corrections`, { note: 'It was Tuesday.' })
  await wirecopy.articles.get(late.id)
  const nobody = new Wirecopy({ url, key: 'wc_live_nobody' })

  expect(await wirecopy.articles.acknowledge(unread.id, { answer: 'removed' })).toBeUndefined()
  expect(await wirecopy.articles.acknowledge(late.id, { answer: 'corrected' })).toBeUndefined()
  await expect(nobody.articles.acknowledge(late.id, { answer: 'corrected' })).rejects.toThrow(Problem)
})

test('every other call is there by its address', async () => {
  const { partner, wirecopy } = await aClient()

  const { data } = await wirecopy.api.GET('/v1/partner')

  expect(data).toMatchObject({ id: partner.id, name: partner.name })
})

test('what stands before the server and answers in its place is a problem, too', async () => {
  const fetch = async () => new Response('<h1>Bad Gateway</h1>', { status: 502 })
  const { articles } = new Wirecopy({ url: 'https://wire.example/news/', key: 'wc_live_x', fetch })

  await expect(articles.list()).rejects.toMatchObject({
    ...{ status: 502, message: 'The server answered 502 (no request id)', retryAfterMs: undefined },
  })
})

test.each([
  ['wire.example', 'wc_live_x', 'must begin with https://'],
  ['https://wire.example', 'wc_staff_x', 'one of a partner'],
  ['https://wire.example', 'wc_live_x\r\nHost: evil', 'one of a partner'],
])('a client of %s with the key %j is refused', (url, key, message) => {
  expect(() => new Wirecopy({ url, key })).toThrow(message)
})
