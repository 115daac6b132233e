import { formatNames } from '../../src/delivery/formats/formats.ts'
import type { Library } from './databases.ts'

/** One kind of request. */
export interface Scenario {
  name: string
  status: 200 | 304
  path: (library: Library) => string
  /** The least share of the bare route's requests/s. Lists have none: they read the database. */
  goal?: number
  /** It finds more in a larger library, so that its p99 there is compared with nothing. */
  findsMore?: true
  /** By which `--only` knows several. */
  group?: (typeof groups)[number]
  /** Measured where `--only` asks for it. */
  onlyAsked?: boolean
}

export const groups = ['formats', 'feeds'] as const

/** What is no request but a thousand streams that stay open. */
export const streaming = 'stream'

/** Nor are webhooks, which are sent. */
export const posting = 'webhooks'

/** Nor is what the desk has imported. */
export const importing = 'import'

const itemGoal = 0.8
// A feed is made once and sent often, but it counts each of its stories.
const feedGoal = 0.6
const furtherFeed = { group: 'feeds', onlyAsked: true } as const
const feed = (form: string) => () => `/v1/feeds/articles.${form}`

export const scenarios: Scenario[] = [
  {
    ...{ name: 'item', status: 200, goal: itemGoal },
    path: ({ articleId }) => `/v1/articles/${articleId}`,
  },
  {
    ...{ name: 'item-unchanged', status: 304, goal: itemGoal },
    path: ({ articleId }) => `/v1/articles/${articleId}`,
  },
  { name: 'list-of-50', status: 200, path: () => '/v1/articles?limit=50' },
  { name: 'section-of-50', status: 200, path: () => '/v1/articles?limit=50&section=Politics' },
  { name: 'search-of-50', status: 200, path: () => '/v1/articles?limit=50&q=senate+budget' },
  // One story of thirty has the name; hardly one of two thousand has the next one.
  { name: 'name-search', status: 200, path: () => '/v1/articles?limit=50&q=tate' },
  {
    ...{ name: 'rare-search', status: 200, findsMore: true },
    path: () => '/v1/articles?limit=50&q=morstenwick',
  },
  {
    ...{ name: 'changes-of-50', status: 200 },
    path: ({ middleOfLog }) => `/v1/changes?limit=50&after=${middleOfLog}`,
  },
  { ...{ name: 'feed-of-50', status: 200, goal: feedGoal, group: 'feeds' }, path: feed('rss') },
  { ...{ name: 'feed-unchanged', status: 304, goal: itemGoal, group: 'feeds' }, path: feed('rss') },
  ...['atom', 'json'].flatMap((form): Scenario[] => [
    { ...{ name: `${form}-of-50`, status: 200, goal: feedGoal }, ...furtherFeed, path: feed(form) },
    { ...{ name: `${form}-unchanged`, status: 304, goal: itemGoal }, ...furtherFeed, path: feed(form) },
  ]),
  // Each is made once and sent often, as `item` is: they differ in their length alone.
  ...formatNames.map(
    (format): Scenario => ({
      ...{ name: `format-${format}`, status: 200, goal: itemGoal, group: 'formats', onlyAsked: true },
      path: ({ articleId }) => `/v1/articles/${articleId}?format=${format}`,
    }),
  ),
]
