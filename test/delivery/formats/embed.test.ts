import sanitizeHtml from 'sanitize-html'
import { expect, test } from 'vitest'
import { requireArticle } from '../../../src/articles/articles.ts'
import { correct } from '../../../src/articles/revising.ts'
import { anArticle, anImage, aPartner, aReporter } from '../../support/factories.ts'
import { actor, publicUrl, start } from '../../support/product.ts'

type Fields = Parameters<typeof anArticle>[1]

/** A story as its fragment to paste. */
async function pasted(fieldsFor: (product: Awaited<ReturnType<typeof start>>) => Promise<Fields>) {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product, await fieldsFor(product))
  const get = async () => partner.get(`/v1/articles/${id}?format=embed`)
  return { product, id, get, answer: await get() }
}

test('the fragment has byline and affiliation before the text, logo, notice and the original behind it', async () => {
  const { id, answer } = await pasted(async () => ({
    bodyHtml: '<p>The text.</p>',
    canonicalUrl: 'https://example.com/a?b=1&c=2',
  }))

  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(answer.headers['attribution-byline']).toBe('"By Jane Doe"')
  const [byline, text, footer, logo, notice, source, end] = answer.body.split('\n')
  expect(byline).toBe(
    '<p class="wire-byline">By Jane Doe, <span class="wire-affiliation">Daily Caller News Foundation</span></p>',
  )
  expect(text).toBe('<p>The text.</p>')
  expect(footer).toBe('<footer class="wire-attribution">')
  expect(logo).toMatch(
    /^<p class="wire-logo"><img src="http:[^"]+\.png" alt="Daily Caller News Foundation logo" width="240" height="48"><\/p>$/,
  )
  expect(notice).toMatch(/^<p class="wire-notice">All content created by .*mailto:licensing@/)
  expect(source).toBe(
    `<p class="wire-source" data-wire-uri="${publicUrl}/id/articles/${id}" data-wire-revision="1">Read the <a href="https://example.com/a?b=1&amp;c=2">original article</a>. Republished under this <a rel="license" href="${publicUrl}/v1/license">license</a>.</p>`,
  )
  expect(end).toBe('</footer>')
})

test('reporters of different organizations are each named with theirs', async () => {
  const { answer } = await pasted(async (product) => ({
    reporters: [(await aReporter(product, 'Ann <b>')).id, (await aReporter(product, 'Bob')).id],
  }))

  expect(answer.body).toContain('By Ann &lt;b&gt; and Bob, <span class="wire-affiliation">')
})

test('a correction is told before the text', async () => {
  const { product, id, get } = await pasted(async () => ({ bodyHtml: '<p>The text.</p>' }))
  await product.database.write(async (tx) =>
    correct(tx, actor, await requireArticle(tx, id), 'Was <4.1>.', {}),
  )

  expect((await get()).body).toMatch(
    /<p class="wire-correction"><em>Correction, May 1, 2026: Was &lt;4\.1&gt;\.<\/em><\/p>\n<p>The text\.<\/p>/,
  )
})

test('images stand in it once, with caption and credit, and none that may not be handed on', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const main = await anImage(product, { alt: 'A "bridge"', caption: 'At noon.', credit: 'Jane Doe/DCNF' })
  const [inText, kept] = [await anImage(product), await anImage(product, { redistributable: false })]
  const bodyHtml = `<p>Text.</p><figure><img src="${publicUrl}/media/${inText.sha256}/800.jpg" alt=""></figure>`
  const { id } = await anArticle(product, { media: [main.id, inText.id, kept.id], bodyHtml })

  const { body } = await partner.get(`/v1/articles/${id}?format=embed`)

  expect(body).toMatch(
    /<figure><img style="max-width:100%;height:auto" src="[^"]+\.jpg" alt="A &quot;bridge&quot;" width="\d+" height="\d+"><figcaption>At noon\. \(Jane Doe\/DCNF\)<\/figcaption><\/figure>\n<p>Text/,
  )
  expect(body.split(inText.sha256)).toHaveLength(2)
  // No image is wider than the page, whatever telephone it is read on.
  expect(body.match(/<img (?=style="max-width:100%)/g)).toHaveLength(2)
  expect(body).not.toContain(kept.sha256)
})

test('what is read from right to left is so on a page that is not', async () => {
  const { answer } = await pasted(async () => ({ language: 'ar', bodyHtml: '<p>قال المسؤول.</p>' }))

  expect(answer.body).toMatch(
    /^<div dir="rtl" lang="ar">\n<p class="wire-byline">.*\n<p>قال المسؤول\.<\/p>\n<\/div>\n<footer/,
  )
})

// What `wp_kses_post` of WordPress 6 lets through, as far as the fragment could use it.
const wordpress: sanitizeHtml.IOptions = {
  allowedTags:
    'a abbr b blockquote br cite code em figcaption figure footer h2 h3 h4 i img li ol p q s span strong sub sup ul'.split(
      ' ',
    ),
  allowedAttributes: {
    '*': ['class', 'data-*'],
    a: ['href', 'rel'],
    img: ['src', 'alt', 'width', 'height', 'style'],
  },
  parseStyleAttributes: false,
  allowedClasses: { '*': ['wire-*'] },
}

test('WordPress lets the whole fragment through', async () => {
  const { answer } = await pasted(async (product) => ({
    media: [(await anImage(product, { caption: 'At noon.' })).id],
    ...{ canonicalUrl: 'https://example.com/story', section: 'Politics', tags: ['R&D'] },
    bodyHtml: [
      '<h2>One</h2><p>A <a href="https://example.com/">link</a>, <em>this</em> &amp; <strong>that</strong>.</p>',
      '<ul><li>One</li></ul><blockquote><p>Said.</p></blockquote>',
      '<blockquote class="twitter-tweet"><p>Mud.</p><a href="https://twitter.com/a/status/1">May</a></blockquote>',
    ].join(''),
  }))

  expect(answer.body).toContain('<p class="wire-subjects">Subjects: Politics, R&amp;D</p>')
  expect(sanitizeHtml(answer.body, wordpress).replaceAll(' />', '>')).toBe(answer.body)
})
