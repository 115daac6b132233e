/**
 * Writes XML 1.0 that is well-formed whatever the text in it: names are checked, markup is escaped, and what
 * XML cannot hold, not even as a reference, is left out.
 */
class Written {
  readonly #xml: string

  constructor(xml: string) {
    this.#xml = xml
  }

  toString(): string {
    return this.#xml
  }
}

/** Finished XML; only this module makes it. */
export type Xml = Written

type Attributes = Record<string, string | number | null | undefined>
/** Text, or finished XML; what is absent leaves no trace. */
type Child = Xml | string | number | null | undefined

const name = /^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$/
// All but Char of XML 1.0, 2.2: control characters, lone surrogates, U+FFFE and U+FFFF.
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu
const inText = /[&<>\r]/g
const inAttribute = /[&<>"\t\n\r]/g
const references: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
// No text can hold it, and no parser would take it.
const hole = '\0'

/** Stands where something else is put in later; see `around`. */
export const gap: Xml = new Written(hole)

/** An element. Throws for a name that is none: names are ours, never anybody's. */
export function element(tag: string, attributes: Attributes, ...children: (Child | readonly Child[])[]): Xml {
  const given = Object.entries(attributes).map(([key, value]) =>
    value === null || value === undefined ? '' : ` ${named(key)}="${attributeText(String(value))}"`,
  )
  const start = `${named(tag)}${given.join('')}`
  const content = children.flat().map(written).join('')
  return new Written(content === '' ? `<${start}/>` : `<${start}>${content}</${tag}>`)
}

/** An element with nothing but text, or none where there is no text. */
export function field(tag: string, text: string | null | undefined, attributes: Attributes = {}): Child {
  return text === null || text === undefined || text === '' ? undefined : element(tag, attributes, text)
}

/** Text as a CDATA section, which is easier to read where it is markup itself. */
export function cdata(text: string): Xml {
  const safe = storable(text)
    .replaceAll(']]>', ']]]]><![CDATA[>')
    // Parsers would make a line feed of it.
    .replaceAll('\r', ']]>&#13;<![CDATA[')
  return new Written(`<![CDATA[${safe}]]>`)
}

/** A document in UTF-8. */
export function xmlDocument(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`
}

/** What of a document stands before and behind its gap. */
export function around(document: string): [before: string, behind: string] {
  const [before = '', behind, ...more] = document.split(hole)
  if (behind === undefined || more.length > 0) throw new Error('A document has one gap')
  return [before, behind]
}

/** The text without the characters that XML cannot hold. */
function storable(text: string): string {
  return text.replace(forbidden, '')
}

function named(text: string): string {
  if (!name.test(text)) throw new Error(`${text} is no XML name`)
  return text
}

function written(child: Child): string {
  if (child === null || child === undefined) return ''
  if (child instanceof Written) return child.toString()
  return storable(String(child)).replace(inText, reference)
}

function attributeText(text: string): string {
  return storable(text).replace(inAttribute, reference)
}

function reference(character: string): string {
  return references[character] ?? `&#${character.codePointAt(0)};`
}
