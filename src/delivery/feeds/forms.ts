import { atomEntry, atomFrame } from './atom.ts'
import type { FeedEntry, FeedHead } from './entry.ts'
import { jsonFeedFrame, jsonFeedItem } from './json-feed.ts'
import { rssFrame, rssItem } from './rss.ts'

/** How a feed is written: item by item, so that only new ones have to be, and what stands around them. */
export interface FeedForm {
  /** As usage counts it. */
  name: 'rss' | 'atom' | 'json-feed'
  /** Of its address. */
  extension: 'rss' | 'atom' | 'json'
  mediaType: string
  item: (entry: FeedEntry) => string
  frame: (head: FeedHead) => [before: string, behind: string]
  between: string
}

export const feedForms: FeedForm[] = [
  {
    ...{ name: 'rss', extension: 'rss', mediaType: 'application/rss+xml', between: '\n' },
    ...{ item: rssItem, frame: rssFrame },
  },
  {
    ...{ name: 'atom', extension: 'atom', mediaType: 'application/atom+xml', between: '\n' },
    ...{ item: atomEntry, frame: atomFrame },
  },
  {
    ...{ name: 'json-feed', extension: 'json', mediaType: 'application/feed+json', between: ',' },
    ...{ item: jsonFeedItem, frame: jsonFeedFrame },
  },
]
