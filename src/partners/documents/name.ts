import type { DocumentType } from './file.ts'

const maxLength = 120
// Control and direction characters, and what some system or header takes for something else than a name.
const unfit = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}"*:<>?|%;]+/gu

const endings: Record<DocumentType, RegExp> = {
  'application/pdf': /\.pdf$/i,
  'image/png': /\.png$/i,
  'image/jpeg': /\.jpe?g$/i,
}
const ending: Record<DocumentType, string> = {
  'application/pdf': '.pdf',
  'image/png': '.png',
  'image/jpeg': '.jpg',
}

/** What a file may be saved as: no path, nothing hidden, and the ending of what it is. */
export function fileName(given: string, contentType: DocumentType): string {
  const [base = ''] = given.normalize('NFC').split(/[/\\]/).slice(-1)
  const clean = base
    .replace(unfit, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const stem = clean.replace(endings[contentType], '').replace(/[\s.]+$/, '')
  return `${[...stem].slice(0, maxLength).join('').trim() || 'document'}${ending[contentType]}`
}

/** The header under which a file is saved and never shown (RFC 6266). */
export function attachmentOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^\x20-\x7e]+/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
