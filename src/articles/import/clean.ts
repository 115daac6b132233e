import { defaultTreeAdapter, serialize } from 'parse5'
import { mendBody } from '../text/limits.ts'
import { isDropped, parseSource, type SourceElement, type SourceNode } from '../text/source.ts'
import { elementsIn, embedFigure, type Holder, linesOf, remove, replace, textOf } from './blocks.ts'
import { isBoxLine, takeBoxes } from './boxes.ts'
import { takeCorrection } from './corrections.ts'
import { expandShortcodes, type ImageById } from './expansion.ts'
import { isBareUrl, splitMixed } from './mixed-lines.ts'
import { takeNotices } from './notices.ts'
import { withParagraphs } from './paragraphs.ts'
import { settlePictures } from './pictures.ts'
import { markRelated } from './related-lines.ts'
import type { SourceStory } from './source-story.ts'

export interface CleanBody {
  html: string
  correction: string | null
  dropped: SourceStory['dropped']
}

export interface Circumstances {
  /** As the editor stored it, with shortcodes and without paragraphs; otherwise as a site showed it. */
  raw: boolean
  imageById?: ImageById | undefined
}

const maxSourceCharacters = 4 * 1_048_576

/**
 * Takes out of a story what belongs to the software and the site it comes from: shortcodes, editor comments,
 * placeholders of images, boxes that ask to follow or donate, the licensing notice, the note of a correction.
 * Throws a problem for what no body may be: too large, too deep, too many elements.
 */
export function cleanBody(source: string, { raw, imageById }: Circumstances): CleanBody {
  if (source.length > maxSourceCharacters)
    throw mendBody(`The text has ${source.length} characters; at most ${maxSourceCharacters} are read.`)
  const expanded = expandShortcodes(source, imageById)
  const story = storyOf(parseSource(withParagraphs(expanded.html, raw)))
  settlePictures(story)
  leaveOutUnseen(story)
  const boxes = takeBoxes(story)
  const { lines, notices } = takeNotices(linesOf(story).flatMap(splitMixed))
  const told = takeBoxLines(lines)
  for (const line of told) {
    markRelated(line)
    markEmbed(line)
  }
  return {
    correction: takeCorrection(told),
    html: serialize(story).trim(),
    dropped: { shortcodes: expanded.dropped, notices, boxes: boxes + lines.length - told.length },
  }
}

// All at once: moved one by one, a hundred thousand nodes would be counted again for each.
function storyOf(nodes: SourceNode[]): Holder {
  const story = defaultTreeAdapter.createDocumentFragment()
  story.childNodes = nodes
  for (const node of nodes) node.parentNode = story
  return story
}

// Forms go as boxes do, when it is known what they ask for; the sanitizer drops the others.
function leaveOutUnseen(holder: Holder): void {
  holder.childNodes = holder.childNodes.filter((node) => {
    if (!('tagName' in node)) return node.nodeName !== '#comment'
    return !isDropped(node) || node.tagName === 'form'
  })
  for (const node of holder.childNodes) if ('tagName' in node) leaveOutUnseen(node)
}

function takeBoxLines(lines: readonly SourceElement[]): SourceElement[] {
  return lines.filter((line) => {
    const isBox = isBoxLine(textOf(line))
    if (isBox) remove(line)
    return !isBox
  })
}

function markEmbed(line: SourceElement): void {
  if (line.tagName !== 'p' || elementsIn(line).some((element) => element.tagName === 'a')) return
  const text = textOf(line).trim()
  if (isBareUrl(text)) replace(line, [embedFigure(text)])
}
