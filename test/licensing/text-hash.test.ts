import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prepareBody } from '../../src/articles/text/body.ts'
import { normalizedText, textHash } from '../../src/licensing/proof/text-hash.ts'

test.each([
  [
    'tags within a line are taken away',
    '<p>Un<b>believ</b>able <a href="https://a.example">news</a></p>',
    'Unbelievable news',
  ],
  [
    'blocks are set apart',
    '<h2>One</h2>\n<p>Two</p><ul><li>Three</li><li>Four</li></ul>',
    'One Two Three Four',
  ],
  ['a line break is white space', '<p>One<br>Two</p>', 'One Two'],
  ['references are read once', '<p>&amp;lt;b&gt; &amp; "c"</p>', '&lt;b> & "c"'],
  ['every white space is one space', '<p>\t One \u00a0\u2003 Two\u0085</p>\n', 'One Two'],
  ['letters are composed', '<p>Cafe\u0301</p>', 'Caf\u00e9'],
  [
    'images go with their captions',
    '<p>One</p>\n<figure><img src="https://a.example/x.jpg" alt="a &gt; b"><figcaption>By <i>Jane</i></figcaption></figure>\n<p>Two</p>',
    'One Two',
  ],
  [
    'embeds stay',
    '<figure class="wire-embed"><blockquote><p>Said.</p></blockquote><p>Source</p></figure>',
    'Said. Source',
  ],
])('%s', (_, html, text) => {
  expect(normalizedText(html)).toBe(text)
})

// The steps as the documentation has them, so that nobody needs our code.
const example = '<p>The council <em>voted</em> on Tuesday.</p>\n<p>Nobody &amp; nothing spoke&#46;</p>'

test('the hash is SHA-256 of the text in UTF-8', () => {
  const text = 'The council voted on Tuesday. Nobody & nothing spoke&#46;'

  expect(normalizedText(example)).toBe(text)
  expect(textHash(example)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
})

const words = fc.array(fc.stringMatching(/^[\p{L}\p{N}&<>.,’é]{1,12}$/u), { minLength: 1, maxLength: 20 })
const tagged = fc.constantFrom('b', 'i', 'em', 'a href="https://a.example/?a&amp;b"')
const space = fc.constantFrom(' ', '\n', '\u00a0', '\t ', '\u2009')

test('markup within a line, white space and composition change nothing', () => {
  fc.assert(
    fc.property(words, tagged, space, fc.constantFrom('NFC', 'NFD'), (list, tag, gap, form) => {
      const name = tag.split(' ')[0]
      const written = list.map((word, at) => (at % 2 ? `<${tag}>${escaped(word)}</${name}>` : escaped(word)))
      const html = `<p>${written.join(gap)}</p>`.normalize(form)

      expect(normalizedText(html)).toBe(list.join(' ').normalize('NFC'))
    }),
  )
})

test('a prepared body and the words in it have the same text', () => {
  fc.assert(
    fc.property(words, (list) => {
      const { html } = prepareBody(`<p>${list.map(escaped).join(' ')}</p>`)

      expect(textHash(html)).toBe(textHash(`<p>${list.map(escaped).join(' ')}</p>`))
    }),
  )
})

test('one other word is another hash', () => {
  fc.assert(
    fc.property(words, fc.nat(), (list, at) => {
      const changed = list.with(at % list.length, `${list[at % list.length]}x`)

      expect(textHash(`<p>${changed.map(escaped).join(' ')}</p>`)).not.toBe(
        textHash(`<p>${list.map(escaped).join(' ')}</p>`),
      )
    }),
  )
})

test('long and hostile text is normalized in time', () => {
  for (const part of ['<figure><img ', '<', '<p', '&amp', ' ', '</figure>', '<figure><img>'])
    normalizedText(part.repeat(1_000_000 / part.length))
})

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
