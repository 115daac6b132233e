import { isVisible } from '../text/characters.ts'
import type { SourceElement, SourceNode } from '../text/source.ts'
import { elementOf, elementsIn, moveInto, replace, textOf } from './blocks.ts'
import { isBoxLine } from './boxes.ts'
import { beginsNote } from './corrections.ts'
import { beginsNotice } from './notices.ts'
import { oneLine } from './plain.ts'

const bareUrl = /^https?:\/\/\S+$/i

export function isBareUrl(text: string): boolean {
  return bareUrl.test(text)
}

/** Cuts a paragraph at its line breaks where one of its lines is no text of the story. */
export function splitMixed(paragraph: SourceElement): SourceElement[] {
  if (paragraph.tagName !== 'p' || !hasBreak(paragraph)) return [paragraph]
  const around = wrappersIn(paragraph)
  const lines = linesIn(around.at(-1) ?? paragraph)
  const texts = lines.map((line) => oneLine(line.map(textOf).join('')))
  if (lines.length < 2 || !texts.some(isApart)) return [paragraph]

  const paragraphs = lines
    .filter((_line, index) => isVisible(texts[index] ?? ''))
    .map((line) => wrapped(line, around))
  replace(paragraph, paragraphs)
  return paragraphs
}

function isApart(text: string): boolean {
  return isBareUrl(text) || isBoxLine(text) || beginsNotice(text) || beginsNote(text)
}

function hasBreak(element: SourceElement): boolean {
  return elementsIn(element).some((inner) => inner.tagName === 'br')
}

/** The elements that hold everything in the paragraph, outermost first: `<em>` around all lines. */
function wrappersIn(paragraph: SourceElement): SourceElement[] {
  const wrappers: SourceElement[] = []
  for (let holder: SourceElement | undefined = paragraph; holder; holder = wrappers.at(-1)) {
    const [only, ...others] = holder.childNodes.filter((node) => 'tagName' in node || isVisible(textOf(node)))
    if (!only || others.length > 0 || !('tagName' in only) || !hasBreak(only)) break
    wrappers.push(only)
  }
  return wrappers
}

function linesIn(element: SourceElement): SourceNode[][] {
  const lines: SourceNode[][] = [[]]
  for (const node of element.childNodes) {
    if (node.nodeName === 'br') lines.push([])
    else lines.at(-1)?.push(node)
  }
  return lines
}

function wrapped(line: readonly SourceNode[], around: readonly SourceElement[]): SourceElement {
  const paragraph = elementOf('p')
  let holder = paragraph
  for (const { tagName, attrs } of around) {
    const inner = elementOf(tagName, Object.fromEntries(attrs.map(({ name, value }) => [name, value])))
    moveInto(holder, inner)
    holder = inner
  }
  for (const node of line) moveInto(holder, node)
  return paragraph
}
