import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './api.ts'
import { problemIn } from './problem.ts'

// More than the longest wait of the server, and pages with stories are large.
const timeoutMs = 90_000

export interface ConnectionOptions {
  /** Where the server is: `https://wire.example.org`. */
  url: string
  /** A key of yours: `wc_live_…`, or `wc_test_…` for the sandbox. */
  key: string
  /** In place of the global `fetch`, for proxies and the like. */
  fetch?: (request: Request) => Promise<Response>
}

export type Api = Client<paths>

/** Everything that a partner may call, by its address; whatever is no success is thrown as a `Problem`. */
export function connect({ url, key, fetch }: ConnectionOptions): Api {
  if (!/^https?:\/\//.test(url)) throw new TypeError(`The url ${url} must begin with https:// or http://`)
  if (!/^wc_(live|test)_\w+$/.test(key)) throw new TypeError('The key must be one of a partner: wc_live_…')
  const api = createClient<paths>({
    baseUrl: new URL(url).href.replace(/\/+$/, ''),
    headers: { Authorization: `Bearer ${key}` },
    ...(fetch ? { fetch } : {}),
  })
  api.use({
    onRequest: ({ request }) =>
      new Request(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]) }),
    onResponse: async ({ response }) => {
      if (!response.ok) throw await problemIn(response)
    },
  })
  return api
}

/** What an answer holds; there always is something where no problem was thrown. */
export function held<Body>({ data, response }: { data?: Body | undefined; response: Response }): Body {
  if (data === undefined) throw new Error(`${response.url} answered ${response.status} without a body`)
  return data
}
