import { expect, test } from 'vitest'
import { anArticle, aPartner, aStaffMember, killed } from '../../support/factories.ts'
import { start } from '../../support/product.ts'

const rss = '/v1/feeds/articles.rss'

type Partner = Awaited<ReturnType<typeof aPartner>>

async function grantsOf({ get }: Partner, articleId: string) {
  return (await get(`/v1/grants?article=${articleId}`)).json().items
}

test('every story whose text goes out is granted once, and a HEAD grants none', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const stories = [await anArticle(product), await anArticle(product)]
  await partner.call('HEAD', rss)
  for (const { id } of stories) expect(await grantsOf(partner, id)).toEqual([])

  await partner.get(rss)
  await partner.get('/v1/feeds/articles.atom')

  for (const { id } of stories) expect(await grantsOf(partner, id)).toMatchObject([{ how: 'bulk' }])
})

test('a partner that is told that nothing changed holds a grant as well', async () => {
  const product = await start()
  const [first, second] = [await aPartner(product), await aPartner(product)]
  const { id } = await anArticle(product)
  const { headers } = await first.get(rss)

  expect(await second.get(rss, { 'if-none-match': `${headers.etag}` })).toHaveStatus(304)
  expect(await grantsOf(second, id)).toHaveLength(1)
})

test('what was sent is counted by the format of the feed, what was unchanged is not', async () => {
  const product = await start()
  const [partner, staff] = [await aPartner(product), await aStaffMember(product)]
  const { id } = await anArticle(product)
  const { headers } = await partner.get(rss)
  await partner.get(rss)
  await partner.get(rss, { 'if-none-match': `${headers.etag}` })
  await partner.get('/v1/feeds/articles.json')

  const { items } = (await staff.get(`/v1/staff/usage?article=${id}`)).json()

  expect(items).toMatchObject([
    { format: 'json-feed', count: 1 },
    { format: 'rss', count: 2 },
  ])
})

test('a validator is the same for every partner and changes with the feed', async () => {
  const product = await start()
  const [first, second] = [await aPartner(product), await aPartner(product)]
  await anArticle(product)

  const before = (await first.get(rss)).headers.etag
  expect((await second.get(rss)).headers.etag).toBe(before)
  await anArticle(product)

  expect((await first.get(rss)).headers.etag).not.toBe(before)
})

test('the date of the last change is told once it is settled, and does as a validator', async () => {
  const product = await start()
  // Behind everything that an installation begins with.
  product.clock.set('2100-05-01T06:00:00.500Z')
  const partner = await aPartner(product)
  await anArticle(product)
  expect((await partner.get(rss)).headers['last-modified']).toBeUndefined()
  product.clock.advance(2_000)

  const modified = String((await partner.get(rss)).headers['last-modified'])

  expect(modified).toBe('Sat, 01 May 2100 06:00:00 GMT')
  expect(await partner.get(rss, { 'if-modified-since': modified })).toHaveStatus(304)
  expect(await partner.get(rss, { 'if-modified-since': modified, 'if-none-match': '"other"' })).toHaveStatus(
    200,
  )
  await anArticle(product)
  product.clock.advance(2_000)
  expect(await partner.get(rss, { 'if-modified-since': modified })).toHaveStatus(200)
})

test('a copy from before a kill is no longer good by its date', async () => {
  const product = await start()
  product.clock.set('2100-05-01T06:00:00.000Z')
  const partner = await aPartner(product)
  const { id } = await anArticle(product, { headline: 'Wrong' })
  product.clock.advance(2_000)
  const since = { 'if-modified-since': String((await partner.get(rss)).headers['last-modified']) }
  expect(await partner.get(rss, since)).toHaveStatus(304)

  await killed(product, id)
  for (const passedMs of [0, 2_000]) {
    product.clock.advance(passedMs)
    const answer = await partner.get(rss, since)
    expect(answer).toHaveStatus(200)
    expect(answer.body).not.toContain('Wrong')
  }
})

test('the time that a feed says of itself never goes back, also where its newest story is killed', async () => {
  const product = await start()
  product.clock.set('2100-05-01T06:00:00.000Z')
  const partner = await aPartner(product)
  const timeIn = async (ending: 'rss' | 'atom', query = '') => {
    const { body } = await partner.get(`/v1/feeds/articles.${ending}${query}`)
    return /<(?:lastBuildDate|updated)>([^<]*)/.exec(body)?.[1]
  }
  await anArticle(product, { section: 'Sports' })
  product.clock.advance(1_000)
  const { id } = await anArticle(product, { section: 'Sports' })
  expect(await timeIn('atom')).toBe('2100-05-01T06:00:01.000Z')
  product.clock.advance(1_000)

  await killed(product, id)

  for (const query of ['', '?section=sports']) {
    expect(await timeIn('rss', query)).toBe('Sat, 01 May 2100 06:00:02 GMT')
    expect(await timeIn('atom', query)).toBe('2100-05-01T06:00:02.000Z')
  }
})

test('from the second time on a feed is compressed', async () => {
  const product = await start()
  const partner = await aPartner(product)
  await anArticle(product)
  await partner.get(rss)

  for (const encoding of ['br', 'gzip'])
    expect((await partner.get(rss, { 'accept-encoding': encoding })).headers['content-encoding']).toBe(
      encoding,
    )
})
