import type { Newswire } from '../../articles/newswire.ts'
import type { Attribution } from '../../licensing/attribution.ts'
import type { ArticleJson } from '../schema.ts'

/** A story as a feed shows it, or what is told in the place of one that was taken back. */
export interface FeedEntry {
  /** What importers know the story by. */
  guid: string
  /** The page of the original. */
  link: string
  article: ArticleJson
  /** Everything that is to be printed, attribution included. */
  contentHtml: string
  newswire: Newswire
}

/** What a feed says of itself. */
export interface FeedHead {
  /** The same for everybody, whatever address it is read at. */
  id: string
  /** Absent where the address is a secret. */
  selfUrl: string | undefined
  title: string
  newswire: Newswire
  logo: Attribution['logo']
  license: string
  /** RFC 3339. */
  updatedAt: string
}

/** The author as feeds name one: `Jane Doe, Daily Caller News Foundation`. */
export function authorName({ name, affiliation }: Attribution['authors'][number]): string {
  return `${name}, ${affiliation.name}`
}

/** What the feed is about, in a sentence. */
export function descriptionOf({ name }: Newswire): string {
  return `Licensed stories of ${name}; print logo, byline and affiliation with each.`
}
