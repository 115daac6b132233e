import fc from 'fast-check'
import { XmlDocument, XmlElement } from 'libxml2-wasm'
import { expect, test } from 'vitest'
import { around, cdata, element, field, gap, xmlDocument } from '../../../src/delivery/formats/xml.ts'

/** The root of a document as another parser reads it. */
function read(xml: string) {
  using document = XmlDocument.fromString(xml)
  const { root } = document
  return { text: root.content, attribute: root.attr('a')?.value, name: root.name, kinds: kindsIn(root) }
}

function kindsIn(root: XmlElement): string[] {
  const kinds: string[] = []
  for (let node = root.firstChild; node; node = node.next)
    kinds.push(node instanceof XmlElement ? node.name : 'text')
  return kinds
}

/** What XML 1.0 can hold of a text. */
function storable(text: string): string {
  return [...text]
    .filter((character) => {
      const code = character.codePointAt(0) ?? 0
      if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd
      return (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff
    })
    .join('')
}

const hostile = fc
  .string({ unit: 'binary', maxLength: 60 })
  .chain((text) =>
    fc
      .constantFrom('', ']]>', '\0\u000b\f', '\r\n\t', '\ud800', '\ufffe', '<a b="c">&amp;', '‮👩‍🚀')
      .map((odd) => text + odd + text),
  )

test('whatever the text, it comes back from an element, an attribute and a CDATA section', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const want = storable(text)
      expect(read(xmlDocument(element('root', { a: text }, text)))).toMatchObject({
        text: want,
        attribute: want,
      })
      expect(read(xmlDocument(element('root', {}, cdata(text)))).text).toBe(want)
    }),
  )
})

test('a hundred thousand characters come back as they are', () => {
  const text = ']]>&<é👩‍🚀\r'.repeat(10_000)

  expect(read(xmlDocument(element('root', { a: text }, cdata(text))))).toMatchObject({
    text,
    attribute: text,
  })
})

test('what is absent leaves no trace', () => {
  const root = element('root', { a: null, b: undefined }, null, undefined, field('c', null), field('c', ''))

  expect(xmlDocument(root)).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<root/>\n')
})

test('elements stand in their order, and numbers are written as such', () => {
  const root = element('root', { a: 2 }, element('b', {}, 1), [element('c', {}), element('d', {})])

  expect(read(xmlDocument(root))).toEqual({ text: '1', attribute: '2', name: 'root', kinds: ['b', 'c', 'd'] })
})

test.each(['', '1a', 'a b', 'a:b:c', 'a>', '-a', 'a\0'])('“%s” is no name', (name) => {
  expect(() => element(name, {})).toThrow('is no XML name')
  expect(() => element('root', { [name]: '1' })).toThrow('is no XML name')
})

test('what stands around a gap makes a document with whatever is put there', () => {
  const [before, behind] = around(xmlDocument(element('root', {}, element('b', {}), gap, 'behind\0')))

  expect(read(before + element('c', {}) + behind).kinds).toEqual(['b', 'c', 'text'])
  expect(() => around('<root/>')).toThrow('one gap')
})
