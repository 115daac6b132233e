import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Network } from '../../../../src/platform/fetch/network.ts'
import { anInternet } from '../../../platform/fetch/support/internet.ts'

interface Photo {
  /** Where it lies, from the root of the site; with its host where it lies elsewhere. */
  path: string
  alt?: string
  caption?: string
  credit?: string
}

export interface Post {
  id: number
  title: string
  html: string
  author: string | null
  photo: Photo | null
  categories: string[]
  tags: string[]
  /** GMT, without zone, as WordPress gives it. */
  date: string
  modified: string
}

interface Options {
  host?: string
  addresses?: string[] | undefined
  /** Without it there is only `?rest_route=`. */
  pretty?: boolean | undefined
  /** `user:password` that it asks for. */
  login?: string | undefined
}

/** A small WordPress: its posts, listed as its REST API lists them. */
export class Site {
  readonly posts: Post[] = []
  /** What was uploaded, by its path. */
  readonly files = new Map<string, Buffer>()
  /** The addresses that were asked for. */
  readonly asked: string[] = []
  /** Those of them that a password came with. */
  readonly trusted: string[] = []
  readonly url: string
  readonly network: Network
  down = false
  /** With which status a file is refused at present, by its path. */
  readonly refusing = new Map<string, number>()

  constructor(url: string, network: Network) {
    this.url = url
    this.network = network
  }

  add(post: Partial<Post> = {}): void {
    const id = post.id ?? this.posts.length + 1
    const date = post.date ?? `2026-04-01T10:${`${id % 60}`.padStart(2, '0')}:00`
    const text = { title: `Story ${id}`, html: `<p>Text of story ${id}.</p>` }
    const terms = { author: 'Jane Doe', photo: null, categories: ['News'], tags: [] }
    this.posts.push({ id, ...text, ...terms, date, modified: post.modified ?? date, ...post })
  }

  change(id: number, changes: Partial<Post>): void {
    const post = this.posts.find((one) => one.id === id)
    if (!post) throw new Error(`There is no post ${id}`)
    Object.assign(post, { modified: '2026-04-20T10:00:00' }, changes)
  }

  remove(id: number): void {
    const at = this.posts.findIndex((one) => one.id === id)
    this.posts.splice(at, 1)
  }

  list(query: URLSearchParams): Post[] {
    const modifiedAfter = query.get('modified_after')
    const after = query.get('after')
    const include = query.get('include')?.split(',')
    const order = query.get('orderby') === 'modified' ? 'modified' : 'date'
    return this.posts
      .filter(({ modified }) => !modifiedAfter || Date.parse(`${modified}Z`) > Date.parse(modifiedAfter))
      .filter(({ date }) => !after || Date.parse(`${date}Z`) > Date.parse(after))
      .filter(({ id }) => !include || include.includes(`${id}`))
      .sort((one, other) => (one[order] < other[order] ? -1 : 1))
  }
}

/** A WordPress under a public name, over real HTTP. */
export async function aWordPress({ host = 'news.example', addresses, pretty, login }: Options = {}) {
  const url = `http://${host}`
  let site: Site | undefined
  const { network } = await anInternet({
    [host]: {
      ...(addresses ? { addresses } : {}),
      answer: (request, response) => site && answer(site, { pretty, login }, request, response),
    },
  })
  site = new Site(url, network)
  return site
}

function answer(
  site: Site,
  { pretty = true, login }: Pick<Options, 'pretty' | 'login'>,
  request: IncomingMessage,
  response: ServerResponse,
): ServerResponse {
  const url = new URL(request.url ?? '', site.url)
  const { searchParams: query } = url
  site.asked.push(url.href)
  if (request.headers.authorization) site.trusted.push(url.href)
  const refusal = site.refusing.get(url.pathname)
  if (refusal) return send(response, refusal, { code: 'refused' })
  const file = site.files.get(url.pathname)
  if (file) return response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(file)
  if (site.down) return send(response, 503, { code: 'down' })
  const route = pretty ? url.pathname.replace('/wp-json', '') : query.get('rest_route')
  if (route !== '/wp/v2/posts') return send(response, 404, { code: 'rest_no_route' })
  const wanted = `Basic ${Buffer.from(login ?? '').toString('base64')}`
  if (login && request.headers.authorization !== wanted) return send(response, 401, { code: 'denied' })

  const found = site.list(query)
  const perPage = Number(query.get('per_page') ?? 10)
  const page = Number(query.get('page') ?? 1)
  if (page > 1 && (page - 1) * perPage >= found.length)
    return send(response, 400, { code: 'rest_post_invalid_page_number' })
  const shown = found.slice((page - 1) * perPage, page * perPage)
  const isIds = query.get('_fields') === 'id'
  response.setHeader('X-WP-Total', found.length)
  return send(
    response,
    200,
    isIds ? shown.map(({ id }) => ({ id })) : shown.map((post) => wire(post, site.url)),
  )
}

function send(response: ServerResponse, status: number, json: unknown): ServerResponse {
  return response
    .writeHead(status, { 'Content-Type': 'application/json; charset=UTF-8' })
    .end(JSON.stringify(json))
}

function wire({ id, title, html, author, photo, categories, tags, date, modified }: Post, url: string) {
  const term = (taxonomy: string) => (name: string) => ({ id: 1, name, slug: name.toLowerCase(), taxonomy })
  return {
    id,
    date,
    date_gmt: date,
    modified,
    modified_gmt: modified,
    slug: `story-${id}`,
    status: 'publish',
    type: 'post',
    link: `${url}/story-${id}/`,
    guid: { rendered: `${url}/?p=${id}` },
    title: { rendered: title },
    content: { rendered: html, protected: false },
    excerpt: { rendered: `<p>Summary of story ${id}.</p>\n`, protected: false },
    author: 1,
    featured_media: 0,
    categories: categories.map(() => 1),
    tags: tags.map(() => 1),
    _embedded: {
      ...(author ? { author: [{ id: 1, name: author, slug: author.toLowerCase().replace(' ', '-') }] } : {}),
      ...(photo ? { 'wp:featuredmedia': [mediaOf(photo, url)] } : {}),
      'wp:term': [categories.map(term('category')), tags.map(term('post_tag'))],
    },
  }
}

function mediaOf({ path, alt = '', caption = '', credit = '' }: Photo, url: string) {
  return {
    id: 34,
    media_type: 'image',
    source_url: new URL(path, url).href,
    alt_text: alt,
    caption: { rendered: caption && `<p>${caption}</p>\n` },
    media_details: { image_meta: { credit } },
  }
}
