import { expect, test } from 'vitest'
import { formatNames } from '../../../src/delivery/formats/formats.ts'
import { anArticle, anImage, aPartner } from '../../support/factories.ts'
import { publicUrl, start } from '../../support/product.ts'

test('the credit of an image in the text stands below it in every format, once', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const credit = "Pat O'Hara & <Sons>"
  const [bare, said] = [await anImage(product, { credit }), await anImage(product, { credit: 'Roe/DCNF' })]
  const image = ({ sha256 }: typeof bare, caption = '') =>
    `<figure><img src="${publicUrl}/media/${sha256}/800.jpg" alt="A bridge">${caption}</figure>`
  const { id } = await anArticle(product, {
    bodyHtml: `<p>Text.</p>${image(bare)}${image(said, '<figcaption>Noon. Photo: <em>ROE</em>/DCNF</figcaption>')}`,
  })

  const { bodyHtml } = (await partner.get(`/v1/articles/${id}`)).json()

  expect(bodyHtml).toContain('<figcaption>(Pat O&#39;Hara &amp; &lt;Sons&gt;)</figcaption></figure>\n')
  expect(bodyHtml).toContain('<figcaption>Noon. Photo: <em>ROE</em>/DCNF</figcaption>')
  for (const format of formatNames) {
    const { body } = await partner.get(`/v1/articles/${id}?format=${format}`)
    expect(body.replaceAll('\\', ''), format).toMatch(/\(Pat O('|&#39;|&amp;#39;)Hara &?.*Sons/)
  }
  for (const feed of ['rss', 'atom', 'json'])
    expect((await partner.get(`/v1/feeds/articles.${feed}`)).body, feed).toContain('(Pat O')
})
