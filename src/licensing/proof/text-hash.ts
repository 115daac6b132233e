import { hash } from 'node:crypto'

/** Names the steps below. They never change; other ones would have another name. */
export const normalization = 'wirecopy-text-1'

const images = /<figure><img[^<>]*>(?:[^<]|<(?!\/?figure\b))*<\/figure>/g
const inlineTags = /<\/?(?:a|abbr|b|cite|code|em|i|q|s|strong|sub|sup)(?:\s[^<>]*)?>/g
const otherTags = /<[^<>]*>/g
const references = /&(?:lt|gt|quot|amp);/g
const whiteSpace = /\p{White_Space}+/gu

const characters: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' }

/**
 * The words of a body, whatever its markup: images with their captions left out, tags of inline elements taken
 * away and all others made a space, the four character references read, then Unicode NFC, and each run of
 * white space (the Unicode property) as one space, with none at the ends.
 */
export function normalizedText(bodyHtml: string): string {
  return bodyHtml
    .replace(images, ' ')
    .replace(inlineTags, '')
    .replace(otherTags, ' ')
    .replace(references, (reference) => characters[reference] ?? reference)
    .normalize('NFC')
    .replace(whiteSpace, ' ')
    .replace(/^ | $/g, '')
}

/** SHA-256 of the normalized text in UTF-8, as hex. */
export function textHash(bodyHtml: string): string {
  return hash('sha256', normalizedText(bodyHtml), 'hex')
}
