import type { Id } from '../platform/ids.ts'
import type { Hash } from '../platform/storage/storage.ts'
import type { SafeHtml } from './text/html.ts'
import type { TopicCode } from './topics.ts'

/** The organization that a reporter writes for. */
export interface Affiliation {
  name: string
  shortName: string
  url: string
}

/** A reporter as copied into a revision: who moves on later does not rewrite history. */
export interface Author {
  id: Id<'rep'>
  name: string
  /** Absent where it was not kept yet: a person. */
  kind?: 'person' | 'desk'
  affiliation: Affiliation
}

/** Something to read beside a story: one of ours, or a page of the web with its headline. */
export type Related = { id: Id<'art'> } | { url: string; headline: string }

/** An image as copied into a revision, with what was said of it then. */
export interface Picture {
  id: Id<'med'>
  sha256: Hash
  width: number
  height: number
  alt: string
  caption: string | null
  credit: string | null
  rights: string | null
}

/** What an editor writes; a revision is made of it. */
export interface Content {
  headline: string | null
  subhead: string | null
  summary: string | null
  slug: string | null
  language: string
  dateline: string | null
  section: string | null
  tags: string[]
  topics: TopicCode[]
  related: Related[]
  urgency: number | null
  canonicalUrl: string | null
  bodyHtml: SafeHtml | null
  wordCount: number
  reporters: Id<'rep'>[]
  /** The first one is the main image. */
  media: Id<'med'>[]
}

/** One file of the newswire's logo; sizes in CSS pixels. */
export interface LogoRendition {
  sha256: string
  contentType: 'image/svg+xml' | 'image/png'
  width: number
  height: number
}
