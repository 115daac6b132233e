import { expect, test } from 'vitest'
import { requireArticle } from '../../src/articles/articles.ts'
import { requireMedia, setMedia } from '../../src/articles/media/media.ts'
import { correct } from '../../src/articles/revising.ts'
import type { Id } from '../../src/platform/ids.ts'
import { anArticle, anImage, aPartner, killed, withdrawn } from '../support/factories.ts'
import { actor, letTimeWork, type Product, publicUrl, start } from '../support/product.ts'

async function seen({ app }: Product, sha256: string, rendition = '320.webp') {
  return app.inject(`/media/${sha256}/${rendition}`)
}

async function withhold({ database }: Product, id: Id<'med'>, redistributable = false) {
  await database.write(async (tx) => setMedia(tx, actor, await requireMedia(tx, id), { redistributable }))
}

function figure(sha256: string): string {
  return `<figure><img src="${publicUrl}/media/${sha256}/800.jpg" alt="A bridge"><figcaption>The bridge.</figcaption></figure>`
}

test('a partner gets the images of an article in order, and each rendition at its address', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const main = await anImage(product, {
    alt: 'A bridge',
    caption: 'At noon.',
    credit: 'Jane Doe/DCNF',
    rights: '© 2026 DCNF',
  })
  const other = await anImage(product)
  const { id } = await anArticle(product, { media: [main.id, other.id] })

  const { media, omittedMedia } = (await partner.get(`/v1/articles/${id}`)).json()

  expect(omittedMedia).toEqual([])
  expect(media).toMatchObject([
    { id: main.id, alt: 'A bridge', caption: 'At noon.', credit: 'Jane Doe/DCNF', rights: '© 2026 DCNF' },
    { id: other.id, caption: null, credit: null, rights: null },
  ])
  expect(media[0].renditions).toHaveLength(6)
  for (const { href, contentType } of media[0].renditions) {
    const file = await product.app.inject(href.replace(publicUrl, ''))
    expect(file).toHaveStatus(200)
    expect(file.headers).toMatchObject({
      'content-type': contentType,
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    })
  }
})

test('lists show images as the article does', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const [shown, kept] = [await anImage(product), await anImage(product, { redistributable: false })]
  const { id } = await anArticle(product, { media: [shown.id, kept.id] })

  const { media, omittedMedia } = (await partner.get(`/v1/articles/${id}`)).json()
  const { items } = (await partner.get('/v1/articles?limit=1')).json()

  expect(items[0]).toMatchObject({ id, media, omittedMedia })
  expect(media).toMatchObject([{ id: shown.id }])
})

test('an image that may not be handed on is named in its place, without a way to it', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const kept = await anImage(product, { alt: 'A bridge', credit: 'John Roe/Agency', redistributable: false })
  const bodyHtml = `<p>Before.</p>${figure(kept.sha256)}<p>After.</p>`
  const { id } = await anArticle(product, { media: [kept.id], bodyHtml })

  const answer = await partner.get(`/v1/articles/${id}`)

  expect(answer.json()).toMatchObject({
    media: [],
    omittedMedia: [
      { alt: 'A bridge', caption: null, credit: 'John Roe/Agency', reason: 'not redistributable' },
    ],
    bodyHtml: '<p>Before.</p>\n<p>After.</p>',
  })
  expect(answer.body).not.toContain(kept.sha256)
  expect(await seen(product, kept.sha256)).toHaveProblem('not-found')
})

test('an image of ours in the text belongs to the article, also where nobody named it', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const image = await anImage(product)
  const { id } = await anArticle(product, { bodyHtml: `<p>Text.</p>${figure(image.sha256)}` })

  const article = (await partner.get(`/v1/articles/${id}`)).json()

  expect(article.media).toMatchObject([{ id: image.id }])
  expect(article.bodyHtml).toContain(`/media/${image.sha256}/800.jpg`)
  expect(await seen(product, image.sha256)).toHaveStatus(200)
})

test('what is said of an image stays as it was published', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const image = await anImage(product, { caption: 'At noon.' })
  const { id } = await anArticle(product, { media: [image.id] })

  await product.database.write((tx) => setMedia(tx, actor, image, { caption: 'At night.' }))

  expect((await partner.get(`/v1/articles/${id}`)).json().media[0].caption).toBe('At noon.')
})

test('an image is hidden until a story with it is out', async () => {
  const product = await start()
  const image = await anImage(product)
  expect(await seen(product, image.sha256)).toHaveProblem('not-found')

  await anArticle(product, { media: [image.id] }, { publishAt: Date.parse('2026-05-01T06:00:00Z') })
  expect(await seen(product, image.sha256)).toHaveProblem('not-found')

  product.clock.set('2026-05-01T06:00:00Z')
  await letTimeWork(product)
  expect(await seen(product, image.sha256)).toHaveStatus(200)
})

test('an image of a story under embargo appears the moment the embargo lifts', async () => {
  const product = await start()
  const image = await anImage(product)
  await anArticle(product, { media: [image.id] }, { embargoedUntil: Date.parse('2026-05-01T06:00:00Z') })
  expect(await seen(product, image.sha256)).toHaveProblem('not-found')

  product.clock.set('2026-05-01T06:00:00Z')
  expect(await seen(product, image.sha256)).toHaveStatus(200)
})

test('an image ends with the story that showed it', async () => {
  const product = await start()
  const image = await anImage(product)
  await anArticle(product, { media: [image.id] }, { expiresAt: Date.parse('2026-05-01T06:00:00Z') })
  expect(await seen(product, image.sha256)).toHaveStatus(200)

  product.clock.set('2026-05-01T06:00:00Z')
  expect(await seen(product, image.sha256)).toHaveProblem('media-gone')
  await letTimeWork(product)
  expect(await seen(product, image.sha256)).toHaveProblem('media-gone')
})

test.each([
  ['killed', killed],
  ['withdrawn', withdrawn],
])('an image is gone once every story with it was %s', async (_, takeBack) => {
  const product = await start()
  const image = await anImage(product)
  const [one, other] = [
    await anArticle(product, { media: [image.id] }),
    await anArticle(product, { media: [image.id] }),
  ]
  expect(await seen(product, image.sha256)).toHaveStatus(200)

  await takeBack(product, one.id)
  expect(await seen(product, image.sha256)).toHaveStatus(200)
  await takeBack(product, other.id)
  const gone = await seen(product, image.sha256)

  expect(gone).toHaveProblem('media-gone')
  expect(gone.headers['cache-control']).toBe('no-store')
})

test('the image of a story that was killed under embargo was never there', async () => {
  const product = await start()
  const image = await anImage(product)
  const plan = { embargoedUntil: Date.parse('2026-05-01T06:00:00Z') }
  const { id } = await anArticle(product, { media: [image.id] }, plan)

  await killed(product, id)
  product.clock.set('2026-05-01T07:00:00Z')

  expect(await seen(product, image.sha256)).toHaveProblem('not-found')
})

test('another process sees a kill within a second', async () => {
  const product = await start()
  const second = await start({ on: product.storage })
  const image = await anImage(product)
  const { id } = await anArticle(product, { media: [image.id] })
  expect(await seen(second, image.sha256)).toHaveStatus(200)

  await killed(product, id)

  await expect
    .poll(async () => (await seen(second, image.sha256)).statusCode, { timeout: 1_000, interval: 50 })
    .toBe(410)
})

test('an image that a story shows no longer is not shown for it', async () => {
  const product = await start()
  const [wrong, right] = [await anImage(product), await anImage(product)]
  const { id } = await anArticle(product, { media: [wrong.id] })
  expect(await seen(product, wrong.sha256)).toHaveStatus(200)

  await corrected(product, id, right.id)

  expect(await seen(product, wrong.sha256)).toHaveProblem('not-found')
  expect(await seen(product, right.sha256)).toHaveStatus(200)
})

test('a right that is withdrawn takes the image out of every story at once, and partners are told', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const image = await anImage(product)
  const { id } = await anArticle(product, { media: [image.id], bodyHtml: `<p>x</p>${figure(image.sha256)}` })
  await partner.get(`/v1/articles/${id}`)
  await partner.get('/v1/articles?include=body')
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  expect(await seen(product, image.sha256)).toHaveStatus(200)

  await withhold(product, image.id)

  for (const url of [`/v1/articles/${id}`, '/v1/articles?include=body'])
    expect((await partner.get(url)).body).not.toContain(image.sha256)
  expect(await seen(product, image.sha256)).toHaveProblem('not-found')
  expect((await partner.get(`/v1/changes?after=${cursor}`)).json().items).toMatchObject([
    { type: 'article.updated', article: { id, revision: 1 }, note: expect.stringContaining('no longer') },
  ])

  await withhold(product, image.id, true)
  expect((await partner.get(`/v1/articles/${id}`)).json().media).toMatchObject([{ id: image.id }])
})

test('a right that is withdrawn takes the image out of earlier revisions as well', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const [early, late] = [await anImage(product), await anImage(product)]
  const { id } = await anArticle(product, { media: [early.id] })
  await corrected(product, id, late.id)
  const revision = () => partner.get(`/v1/articles/${id}/revisions/1`)
  expect((await revision()).json().media).toMatchObject([{ id: early.id }])

  await withhold(product, early.id)

  expect((await revision()).body).not.toContain(early.sha256)
  expect((await revision()).json().omittedMedia).toHaveLength(1)
  expect((await partner.get(`/v1/articles/${id}`)).json().media).toMatchObject([{ id: late.id }])
})

test('a right that many stories lose is told of each of them once', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const image = await anImage(product)
  const ids: string[] = []
  for (let number = 0; number < 120; number += 1)
    ids.push((await anArticle(product, { media: [image.id] })).id)
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()

  await withhold(product, image.id)
  expect((await partner.get(`/v1/articles/${ids.at(-1)}`)).json().media).toEqual([])
  await letTimeWork(product)

  const { items } = (await partner.get(`/v1/changes?after=${cursor}&limit=200`)).json()
  expect(items.map(({ article }: { article: { id: string } }) => article.id)).toEqual(ids.sort())
})

test('whoever holds a rendition is told that it is still good', async () => {
  const product = await start()
  const image = await anImage(product)
  await anArticle(product, { media: [image.id] })
  const { headers } = await seen(product, image.sha256)
  const url = `/media/${image.sha256}/320.webp`

  const again = await product.app.inject({ url, headers: { 'if-none-match': String(headers.etag) } })
  const other = await product.app.inject({ url, headers: { 'if-none-match': '"other"' } })

  expect(again).toHaveStatus(304)
  expect(again.headers.etag).toBe(headers.etag)
  expect(other).toHaveStatus(200)
})

test('a rendition larger than the image is not there', async () => {
  const product = await start()
  const image = await anImage(product)
  await anArticle(product, { media: [image.id] })

  expect(await seen(product, image.sha256, '1600.webp')).toHaveProblem('not-found')
  expect(await seen(product, image.sha256, 'original')).toHaveProblem('not-found')
  expect(await seen(product, '../../etc/passwd')).toHaveProblem('not-found')
  expect(await seen(product, '0'.repeat(64))).toHaveProblem('not-found')
})

async function corrected({ database }: Product, id: Id<'art'>, image: Id<'med'>) {
  await database.write(async (tx) =>
    correct(tx, actor, await requireArticle(tx, id), 'The photo showed another bridge.', { media: [image] }),
  )
}
