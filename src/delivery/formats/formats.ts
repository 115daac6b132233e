import { embedHtml } from './embed.ts'
import { articlePage } from './html.ts'
import { jsonLd } from './jsonld.ts'
import { markdown } from './markdown.ts'
import { newsmlG2 } from './newsml-g2.ts'
import { ninjs } from './ninjs.ts'
import { ninjs16 } from './ninjs-1.6.ts'
import { ninjs22 } from './ninjs-2.2.ts'
import { nitf, nitfPlain } from './nitf.ts'
import { articlePageHeaders } from './page-style.ts'
import type { Write } from './parts.ts'
import { plainText } from './text.ts'

/** How an article is written. */
interface Form {
  /** The media type that `Accept` asks for it by; absent for what is asked for by name alone. */
  mediaType?: string
  contentType: string
  /** Sent with it besides. */
  headers?: Record<string, string>
  write: Write
}

export const formatNames = [
  'json',
  'ninjs',
  'ninjs-2.2',
  'ninjs-1.6',
  'newsml-g2',
  'nitf',
  'nitf-plain',
  'html',
  'embed',
  'text',
  'markdown',
  'jsonld',
] as const

export type Format = (typeof formatNames)[number]

const json = 'application/json; charset=utf-8'
const html = 'text/html; charset=utf-8'
const g2 = 'application/vnd.iptc.g2.newsitem+xml'
const nitfType = 'application/nitf+xml'

/** Formats by the name that `?format=` takes. */
export const formats: Record<Format, Form> = {
  json: {
    mediaType: 'application/json',
    contentType: json,
    write: ({ returns: _, ...article }) => JSON.stringify(article),
  },
  ninjs: { contentType: json, write: ninjs },
  'ninjs-2.2': { contentType: json, write: ninjs22 },
  'ninjs-1.6': { contentType: json, write: ninjs16 },
  'newsml-g2': { mediaType: g2, contentType: g2, write: newsmlG2 },
  // No media type is registered for NITF; this is the one in use.
  nitf: { mediaType: nitfType, contentType: nitfType, write: nitf },
  'nitf-plain': { contentType: nitfType, write: nitfPlain },
  html: { mediaType: 'text/html', contentType: html, headers: articlePageHeaders, write: articlePage },
  embed: { contentType: html, write: embedHtml },
  text: { mediaType: 'text/plain', contentType: 'text/plain; charset=utf-8', write: plainText },
  markdown: { mediaType: 'text/markdown', contentType: 'text/markdown; charset=utf-8', write: markdown },
  jsonld: { mediaType: 'application/ld+json', contentType: 'application/ld+json', write: jsonLd },
}
