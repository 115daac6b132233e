import { parseFeed } from 'feedsmith'
import { expect, test } from 'vitest'
import { requireArticle } from '../../../src/articles/articles.ts'
import { correct } from '../../../src/articles/revising.ts'
import type { Id } from '../../../src/platform/ids.ts'
import { anArticle, anImage, aPartner, aTester, decided, killed, withdrawn } from '../../support/factories.ts'
import { actor, letTimeWork, type Product, start } from '../../support/product.ts'
import { feedFaults } from '../support/validators.ts'

const feeds = ['/v1/feeds/articles.rss', '/v1/feeds/articles.atom', '/v1/feeds/articles.json'] as const
const rss = feeds[0]

/** The titles of a feed in its order, without the story that every installation begins with. */
function titlesIn(body: string): (string | undefined)[] {
  const { format, feed } = parseFeed(body)
  const titles =
    format === 'atom'
      ? (feed.entries ?? []).map(({ title }) => title?.value)
      : (feed.items ?? []).map(({ title }) => title)
  return titles.filter((title) => !title?.startsWith('Beijing'))
}

async function corrected({ database }: Product, id: Id<'art'>) {
  await database.write(async (tx) =>
    correct(tx, actor, await requireArticle(tx, id), 'A name was wrong.', {}),
  )
}

test.each([
  [feeds[0], 'application/rss+xml; charset=utf-8'],
  [feeds[1], 'application/atom+xml; charset=utf-8'],
  [feeds[2], 'application/feed+json; charset=utf-8'],
])('%s has the whole text with its attribution inside, newest first', async (url, contentType) => {
  const product = await start()
  const partner = await aPartner(product)
  await anArticle(product, { headline: 'First' })
  product.clock.advance(1_000)
  await anArticle(product, { headline: 'Second', bodyHtml: '<p>The whole text.</p>' })

  const answer = await partner.get(url)

  expect(answer).toHaveStatus(200)
  expect(answer.headers['content-type']).toBe(contentType)
  expect(titlesIn(answer.body)).toEqual(['Second', 'First'])
  expect(answer.body).toContain('The whole text.')
  expect(answer.body).toContain('Daily Caller News Foundation logo')
  expect(answer.body).toContain('All republished articles must include our logo')
})

test('a feed says logo, affiliation and license in its headers, as a list does', async () => {
  const product = await start()
  const partner = await aPartner(product)
  await anArticle(product)

  const { headers } = await partner.get(rss)

  expect(headers['attribution-affiliation']).toBe('"Daily Caller News Foundation"')
  expect(headers['attribution-logo']).toMatch(/^"http:.*\/brand\/[0-9a-f]{64}\.svg"$/)
  expect(headers.link).toMatch(/rel="license"/)
  expect(headers['cache-control']).toBe('private, no-cache')
})

test('a correction moves nothing and is told in the text', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const first = await anArticle(product, { headline: 'First' })
  product.clock.advance(1_000)
  await anArticle(product, { headline: 'Second' })
  await partner.get(rss)
  product.clock.advance(1_000)
  await corrected(product, first.id)

  const { body } = await partner.get(rss)

  expect(titlesIn(body)).toEqual(['Second', 'First'])
  expect(body).toContain('<p class="wire-correction"><em>Correction, May 1, 2026: A name was wrong.</em></p>')
})

test.each(feeds)('what is killed or withdrawn leaves %s, also where it was read before', async (url) => {
  const product = await start()
  const partner = await aPartner(product)
  const [one, two] = [
    await anArticle(product, { headline: 'One' }),
    await anArticle(product, { headline: 'Two' }),
  ]
  await anArticle(product, { headline: 'Three' })
  await partner.get(url)
  await killed(product, one.id)
  await withdrawn(product, two.id)

  expect(titlesIn((await partner.get(url)).body)).toEqual(['Three'])
})

test('what was killed by another process is gone within a second', async () => {
  const product = await start()
  const other = await start({ on: product.storage })
  const partner = await aPartner(product)
  const { id } = await anArticle(product, { headline: 'Wrong' })
  expect((await partner.get(rss)).body).toContain('Wrong')

  await killed(other, id)

  await expect
    .poll(async () => (await partner.get(rss)).body, { timeout: 1_000, interval: 50 })
    .not.toContain('Wrong')
})

test.each(feeds)('with notices %s says in its place what became of a story', async (url) => {
  const product = await start()
  const [holder, stranger] = [await aPartner(product), await aPartner(product)]
  const wrong = await anArticle(product, { headline: 'Wrong', bodyHtml: '<p>A libel.</p>' })
  product.clock.advance(1_000)
  await anArticle(product, { headline: 'Right' })
  const guid = `/id/articles/${wrong.id}`
  expect((await holder.get(url)).body).toContain(guid)
  await killed(product, wrong.id, 'Not true & never was.\nCall us.')

  const told = (await holder.get(`${url}?notices=include`)).body

  expect(titlesIn(told)).toEqual(['Right', 'KILLED: Wrong'])
  expect(told).toContain(guid)
  expect(told).toMatch(/Not true.*never was\..{1,4}br(?:>|&gt;)Call us\./)
  expect(told).not.toContain('A libel.')
  expect(feedFaults(url, told)).toEqual([])
  expect(titlesIn((await stranger.get(`${url}?notices=include`)).body)).toEqual(['Right'])
})

test('notices keep to the filters, and cannot be looked for by words', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const sports = await anArticle(product, { headline: 'Sports story', section: 'Sports' })
  const politics = await anArticle(product, { headline: 'Politics story', section: 'Politics' })
  await partner.get(rss)
  await withdrawn(product, sports.id)
  await withdrawn(product, politics.id)

  const { body } = await partner.get(`${rss}?section=sports&notices=include`)

  expect(titlesIn(body)).toEqual(['WITHDRAWN: Sports story'])
  expect(await partner.get(`${rss}?q=story&notices=include`)).toHaveProblem('invalid-request')
})

test.each([
  ['section=politics', ['Politics in German', 'Politics']],
  ['section=Politics&language=de', ['Politics in German']],
  ['tag=Budget', ['Politics']],
  ['q=football', ['Sports']],
  ['topic=medtop:15000000', ['Sports']],
  ['section=none', []],
])('?%s is filtered as a list is', async (query, titles) => {
  const product = await start()
  const partner = await aPartner(product)
  const of = async (fields: Parameters<typeof anArticle>[1]) => {
    await anArticle(product, fields)
    product.clock.advance(1_000)
  }
  await of({ headline: 'Politics', section: 'Politics', tags: ['Budget'] })
  await of({ headline: 'Politics in German', section: 'Politics', language: 'de' })
  await of({ headline: 'Sports', bodyHtml: '<p>Football.</p>', topics: ['medtop:15000000'] })

  expect(titlesIn((await partner.get(`${rss}?${query}`)).body)).toEqual(titles)
})

test('a feed begins with what was published since the time that it is asked for', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const [early, late] = [await anArticle(product, { headline: 'Early' }), product.clock.now() + 60_000]
  product.clock.advance(60_000)
  await anArticle(product, { headline: 'Late' })
  const since = encodeURIComponent(new Date(late).toISOString())

  const { body } = await partner.get(`${rss}?publishedSince=${since}`)

  expect(titlesIn(body)).toEqual(['Late'])
  expect(body).toContain(`articles.rss?publishedSince=${since}" rel="self"`)
  await partner.get(`/v1/articles/${early.id}`)
  await killed(product, early.id)
  const { body: told } = await partner.get(`${rss}?publishedSince=${since}&notices=include`)
  expect(titlesIn(told)).toEqual(['Late'])
  expect(await partner.get(`${rss}?publishedSince=May`)).toHaveProblem('invalid-request')
})

test('parameters that nobody knows are ignored, also twice', async () => {
  const product = await start()
  const partner = await aPartner(product)
  await anArticle(product)

  const { headers } = await partner.get(rss)
  const again = await partner.get(`${rss}?utm_source=a&utm_source=b&_=1`, {
    'if-none-match': `${headers.etag}`,
  })

  expect(again).toHaveStatus(304)
  expect(again.headers).toMatchObject({ 'attribution-affiliation': '"Daily Caller News Foundation"' })
  expect(await partner.get(`${rss}?section=a&section=b`)).toHaveProblem('invalid-request')
})

test('a feed names its own address, without what it does not know', async () => {
  const product = await start()
  const partner = await aPartner(product)

  const { body } = await partner.get(`${rss}?x=1&section=U.S.%20%26%20World`)

  expect(body).toContain(
    '/v1/feeds/articles.rss?section=U.S.%20%26%20World" rel="self"'.replace('&', '&amp;'),
  )
  expect(body).toContain('<title>Daily Caller News Foundation: U.S. &amp; World</title>')
})

test('nothing under embargo is in a feed, also of partners with advance access, until the second of its lift', async () => {
  const product = await start()
  const partner = await aPartner(product, { advanceAccess: true })
  const embargoedUntil = product.clock.now() + 60_000
  await anArticle(product, { headline: 'Secret' }, { embargoedUntil })
  expect((await partner.get(rss)).body).not.toContain('Secret')

  product.clock.advance(60_000)

  expect((await partner.get(rss)).body).toContain('Secret')
})

test('a story whose time is over is gone with the second', async () => {
  const product = await start()
  const partner = await aPartner(product)
  await anArticle(product, { headline: 'Short' }, { expiresAt: product.clock.now() + 60_000 })
  expect((await partner.get(rss)).body).toContain('Short')

  product.clock.advance(60_000)

  expect((await partner.get(rss)).body).not.toContain('Short')
})

test('images that may not be handed on stand in no feed', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const [shown, kept] = [
    await anImage(product, { credit: 'Jane Doe/DCNF' }),
    await anImage(product, { redistributable: false }),
  ]
  await anArticle(product, { media: [shown.id, kept.id] })
  for (const url of feeds) {
    const { body } = await partner.get(url)

    expect(body).toContain(`/media/${shown.sha256}/`)
    expect(body).toContain('Jane Doe/DCNF')
    expect(body).not.toContain(kept.sha256)
  }
})

test('a suspended partner is refused at once', async () => {
  const product = await start()
  const partner = await aPartner(product)
  await anArticle(product)
  await partner.get(rss)

  await decided(product, partner.id, 'suspended')

  expect(await partner.get(rss)).toHaveProblem('partner-suspended')
})

test('a key without the scope for feeds opens none', async () => {
  const product = await start()
  const partner = await aPartner(product, { scopes: ['articles:read'] })

  expect(await partner.get(rss)).toHaveProblem('scope-missing')
})

test('a test key gets what was made up for it, and nothing is granted', async () => {
  const product = await start()
  const tester = await aTester(product)
  await anArticle(product, { headline: 'Real' })
  await letTimeWork(product)

  const { body } = await tester.get(rss)

  expect(titlesIn(body).length).toBeGreaterThan(0)
  expect(body).not.toContain('Real')
})
