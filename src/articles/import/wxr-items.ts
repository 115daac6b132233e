import { SaxesParser } from 'saxes'
import { charactersOf, type Open } from './wxr-text.ts'

interface WxrTerm {
  domain: string
  nicename: string
  name: string
}

export interface WxrItem {
  number: number
  /** What its elements say, by their names. */
  texts: Map<string, string>
  meta: Map<string, string>
  terms: WxrTerm[]
  /** Where its XML breaks off. */
  fault: string | undefined
}

/** What an export holds, in the order of the file. */
export type WxrPart =
  | { kind: 'item'; item: WxrItem }
  | { kind: 'author'; texts: Map<string, string> }
  | { kind: 'language'; language: string }
  | { kind: 'fault'; fault: string }

const itemTexts = new Set(
  (
    'title link pubDate dc:creator guid content:encoded excerpt:encoded wp:post_id wp:post_date wp:post_date_gmt ' +
    'wp:post_modified_gmt wp:status wp:post_type wp:post_password wp:attachment_url'
  ).split(' '),
)
const authorTexts = new Set(['wp:author_login', 'wp:author_display_name'])
const metaKeys = new Set(
  '_thumbnail_id _wp_attachment_image_alt _yoast_wpseo_canonical cap-display_name cap-user_login'.split(' '),
)
const maxTerms = 500
const maxDepth = 64
const maxFaults = 10_000
const maxTextCharacters = 16 * 1_048_576
// These leave the text readable as it stands.
const harmless = /entity|disallowed character\.|in char data/

/** Reads an export piece by piece; no more than one item is kept. Faults end the items or the whole. */
export async function* partsOf(open: Open): AsyncGenerator<WxrPart> {
  const reader = new WxrReader()
  for await (const text of charactersOf(open)) {
    reader.write(text)
    yield* reader.parts.splice(0)
    if (reader.hasEnded) return
  }
  reader.end()
  yield* reader.parts
}

class WxrReader {
  readonly parts: WxrPart[] = []
  hasEnded = false
  readonly #parser = new SaxesParser<{ xmlns: false }>({ xmlns: false })
  /** The elements that are open inside an item or author. */
  readonly #path: string[] = []
  #isExport = false
  #items = 0
  /** How many the parser has told since the last item began. */
  #faults = 0
  #item: WxrItem | undefined
  #author: Map<string, string> | undefined
  #term: WxrTerm | undefined
  #metaKey = ''
  #text = ''
  /** How much was read since the parser last found anything. */
  #unanswered = 0

  constructor() {
    this.#parser.on('opentag', ({ name, attributes }) => this.#open(name, attributes))
    this.#parser.on('closetag', ({ name }) => this.#close(name))
    this.#parser.on('text', (text) => this.#add(text))
    this.#parser.on('cdata', (text) => this.#add(text))
    this.#parser.on('error', ({ message }) => this.#mark(message))
  }

  write(text: string): void {
    this.#unanswered += text.length
    this.#parser.write(text)
    if (this.#unanswered > maxTextCharacters)
      this.#stop(`a text is longer than ${maxTextCharacters} characters`)
  }

  end(): void {
    if (!this.#isExport) this.#stop('it has no element rss')
    if (this.#item) this.#stop('the file ends inside it')
  }

  #stop(reason: string): void {
    if (this.hasEnded) return
    this.hasEnded = true
    const place =
      this.#items === 0 ? 'This is no export of WordPress (WXR)' : `Item ${this.#items} was the last one read`
    this.parts.push({ kind: 'fault', fault: `${place}: ${reason}.` })
  }

  #open(name: string, attributes: Record<string, string>): void {
    this.#unanswered = 0
    this.#text = ''
    if (!this.#isExport && name !== 'rss') this.#stop('it has no element rss')
    if (this.hasEnded) return
    this.#isExport = true
    if (this.#item || this.#author) {
      this.#path.push(name)
      if (this.#path.length > maxDepth) this.#stop(`elements are nested deeper than ${maxDepth} levels`)
    } else if (name === 'item') this.#begin()
    else if (name === 'wp:author') this.#author = new Map()
    if (name === 'category' && this.#path.length === 1) {
      const { domain = '', nicename = '' } = attributes
      this.#term = { domain, nicename, name: '' }
    }
  }

  #begin(): void {
    this.#items += 1
    this.#faults = 0
    this.#item = { number: this.#items, texts: new Map(), meta: new Map(), terms: [], fault: undefined }
  }

  #add(text: string): void {
    this.#unanswered = 0
    if (this.#text.length + text.length <= maxTextCharacters) this.#text += text
    else this.#mark(`a text is longer than ${maxTextCharacters} characters`)
  }

  #mark(message: string): void {
    this.#faults += 1
    if (this.#faults > maxFaults) this.#stop(`its XML has more than ${maxFaults} faults`)
    if (this.#item && !harmless.test(message)) this.#item.fault ??= message
  }

  #close(name: string): void {
    this.#unanswered = 0
    const text = this.#text
    const parent = this.#path.at(-2)
    const depth = this.#path.length
    this.#path.pop()
    this.#text = ''
    if (this.hasEnded) return
    if (depth === 0) this.#finish(name, text)
    else if (this.#author) keep(this.#author, authorTexts, name, text)
    else if (this.#item) this.#keepIn(this.#item, name, parent, depth, text)
  }

  #keepIn(item: WxrItem, name: string, parent: string | undefined, depth: number, text: string): void {
    if (depth === 1) keep(item.texts, itemTexts, name, text)
    if (this.#term && name === 'category' && item.terms.length < maxTerms)
      item.terms.push({ ...this.#term, name: text })
    this.#term = undefined
    if (parent !== 'wp:postmeta') return
    if (name === 'wp:meta_key') this.#metaKey = text
    if (name === 'wp:meta_value') keep(item.meta, metaKeys, this.#metaKey, text)
  }

  #finish(name: string, text: string): void {
    if (this.#item) this.parts.push({ kind: 'item', item: this.#item })
    if (this.#author) this.parts.push({ kind: 'author', texts: this.#author })
    if (name === 'language' && !this.#item) this.parts.push({ kind: 'language', language: text })
    this.#item = undefined
    this.#author = undefined
  }
}

function keep(texts: Map<string, string>, wanted: ReadonlySet<string>, name: string, text: string): void {
  if (wanted.has(name) && !texts.has(name)) texts.set(name, text)
}
