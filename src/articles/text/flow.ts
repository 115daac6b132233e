import {
  cells,
  embedFigureClasses,
  embedQuoteClasses,
  headingLevels,
  inlineNames,
  linkUrl,
  unwrappedBlocks,
} from './allow-list.ts'
import { collapsed } from './characters.ts'
import { embedFigure, embedFrame, embedQuote } from './embeds.ts'
import { figurePassages, imagePassages } from './figures.ts'
import { listPassages } from './lists.ts'
import { isOutsideText, type Part, paragraph, paragraphsOf } from './passages.ts'
import { headingPassages, quotePassages } from './quotes.ts'
import { relatedBlock } from './related.ts'
import { joinLines, lineBreak, type Mark, type Run } from './runs.ts'
import { attribute, hasClass, isDropped, type SourceElement, type SourceNode } from './source.ts'

const relatedClass = new Set(['wire-related'])

/** The parts that source nodes come to, with loose text gathered into paragraphs. */
export function partsOf(nodes: readonly SourceNode[], marks: readonly Mark[] = []): Part[] {
  const flow: Flow = { parts: [], open: [] }
  for (const node of nodes) read(flow, node, marks)
  closeParagraph(flow)
  return flow.parts
}

interface Flow {
  parts: Part[]
  /** The runs of the paragraph that is being gathered. */
  open: Run[]
}

function closeParagraph(flow: Flow): void {
  flow.parts.push(...paragraph(flow.open))
  flow.open = []
}

function read(flow: Flow, node: SourceNode, marks: readonly Mark[]): void {
  if ('value' in node) flow.open.push({ text: collapsed(node.value), marks })
  if (!('tagName' in node) || isDropped(node)) return

  const assemble = assemblers.get(node.tagName)
  if (assemble) {
    closeParagraph(flow)
    flow.parts.push(...assemble(node, partsOf(node.childNodes, marks)))
    return
  }
  const breaks = unwrappedBlocks.has(node.tagName)
  if (breaks) closeParagraph(flow)
  if (node.tagName === 'br') flow.open.push({ text: lineBreak, marks })
  if (cells.has(node.tagName)) flow.open.push({ text: ' ', marks })
  const inside = marksInside(node, marks)
  for (const child of node.childNodes) read(flow, child, inside)
  if (breaks) closeParagraph(flow)
}

function marksInside(element: SourceElement, marks: readonly Mark[]): readonly Mark[] {
  const name = element.tagName
  if (!inlineNames.has(name)) return marks
  if (name !== 'a') return [...marks, { name }]

  const href = linkUrl(attribute(element, 'href'))
  return href && !marks.some((mark) => mark.name === 'a') ? [...marks, { name, href }] : marks
}

/** Makes parts of an element and of what its children came to. */
type Assemble = (element: SourceElement, inner: Part[]) => Part[]

const assemblers = new Map<string, Assemble>([
  ...[...headingLevels].map(([name, level]): [string, Assemble] => [
    name,
    (_element, inner) => headingPassages(level, inner),
  ]),
  ['p', paragraphParts],
  ['blockquote', quoteParts],
  ['ul', (_element, inner) => listPassages(false, inner)],
  ['ol', (_element, inner) => listPassages(true, inner)],
  ['li', (_element, inner) => [{ kind: 'item', content: inner }]],
  ['figure', figureParts],
  ['figcaption', captionParts],
  ['img', imagePassages],
  ['iframe', embedFrame],
  ['embed', embedFrame],
])

function paragraphParts(element: SourceElement, inner: Part[]): Part[] {
  const [only, ...others] = inner
  if (only?.kind !== 'paragraph' || others.length > 0 || !hasClass(element, relatedClass)) return inner
  return [relatedBlock(only.runs) ?? only]
}

function quoteParts(element: SourceElement, inner: Part[]): Part[] {
  return hasClass(element, embedQuoteClasses) ? embedQuote(element, inner) : quotePassages(inner)
}

function figureParts(element: SourceElement, inner: Part[]): Part[] {
  return hasClass(element, embedFigureClasses) ? embedFigure(inner) : figurePassages(inner)
}

function captionParts(_element: SourceElement, inner: Part[]): Part[] {
  const outside = inner.filter(isOutsideText)
  const lines = paragraphsOf(inner.filter((part) => !isOutsideText(part)))
  const runs = joinLines(lines.map((line) => line.runs))
  return runs.length > 0 ? [...outside, { kind: 'caption', runs }] : outside
}
