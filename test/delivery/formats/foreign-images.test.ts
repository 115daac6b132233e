import { expect, test } from 'vitest'
import { formatNames } from '../../../src/delivery/formats/formats.ts'
import { anArticle, anImage, aPartner } from '../../support/factories.ts'
import { publicUrl, start } from '../../support/product.ts'

test('an image that lies elsewhere is in no format: nobody has said that it may be handed on', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const image = await anImage(product)
  const own = (sha256: string) => `<figure><img src="${publicUrl}/media/${sha256}/800.jpg" alt=""></figure>`
  const foreign = (src: string) =>
    `<figure><img src="${src}" alt="A &quot;bridge&quot;"><figcaption>At <em>noon</em> &amp; night.</figcaption></figure>`
  const { id } = await anArticle(product, {
    bodyHtml: [
      ...['<p>Before.</p>', foreign('https://elsewhere.example/a.jpg'), own(image.sha256)],
      ...[foreign(`https://elsewhere.example/media/${'0'.repeat(64)}/800.jpg`), '<p>After.</p>'],
    ].join(''),
  })

  const { bodyHtml, media, omittedMedia } = (await partner.get(`/v1/articles/${id}`)).json()

  expect(bodyHtml).toBe(`<p>Before.</p>\n${own(image.sha256)}\n<p>After.</p>`)
  expect(media).toMatchObject([{ id: image.id }])
  const omitted = {
    alt: 'A "bridge"',
    caption: 'At noon & night.',
    credit: null,
    reason: 'not redistributable',
  }
  expect(omittedMedia).toEqual([omitted, omitted])
  for (const format of formatNames) {
    const { statusCode, body } = await partner.get(`/v1/articles/${id}?format=${format}`)
    expect([format, statusCode]).toEqual([format, 200])
    expect(body).not.toContain('elsewhere.example')
  }
})
