import { isAscii } from 'node:buffer'
import { StringDecoder } from 'node:string_decoder'

/** Opens a file at its beginning, as often as it is asked. */
export type Open = () => AsyncIterable<Uint8Array>

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids them, and exports hold them.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const notAscii = /[\u0080-\uffff]/g
const replaced = /\ufffd/g
const declaration = /<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{1,40})["']/i
const byteOrderMark = '\ufeff'
// Each text that is larger than about this costs memory that is cleared anew.
const pieceBytes = 16 * 1024
const maxDeclaration = 400
const fallback = 'windows-1252'

// Where a text of the export ends, an element of it ends, or the text was cut to hold `]]>`.
const strayEnd =
  /\]\]>(?!\s{0,40}<(?:!\[CDATA\[|\/(?:[a-z]{1,20}:[a-z_]{1,30}|author|category|comments|description|guid|link|pubDate|title)>))/gi
const maxAhead = 120

/**
 * The characters of a file, without those that XML forbids, and with every `]]>` that an old exporter left in
 * the middle of a text cut as it should have been.
 */
export async function* charactersOf(open: Open): AsyncGenerator<string> {
  const decoder = decoderOf(await encodingOf(open))
  let held = ''
  for await (const bytes of piecesOf(open())) {
    const text = held + decoder.next(bytes).replace(forbidden, '')
    const cut = cutBefore(text, text.length - maxAhead)
    const mended = text.replace(strayEnd, (end, at: number) => (at < cut ? ']]]]><![CDATA[>' : end))
    held = text.slice(cut)
    yield mended.slice(0, mended.length - held.length)
  }
  yield held + decoder.end().replace(forbidden, '')
}

async function* piecesOf(file: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const bytes of file) {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
  }
}

interface Decoder {
  next(bytes: Uint8Array): string
  end(): string
}

// Of bytes that come in pieces a TextDecoder makes strings of two bytes a character, which all that reads them
// pays for.
function decoderOf(encoding: string): Decoder {
  if (encoding === 'utf-8') {
    const decoder = new StringDecoder('utf8')
    let isFirst = true
    return {
      next(bytes) {
        const text = decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
        const atStart = isFirst && text !== ''
        if (atStart) isFirst = false
        return atStart && text.startsWith(byteOrderMark) ? text.slice(1) : text
      },
      end: () => decoder.end(),
    }
  }
  const decoder = new TextDecoder(encoding)
  return { next: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
}

/** At this place or a little before, so that no `]]>` is cut in two. */
function cutBefore(text: string, at: number): number {
  let cut = Math.max(0, at)
  for (let back = 0; back < 2 && text.charAt(cut - 1) === ']'; back += 1) cut -= 1
  return cut
}

/** What can be read as UTF-8 is UTF-8, whatever it declares; a few broken characters make it nothing else. */
async function encodingOf(open: Open): Promise<string> {
  const decoder = new TextDecoder()
  let head = ''
  let characters = 0
  let broken = 0
  for await (const bytes of open()) {
    if (head === '') head = Buffer.from(bytes.subarray(0, maxDeclaration)).toString('latin1')
    if (isAscii(bytes)) continue
    const text = decoder.decode(bytes, { stream: true })
    characters += text.match(notAscii)?.length ?? 0
    broken += text.match(replaced)?.length ?? 0
  }
  if (head.startsWith('ÿþ')) return 'utf-16le'
  if (head.startsWith('þÿ')) return 'utf-16be'
  if (broken * 2 <= characters) return 'utf-8'
  const label = declaration.exec(head)?.[1] ?? fallback
  return isKnown(label) && !/^utf-?8$/i.test(label) ? label : fallback
}

function isKnown(label: string): boolean {
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}
