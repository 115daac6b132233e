import type { ProblemOptions, ProblemSlug } from '../../problems.ts'

/** What a problem says about one case, where it says more than its type. */
export const problemExamples: Partial<Record<ProblemSlug, ProblemOptions>> = {
  'invalid-request': { errors: [{ field: 'limit', message: 'must be a whole number from 1 to 200' }] },
  'malformed-body': { detail: 'The body is not one JSON document in UTF-8.' },
  'key-expired': { detail: 'Key wc_live_7Hq… expired on 2026-03-01; create a new one.' },
  'scope-missing': { detail: 'Key wc_live_7Hq… lacks the scope usage:read.' },
  'role-missing': { detail: 'This needs one of the roles editor, admin.' },
  'terms-not-accepted': {
    detail: 'The terms that you accepted are no longer enough.',
    members: {
      license: 'https://wirecopy.example/v1/license',
      accept: 'https://wirecopy.example/v1/partner/agreements',
    },
  },
  'not-found': { detail: 'There is nothing at /v1/artikel.' },
  'method-not-allowed': { detail: 'DELETE is not taken here. Use GET or HEAD.' },
  'not-acceptable': { detail: 'There is application/json; or use ?format=.' },
  conflict: { detail: 'art_01h455vb4pex5vsknk084sn02q is draft; only a published story can be withdrawn.' },
  'publication-incomplete': {
    errors: [{ field: 'reporters', message: 'is empty; name at least one reporter or a desk' }],
  },
  'article-withdrawn': { members: { advisory: 'A source took back its statement.' } },
  'article-killed': { members: { advisory: 'The story confuses two people of the same name.' } },
  'changed-meanwhile': {
    detail: 'Your version is 3, the present one is 4.',
    members: { current: { headline: 'What somebody else wrote meanwhile', version: 4 } },
  },
  'body-too-large': { detail: 'The body is larger than this address takes.' },
  'unsupported-media-type': { detail: 'The charset iso-8859-1 is not taken; send UTF-8.' },
  'idempotency-key-in-use': {
    detail: 'The first request with this Idempotency-Key is still under way after 10 seconds.',
  },
  'idempotency-key-reused': { detail: 'order-17 was used for a request with another body or address.' },
  'rate-limited': { detail: 'The quota is 600 requests in 60 seconds.' },
  unavailable: { detail: 'Another process is writing.' },
}
