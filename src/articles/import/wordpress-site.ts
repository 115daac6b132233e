import { z } from 'zod'
import type { Instant } from '../../platform/clock.ts'
import { jsonIn } from '../../platform/json.ts'
import { type Ask, hostIn } from './asking.ts'
import { type ReadBatch, SourceFailed } from './reading.ts'
import { storyOrFault } from './unreadable.ts'
import { storyOfWordPress } from './wordpress.ts'

const postsPerPage = 50
const maxPageBytes = 32 * 1024 * 1024
const idsPerPage = 100
const maxIdPages = 500
const maxIdBytes = 1024 * 1024
// Posts may share a second with the last one that was read, and be stored a moment after it.
const overlapMs = 60_000
// Some sites compare local time, which repeats an hour when summer time ends.
const firstOverlapMs = 61 * 60_000
const dayMs = 24 * 60 * 60_000

const postSchema = z.looseObject({ id: z.int(), modified_gmt: z.string().optional() })
const idsSchema = z.array(z.object({ id: z.int() }))
type Post = z.infer<typeof postSchema>

interface Wish {
  /** Everything that was modified before is stored. */
  since: Instant | null
  maxPages: number
  /** Ids of posts to read whenever they were modified, no more than a page has. */
  again: readonly string[]
}

/**
 * The posts of a site that were modified since, those first that were modified first. Every page asks anew from
 * where the last one ended, so that a post that is modified meanwhile moves nothing out of sight.
 */
export async function* readPosts(
  ask: Ask,
  site: string,
  { since, maxPages, again }: Wish,
): AsyncGenerator<ReadBatch> {
  let anchor = since === null ? undefined : since - firstOverlapMs
  let number = 1
  let total: number | undefined
  let recent = new Map<string, Instant>()
  const collection = await findCollection(ask, site)
  if (again.length > 0) yield await readAgain(ask, collection, again)
  for (let pages = 0; pages < maxPages; pages += 1) {
    const page = await askForPosts(ask, collection, anchor, number)
    total ??= page.total
    const fresh = page.posts.filter((post) => !recent.has(keyOf(post)))
    const upTo = Math.max(...page.posts.map(modifiedAt), 0) || undefined
    const isLast = page.posts.length < postsPerPage
    yield {
      found: fresh.map((post) => storyOrFault(() => storyOfWordPress(post))),
      total,
      upTo,
      more: !isLast,
    }
    if (isLast) return

    for (const post of fresh) recent.set(keyOf(post), modifiedAt(post))
    const next = (upTo ?? 0) - overlapMs
    const filters =
      anchor === undefined || page.posts.every((post) => modifiedAt(post) > (anchor ?? 0) - dayMs)
    if (filters && next > (anchor ?? 0)) {
      anchor = next
      number = 1
      recent = new Map([...recent].filter(([, at]) => at >= next))
    } else number += 1
  }
}

async function readAgain(ask: Ask, collection: URL, ids: readonly string[]): Promise<ReadBatch> {
  const wanted = { _embed: '1', include: ids.join(','), per_page: `${postsPerPage}` }
  const url = withQuery(collection, wanted)
  const posts = parsed(z.array(postSchema), await askJson(ask, url, maxPageBytes), url)
  const found = posts.map((post) => storyOrFault(() => storyOfWordPress(post)))
  return { found, total: undefined, asked: ids, more: true }
}

/** The ids of all posts that were published since. */
export async function postIdsSince(ask: Ask, site: string, since: Instant): Promise<Set<string>> {
  const collection = await findCollection(ask, site)
  const ids = new Set<string>()
  for (let page = 1; page <= maxIdPages; page += 1) {
    const url = withQuery(collection, {
      _fields: 'id',
      after: written(since),
      per_page: `${idsPerPage}`,
      page: `${page}`,
    })
    const answer = await askJson(ask, url, maxIdBytes)
    // Where the last page was full, the one behind it is an error of the site's.
    if (answer.status === 400 && page > 1) return ids
    const found = parsed(idsSchema, answer, url)
    for (const { id } of found) ids.add(`${id}`)
    if (found.length < idsPerPage) return ids
  }
  throw new SourceFailed(`${hostIn(site)} lists more posts of the last 30 days than can be compared`)
}

/** Those of the ids, 100 at most, that the site still has. */
export async function idsStillThere(ask: Ask, site: string, ids: readonly string[]): Promise<Set<string>> {
  const collection = await findCollection(ask, site)
  const wanted = { _fields: 'id', include: ids.join(','), per_page: `${idsPerPage}` }
  const url = withQuery(collection, wanted)
  const found = parsed(idsSchema, await askJson(ask, url, maxIdBytes), url)
  return new Set(found.map(({ id }) => `${id}`))
}

/** Where the posts of a site are listed: by a pretty link, or by a parameter where the site has none. */
async function findCollection(ask: Ask, site: string): Promise<URL> {
  const base = site.endsWith('/') ? site : `${site}/`
  const pretty = new URL('wp-json/wp/v2/posts', base)
  const plain = new URL('?rest_route=/wp/v2/posts', base)
  for (const candidate of [pretty, plain]) {
    const probe = withQuery(candidate, { _fields: 'id', per_page: '1' })
    const answer = await askJson(ask, probe, maxIdBytes)
    if (answer.status === 200 && idsSchema.safeParse(answer.json).success) return candidate
    if (answer.status !== 404 && answer.status !== 200) throw refused(answer.status, probe)
  }
  throw new SourceFailed(`${hostIn(site)} has no WordPress REST API at ${pretty.pathname}`)
}

async function askForPosts(ask: Ask, collection: URL, anchor: Instant | undefined, number: number) {
  const url = withQuery(collection, {
    _embed: '1',
    per_page: `${postsPerPage}`,
    orderby: 'modified',
    order: 'asc',
    page: `${number}`,
    ...(anchor === undefined ? {} : { modified_after: written(anchor) }),
  })
  const answer = await askJson(ask, url, maxPageBytes)
  if (answer.status === 400 && number > 1) return { posts: [], total: undefined }
  const total = Number(answer.headers['x-wp-total'] ?? Number.NaN)
  return {
    posts: parsed(z.array(postSchema), answer, url),
    total: Number.isSafeInteger(total) ? total : undefined,
  }
}

interface JsonAnswer {
  status: number
  headers: Record<string, string>
  json: unknown
}

async function askJson(ask: Ask, url: URL, maxBytes: number): Promise<JsonAnswer> {
  const { status, headers, body } = await ask(url.href, maxBytes)
  return { status, headers, json: jsonIn(body) }
}

function parsed<T>(shape: z.ZodType<T>, { status, json }: JsonAnswer, url: URL): T {
  if (status !== 200) throw refused(status, url)
  const { data, success } = shape.safeParse(json)
  if (!success) throw new SourceFailed(`${url.host} answered with something else than a list of posts`)
  return data
}

function refused(status: number, { host }: URL): SourceFailed {
  const isDenied = status === 401 || status === 403
  return new SourceFailed(
    isDenied
      ? `${host} refuses us (${status}); check the user and the application password`
      : `${host} answered with ${status}`,
  )
}

function withQuery(collection: URL, parameters: Record<string, string>): URL {
  const url = new URL(collection)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url
}

function written(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`
}

function modifiedAt({ modified_gmt: text }: Post): Instant {
  return Date.parse(`${text}Z`) || 0
}

function keyOf(post: Post): string {
  return `${post.id} ${modifiedAt(post)}`
}
