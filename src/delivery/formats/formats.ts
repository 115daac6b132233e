import type { Attribution } from '../../licensing/attribution.ts'
import type { ArticleJson } from '../schema.ts'
import { embedHtml } from './embed.ts'

/** How an article is written: the same text for every partner, and none without its attribution. */
interface Form {
  /** The media type that `Accept` asks for it by; absent for what is asked for by name alone. */
  mediaType?: string
  contentType: string
  write: (article: ArticleJson, attribution: Attribution, license: ArticleJson['license']) => string
}

export const formatNames = ['json', 'embed'] as const

export type Format = (typeof formatNames)[number]

/** Formats by the name that `?format=` takes. */
export const formats: Record<Format, Form> = {
  json: {
    mediaType: 'application/json',
    contentType: 'application/json; charset=utf-8',
    write: (article) => JSON.stringify(article),
  },
  embed: { contentType: 'text/html; charset=utf-8', write: embedHtml },
}
