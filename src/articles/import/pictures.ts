import { defaultTreeAdapter } from 'parse5'
import { frameUrl, imageUrl } from '../text/allow-list.ts'
import { attribute, parseSource, type SourceElement } from '../text/source.ts'
import { elementOf, elementsIn, embedFigure, type Holder, remove, replace, textOf } from './blocks.ts'

const lazyNames = ['data-lazy-src', 'data-src', 'data-original', 'data-src-fg']
const lazySets = ['data-lazy-srcset', 'data-srcset', 'srcset']
const emojiClass = /(?:^| )(?:emoji|wp-smiley)(?: |$)/
const tinyStyle = /(?:^|[; ])(?:width|height) ?: ?[01]px/

/**
 * Gives images and frames that wait for a script their addresses, takes what a `noscript` repeats only once,
 * writes emoji as text, players as links, and leaves out counting pixels.
 */
export function settlePictures(story: Holder): void {
  const shown = new Set<string>()
  for (const element of elementsIn(story)) {
    if (element.tagName === 'img') settleImage(element, shown)
    if (element.tagName === 'iframe') settleFrame(element)
    if (element.tagName === 'noscript') settleFallback(element, shown)
    if (element.tagName === 'video' || element.tagName === 'audio') settlePlayer(element)
  }
}

function settleImage(element: SourceElement, shown: Set<string>): void {
  if (emojiClass.test(attribute(element, 'class'))) {
    const emoji = elementOf('span')
    defaultTreeAdapter.insertText(emoji, attribute(element, 'alt'))
    replace(element, [emoji])
    return
  }
  const src = addressOf(element)
  if (src === undefined || isPixel(element)) {
    remove(element)
    return
  }
  setAttribute(element, 'src', src)
  shown.add(src)
}

function addressOf(element: SourceElement): string | undefined {
  const candidates = [
    ...lazyNames.map((name) => attribute(element, name)),
    attribute(element, 'src'),
    ...lazySets.map((name) => largestOf(attribute(element, name))),
  ]
  return candidates.map((each) => imageUrl(each)).find((each) => each !== undefined)
}

// The last candidate of a set is as a rule the widest.
function largestOf(candidates: string): string {
  return (
    candidates
      .slice(candidates.lastIndexOf(', ') + 1)
      .trim()
      .split(' ')[0] ?? ''
  )
}

function isPixel(element: SourceElement): boolean {
  const sizes = [attribute(element, 'width'), attribute(element, 'height')]
  return sizes.some((size) => size === '0' || size === '1') || tinyStyle.test(attribute(element, 'style'))
}

function settleFrame(element: SourceElement): void {
  const src = [attribute(element, 'src'), ...lazyNames.map((name) => attribute(element, name))].find((each) =>
    frameUrl(each),
  )
  if (src) setAttribute(element, 'src', src)
}

/** What a browser without scripts would see stays where nothing else shows it. */
function settleFallback(element: SourceElement, shown: Set<string>): void {
  const holder = defaultTreeAdapter.createDocumentFragment()
  for (const node of parseSource(textOf(element))) {
    defaultTreeAdapter.detachNode(node)
    defaultTreeAdapter.appendChild(holder, node)
  }
  const images = elementsIn(holder).filter((each) => each.tagName === 'img')
  const missing = images.filter((image) => {
    const src = addressOf(image)
    return src !== undefined && !isPixel(image) && !shown.has(src)
  })
  for (const image of missing) settleImage(image, shown)
  replace(element, missing)
}

function settlePlayer(element: SourceElement): void {
  const sources = elementsIn(element).map((each) => attribute(each, 'src'))
  const src = [attribute(element, 'src'), ...sources].find((each) => frameUrl(each))
  replace(element, src ? [embedFigure(src)] : [])
}

function setAttribute(element: SourceElement, name: string, value: string): void {
  const kept = element.attrs.filter((each) => each.name !== name)
  element.attrs = [...kept, { name, value }]
}
