import { parseFeed, parseRssFeed } from 'feedsmith'
import { expect, test } from 'vitest'
import { addSource } from '../../../src/articles/import/sources.ts'
import { keepStory } from '../../../src/articles/import/stories.ts'
import { createApiKey } from '../../../src/partners/api-keys.ts'
import { mintKey } from '../../../src/platform/secrets/keys.ts'
import {
  aFeed,
  anArticle,
  aPartner,
  aStaffMember,
  contactsConfirmed,
  decided,
  killed,
} from '../../support/factories.ts'
import { actor, caller, start } from '../../support/product.ts'
import { countStatements } from '../../support/statements.ts'

async function titlesIn(answer: Promise<{ body: string }>) {
  return (parseRssFeed((await answer).body).items ?? []).map(({ title }) => title)
}

test('the address of a feed has what is published from its making on, for whoever has it', async () => {
  const product = await start()
  const partner = await aPartner(product)
  await anArticle(product, { headline: 'Older' })
  product.clock.advance(1_000)
  const { get, url } = await aFeed(product, partner.id)
  expect(await titlesIn(get(url))).toEqual([])
  product.clock.advance(1_000)

  await anArticle(product, { headline: 'Newer' })

  expect(await titlesIn(get(url))).toEqual(['Newer'])
  for (const ending of ['atom', 'json'])
    expect(parseFeed((await get(url.replace('rss', ending))).body).format).toBe(ending)
})

test('with a backfill it has as many older ones, and a kill brings up no others', async () => {
  const product = await start()
  const partner = await aPartner(product)
  for (const headline of ['First', 'Second', 'Third']) {
    product.clock.advance(1_000)
    await anArticle(product, { headline })
  }
  product.clock.advance(1_000)
  const { get, url } = await aFeed(product, partner.id, { backfill: 2 })
  expect(await titlesIn(get(url))).toEqual(['Third', 'Second'])

  const { items } = (await partner.get('/v1/articles?limit=1')).json()
  await killed(product, items[0].id)

  expect(await titlesIn(get(url))).toEqual(['Second'])
})

test('what it hands out is granted and counted as that of its partner', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { get, url } = await aFeed(product, partner.id)
  const { id } = await anArticle(product)

  await get(url)

  expect((await partner.get(`/v1/grants?article=${id}`)).json().items).toMatchObject([{ how: 'bulk' }])
  expect((await partner.get(`/v1/partner/usage?article=${id}`)).json().items).toMatchObject([
    { format: 'rss', count: 1 },
  ])
})

test('no answer says the secret, and links in it do not tell where they stood', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { get, url, secret } = await aFeed(product, partner.id)
  for (const ending of ['rss', 'atom', 'json']) {
    const answer = await get(`${url.replace('rss', ending)}?section=x`)

    expect(answer.body + JSON.stringify(answer.headers)).not.toContain(secret)
    expect(answer.headers['referrer-policy']).toBe('no-referrer')
    expect(answer.body).not.toMatch(/rel="self"|feed_url/)
  }
})

test('neither log nor metric nor problem holds a secret, or what was meant to be one', async () => {
  const lines: string[] = []
  const product = await start({ log: (line) => void lines.push(line) })
  const partner = await aPartner(product)
  const { get, url, secret } = await aFeed(product, partner.id)
  const [unknown, torn] = [mintKey('feed'), secret.slice(0, -3)]
  const answers = [
    await get(url, { referer: `http://reader.example${url}` }),
    ...(await Promise.all([unknown, torn].map((one) => get(`/feeds/${one}/articles.rss`)))),
    await get(`/feeds/${secret}/articles.xml`),
    await get(`/feeds/${secret}`),
    await get(`/v1/feeds/articles.rss?key=${secret}`),
  ]
  const metrics = await get('/metrics')

  const kept = [lines.join(), metrics.body, ...answers.map(({ body }) => body)].join()
  for (const one of [secret, unknown, torn]) expect(kept).not.toContain(one.slice(0, 20))
})

test('a secret that is none is not looked up, and whoever guesses is stopped', async () => {
  const product = await start({ config: { rateLimit: 3 } })
  const ask = (secret: string) =>
    product.app.inject({ url: `/feeds/${secret}/articles.rss`, remoteAddress: '203.0.113.7' })
  const { count } = countStatements()

  expect(await ask(`${mintKey('feed').slice(0, -1)}!`)).toHaveProblem('feed-not-found')
  expect(await ask(mintKey('live'))).toHaveProblem('feed-not-found')
  expect(count()).toBe(0)
  expect(await ask(mintKey('feed'))).toHaveProblem('feed-not-found')
  expect(await ask(mintKey('feed'))).toHaveProblem('rate-limited')
})

test('it opens nothing else, and no key opens its address', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { secret } = await aFeed(product, partner.id)
  const withSecret = caller(product.app, secret)

  for (const url of ['/v1/feeds/articles.rss', '/v1/articles', '/v1/partner'])
    expect(await withSecret.get(url)).toHaveProblem('key-wrong-kind')
  expect(await partner.get(`/feeds/${partner.key}/articles.rss`)).toHaveProblem('feed-not-found')
})

test('it is over once it is revoked or has expired, alone and at once', async () => {
  const product = await start()
  const [partner, staff] = [await aPartner(product), await aStaffMember(product)]
  const [one, other] = [await aFeed(product, partner.id), await aFeed(product, partner.id)]
  expect(await one.get(one.url)).toHaveStatus(200)

  await staff.call('DELETE', `/v1/staff/partners/${partner.id}/keys/${one.id}`)

  expect(await one.get(one.url)).toHaveProblem('feed-gone')
  expect(await other.get(other.url)).toHaveStatus(200)
  expect(await partner.get('/v1/articles')).toHaveStatus(200)
})

test('what another process revokes is over within a second', async () => {
  const product = await start()
  const other = await start({ on: product.storage })
  const [partner, staff] = [await aPartner(product), await aStaffMember(other)]
  const { get, url, id } = await aFeed(product, partner.id)
  expect(await get(url)).toHaveStatus(200)

  await staff.call('DELETE', `/v1/staff/partners/${partner.id}/keys/${id}`)

  await expect.poll(async () => (await get(url)).statusCode, { timeout: 1_000, interval: 50 }).toBe(410)
})

test('a suspended partner is refused at its address as well', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { get, url } = await aFeed(product, partner.id)
  await get(url)

  await decided(product, partner.id, 'suspended')

  expect(await get(url)).toHaveProblem('partner-suspended')
})

test('its successor goes on where it was, and the old one says when it ends', async () => {
  const product = await start()
  const [partner, staff] = [await aPartner(product), await aStaffMember(product)]
  await anArticle(product, { headline: 'Older' })
  const { get, url, id } = await aFeed(product, partner.id, { backfill: 1, guid: 'source' })
  product.clock.advance(1_000)

  const made = (await staff.post(`/v1/staff/partners/${partner.id}/keys/${id}/rotations`)).json()

  expect(made).toMatchObject({ kind: 'feed', feed: { guid: 'source' } })
  expect(await titlesIn(get(`/feeds/${made.key}/articles.rss`))).toEqual(['Older'])
  expect((await get(url)).headers.sunset).toBe('Sat, 02 May 2026 00:00:01 GMT')
  product.clock.advance(24 * 60 * 60 * 1_000)
  expect(await get(url)).toHaveProblem('feed-gone')
})

test('imported stories are named as the feed before named them, where that was asked for', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const story = { state: 'imported', contentHash: '', storedHash: null, correction: null } as const
  const nothing = { waitsFor: null, pending: null, imageTries: 0, imagesAgainAt: null } as const
  const [own, known, guessed] = [await anArticle(product), await anArticle(product), await anArticle(product)]
  await product.database.write(async (tx) => {
    const { id } = await addSource(tx, actor, { kind: 'wordpress', url: 'https://site.example' })
    const kept = { ...story, ...nothing, sourceId: id, publishedAt: tx.now }
    await keepStory(tx, { ...kept, storyId: '7', guid: 'http://site.example/?p=7', articleId: known.id })
    await keepStory(tx, { ...kept, storyId: '8', guid: null, articleId: guessed.id })
  })
  const guidsIn = async (guid: 'uri' | 'source') => {
    const { get, url } = await aFeed(product, partner.id, { backfill: 3, guid })
    const { items = [] } = parseRssFeed((await get(url)).body)
    return items.map((item) => item.guid?.value?.replace(/^http:\/\/127.*\//, '')).sort()
  }

  expect(await guidsIn('source')).toEqual(
    [own.id, 'http://site.example/?p=7', 'https://site.example/?p=8'].sort(),
  )
  expect(await guidsIn('uri')).toEqual([own.id, known.id, guessed.id].sort())
})

test('a feed needs an urgent contact that is confirmed, and the refusal says how', async () => {
  const product = await start()
  const [partner, staff] = [await aPartner(product), await aStaffMember(product)]
  const create = () =>
    staff.post(`/v1/staff/partners/${partner.id}/keys`, { name: 'WordPress', kind: 'feed' })

  const refused = await create()
  expect(refused).toHaveProblem('conflict')
  expect(refused.json().detail).toContain('confirm-contact')
  await contactsConfirmed(product, partner.id)

  const made = await create()
  expect(made.json()).toMatchObject({ kind: 'feed', scopes: ['feeds:read'], feed: { guid: 'uri' } })
  expect(made.json().key).toMatch(/^wc_feed_/)
  const { items } = (await staff.get(`/v1/staff/partners/${partner.id}/keys`)).json()
  expect(JSON.stringify(items)).not.toContain(made.json().key)
})

test('a partner makes feeds with a key that may make keys and read feeds', async () => {
  const product = await start()
  const partner = await aPartner(product, { scopes: ['keys:write', 'feeds:read'] })
  const narrow = await aPartner(product, { scopes: ['keys:write'] })
  for (const { id } of [partner, narrow]) await contactsConfirmed(product, id)
  const wanted = { name: 'WordPress', kind: 'feed', feed: { backfill: 5 } }

  expect(await partner.post('/v1/partner/keys', wanted)).toHaveStatus(201)
  expect(await narrow.post('/v1/partner/keys', wanted)).toHaveProblem('invalid-request')
})

test.each([
  [{ kind: 'feed', scopes: ['feeds:read', 'articles:read'] }, 'scopes'],
  [{ feed: { backfill: 1 } }, 'feed'],
  [{ kind: 'feed', feed: { backfill: -1 } }, 'feed.backfill'],
  [{ kind: 'feed', feed: { guid: 'url' } }, 'feed.guid'],
])('%o is no feed', async (fields, field) => {
  const product = await start()
  const [partner, staff] = [await aPartner(product), await aStaffMember(product)]

  const refused = await staff.post(`/v1/staff/partners/${partner.id}/keys`, { name: 'x', ...fields })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field }])
})

test('a secret without settings cannot be made', async () => {
  const product = await start()
  const { id } = await aPartner(product)

  await expect(
    product.database.write((tx) => createApiKey(tx, actor, id, { name: 'x', kind: 'feed' })),
  ).rejects.toThrow('settings')
})
