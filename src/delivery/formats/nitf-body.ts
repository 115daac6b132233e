import { passagesIn } from '../../articles/text/body.ts'
import type { Passage } from '../../articles/text/passages.ts'
import type { Attribution } from '../../licensing/attribution.ts'
import type { ArticleJson } from '../schema.ts'
import { inlineXml, listXml, type Names } from './blocks.ts'
import { isIn, mainFile } from './media.ts'
import { logoFile } from './parts.ts'
import { element, field, type Xml } from './xml.ts'

/** The text, images and logo of a story in NITF, whose quotes need blocks and whose images are media. */
export function nitfBody(
  { advisory, bodyHtml = '', media, related }: ArticleJson,
  { logo }: Attribution,
): Xml {
  const { href, contentType, width, height } = logoFile(logo)
  const [main, ...others] = media
  const shown = (picture: Picture) => (isIn(bodyHtml, picture) ? [] : pictureOf(picture))
  return element(
    'body.content',
    {},
    // Many read the text alone, not what stands in the head for editors.
    advisory?.split('\n').map((line) => element('p', {}, element('em', { class: 'bold' }, line))) ?? [],
    main ? shown(main) : [],
    passagesIn(bodyHtml).map(block),
    others.flatMap(shown),
    related.map(relatedOf),
    element(
      'media',
      { 'media-type': 'image', class: 'logo' },
      reference({ source: href, 'mime-type': contentType, width, height, 'alternate-text': logo.alt }),
    ),
  )
}

type Picture = ArticleJson['media'][number]

function reference(attributes: Parameters<typeof element>[1]): Xml {
  return element('media-reference', attributes)
}

function pictureOf(picture: Picture): Xml[] {
  const file = mainFile(picture)
  if (!file) return []
  const { href, contentType, width, height } = file
  const { alt, caption, credit, rights } = picture
  return [
    element(
      'media',
      { 'media-type': 'image' },
      rights === null ? undefined : element('media-metadata', { name: 'rights', value: rights }),
      reference({
        ...{ source: href, 'mime-type': contentType, width, height },
        ...{ 'alternate-text': alt, 'source-credit': credit },
      }),
      caption === null ? undefined : element('media-caption', {}, element('p', {}, caption)),
      field('media-producer', credit),
    ),
  ]
}

function relatedOf({ headline, url, uri }: ArticleJson['related'][number]): Xml {
  const href = url ?? uri ?? ''
  return element('p', {}, 'Related: ', element('a', { href, rel: 'related' }, headline ?? href))
}

const emphasis = new Map([
  ['em', undefined],
  ['i', undefined],
  ['strong', { class: 'bold' }],
  ['b', { class: 'bold' }],
  ['s', { class: 'strikethrough' }],
  ['code', { class: 'code' }],
  ['cite', { class: 'cite' }],
  // Elements of their own stand in numbers alone.
  ['sub', { class: 'sub' }],
  ['sup', { class: 'sup' }],
])

const names: Names = (name) => {
  if (name === 'q') return { tag: name }
  return emphasis.has(name) ? { tag: 'em', attributes: emphasis.get(name) ?? {} } : undefined
}

function block(passage: Passage): Xml {
  switch (passage.kind) {
    case 'paragraph':
      return element('p', {}, inlineXml(passage.runs, names))
    case 'heading':
      return element('hl2', {}, inlineXml(passage.runs, names))
    case 'quote':
      return quote(passage.content)
    case 'list':
      return listXml(passage, names)
    case 'embed':
      return embed(passage)
    case 'related':
      return element('p', { class: 'related' }, 'Related: ', inlineXml(passage.runs, names))
    case 'image':
      return image(passage)
  }
}

function quote(content: readonly Passage[]): Xml {
  return element('bq', {}, element('block', {}, content.map(block)))
}

function embed({ quote: said, source }: Extract<Passage, { kind: 'embed' }>): Xml {
  const credits = source.map(({ runs }) => inlineXml(runs, names))
  if (said.length === 0) return element('p', { class: 'embed' }, credits.flat())
  const credit = credits.length > 0 ? element('credit', {}, credits.flat()) : undefined
  return element('bq', { class: 'embed' }, element('block', {}, said.map(block)), credit)
}

function image({ src, alt, width, height, caption }: Extract<Passage, { kind: 'image' }>): Xml {
  return element(
    'media',
    { 'media-type': 'image' },
    reference({ source: src, width, height, 'alternate-text': alt }),
    caption.length > 0
      ? element('media-caption', {}, element('p', {}, inlineXml(caption, names)))
      : undefined,
  )
}
