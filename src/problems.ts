/** Every problem the API can answer with; each slug resolves under `/problems/<slug>` (RFC 9457). */
export const problemTypes = {
  'invalid-request': {
    status: 400,
    title: 'The request is not valid',
    remedy: 'Mend the fields listed under `errors` and send the request again.',
  },
  'malformed-request': {
    status: 400,
    title: 'The request is not HTTP',
    remedy: 'Send a well-formed HTTP/1.1 request.',
  },
  'method-unknown': {
    status: 400,
    title: 'The method is not known',
    remedy: 'Use GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS, in capitals.',
  },
  'malformed-body': {
    status: 400,
    title: 'The body cannot be read',
    remedy: 'Send one well-formed JSON document in UTF-8, at most 32 levels deep.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'The cursor is not one of ours',
    remedy:
      'Use `next`, `cursor` or `changes` exactly as an earlier response gave it, or leave the parameter out to start again.',
  },
  'key-missing': {
    status: 401,
    title: 'A key is needed',
    remedy:
      'Send your key as `Authorization: Bearer wc_live_…`, or as the user name of Basic authentication.',
  },
  'key-invalid': {
    status: 401,
    title: 'The key is not valid',
    remedy:
      'Check that the whole key was copied. A key is shown once; if it is lost, have a new one created.',
  },
  'key-expired': {
    status: 401,
    title: 'The key has expired',
    remedy: 'Create a new key, or ask the licensing contact for one.',
  },
  'key-revoked': {
    status: 401,
    title: 'The key was revoked',
    remedy: 'Create a new key, or ask the licensing contact for one.',
  },
  'key-wrong-kind': {
    status: 401,
    title: 'This kind of key does not open this door',
    remedy: 'Partners use `wc_live_…` keys, staff use `wc_staff_…` tokens.',
  },
  'feed-not-found': {
    status: 404,
    title: 'There is no such feed',
    remedy: 'Check that the whole address was copied. It is shown once; if it is lost, have a new one made.',
  },
  'feed-gone': {
    status: 410,
    title: 'The feed is over',
    remedy: 'Have a new address made, and put it in the place of this one.',
  },
  'address-not-allowed': {
    status: 403,
    title: 'The key may not be used from this address',
    remedy: 'Call from an address within the key’s allowed CIDRs, or have the list changed.',
  },
  'scope-missing': {
    status: 403,
    title: 'The key lacks a scope',
    remedy: 'Create a key that has the scope named in `detail`.',
  },
  'role-missing': {
    status: 403,
    title: 'The staff token lacks a role',
    remedy: 'Use a token that has one of the roles named in `detail`.',
  },
  'partner-not-approved': {
    status: 403,
    title: 'The partner is not approved yet',
    remedy: 'Wait for the decision on the application, or write to the licensing contact.',
  },
  'partner-declined': {
    status: 403,
    title: 'The application was declined',
    remedy: 'Write to the licensing contact; a declined publisher may apply again.',
  },
  'partner-suspended': {
    status: 403,
    title: 'The partner is suspended',
    remedy:
      'Write to the licensing contact. Kills, withdrawals and corrections of stories you hold grants for still reach you under `/v1/changes`.',
  },
  'partner-terminated': {
    status: 403,
    title: 'The partnership has ended',
    remedy:
      'Write to the licensing contact. Kills, withdrawals and corrections of stories you hold grants for still reach you under `/v1/changes`.',
  },
  'terms-not-accepted': {
    status: 403,
    title: 'The license terms are not accepted',
    remedy: 'Read the terms at `license` and accept them with a POST to `accept`.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing here',
    remedy: 'Check the address against `/openapi.json`.',
  },
  'article-not-found': {
    status: 404,
    title: 'There is no such article',
    remedy: 'Check the id; lists and changes name every article that you can fetch.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take that method',
    remedy: 'Use one of the methods in the `Allow` header.',
  },
  'not-acceptable': {
    status: 406,
    title: 'There is no such format',
    remedy: 'Ask for one of the media types named in `detail`.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request took too long to arrive',
    remedy: 'Send headers within 5 seconds and the whole request within 10.',
  },
  conflict: {
    status: 409,
    title: 'The request does not fit the present state',
    remedy: 'Fetch the resource, see `detail`, and decide anew.',
  },
  'idempotency-key-in-use': {
    status: 409,
    title: 'The first request with this Idempotency-Key is not done',
    remedy: 'Wait as long as `Retry-After` says, and send the same request with the same key again.',
  },
  'publication-incomplete': {
    status: 409,
    title: 'The article cannot be published yet',
    remedy: 'Supply what `errors` names.',
  },
  'article-withdrawn': {
    status: 410,
    title: 'The article was withdrawn',
    remedy: 'Do not publish it from now on; see `advisory`.',
  },
  'article-killed': {
    status: 410,
    title: 'The article was killed',
    remedy: 'Take it down everywhere; see `advisory`.',
  },
  'media-gone': {
    status: 410,
    title: 'The image was taken back',
    remedy: 'Take it down; every article with it was withdrawn or killed.',
  },
  'cursor-expired': {
    status: 410,
    title: 'The cursor belongs to an earlier log',
    remedy:
      'The change log was restored from a backup. Start again without `after`, and compare what you hold.',
  },
  'changed-meanwhile': {
    status: 412,
    title: 'The resource changed since you read it',
    remedy:
      'Nothing was overwritten. Look at `current`, what there is now, and send your edit again with this answer’s `ETag` as `If-Match`.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    remedy: 'Send less; the limit is named in `detail`.',
  },
  'url-too-long': { status: 414, title: 'The URL is too long', remedy: 'Keep the URL under 4 KiB.' },
  'unsupported-media-type': {
    status: 415,
    title: 'The body has a type that is not taken',
    remedy: 'Send `Content-Type: application/json` in UTF-8, without `Content-Encoding`.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
    remedy: 'Use a new key for a new request.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    remedy:
      'Wait as long as `Retry-After` says. Conditional requests and `/v1/changes` with `wait` need far fewer calls.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    remedy: 'Keep all headers together under 16 KiB.',
  },
  'internal-error': {
    status: 500,
    title: 'Something went wrong on our side',
    remedy: 'Try again; if it stays, tell us the `requestId`.',
  },
  unavailable: {
    status: 503,
    title: 'The service cannot answer right now',
    remedy: 'Try again after `Retry-After` seconds.',
  },
  'storage-full': {
    status: 507,
    title: 'There is no room to store this',
    remedy: 'Nothing was stored. Reading still works; the operator has been told.',
  },
} as const satisfies Record<string, { status: number; title: string; remedy: string }>

export type ProblemSlug = keyof typeof problemTypes

export const problemSlugs = Object.keys(problemTypes).filter(isProblemSlug)

function isProblemSlug(text: unknown): text is ProblemSlug {
  return typeof text === 'string' && Object.hasOwn(problemTypes, text)
}

export interface FieldError {
  /** Where: a path such as `contacts.0.email`, a query parameter, or a header. */
  field: string
  /** What is wrong, and what would be right. */
  message: string
}

export interface ProblemOptions {
  detail?: string
  errors?: FieldError[]
  /** Further members of the problem document, such as `advisory`. */
  members?: Record<string, unknown>
  headers?: Record<string, string>
}

/** A failure that the caller can mend; everything else is ours and told to nobody. */
export class Problem extends Error {
  readonly slug: ProblemSlug
  readonly status: number
  readonly title: string
  readonly detail: string | undefined
  readonly errors: FieldError[] | undefined
  readonly members: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(slug: ProblemSlug, options: ProblemOptions = {}) {
    super(options.detail ?? problemTypes[slug].title)
    this.name = 'Problem'
    this.slug = slug
    this.status = problemTypes[slug].status
    this.title = problemTypes[slug].title
    this.detail = options.detail
    this.errors = options.errors
    this.members = options.members ?? {}
    this.headers = options.headers ?? {}
  }
}

/** The problem of one wrong field of the request. */
export function invalid(field: string, message: string): Problem {
  return new Problem('invalid-request', { errors: [{ field, message }] })
}
