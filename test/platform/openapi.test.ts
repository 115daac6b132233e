import { expect, test } from 'vitest'
import type { ProblemSlug } from '../../src/problems.ts'
import { aDraft, anArticle, aPartner, aStaffMember, decided, withdrawn } from '../support/factories.ts'
import { caller, start } from '../support/product.ts'
import { acknowledgingCalls } from './support/acknowledging-calls.ts'
import { applicationCalls } from './support/application-calls.ts'
import { Description } from './support/description.ts'
import { importingCalls } from './support/importing-calls.ts'
import { keyCalls } from './support/key-calls.ts'
import { licensingCalls } from './support/licensing-calls.ts'
import { mailCalls } from './support/mail-calls.ts'
import { mediaCalls } from './support/media-calls.ts'
import { newsroomCalls } from './support/newsroom-calls.ts'
import { proofCalls } from './support/proof-calls.ts'
import { publicCalls } from './support/public-calls.ts'
import { rosterCalls } from './support/roster-calls.ts'
import { vettingCalls } from './support/vetting-calls.ts'
import { webhookCalls } from './support/webhook-calls.ts'
import { type Answer, aWorld, type Calls, type World } from './support/world.ts'

const staffArticle = '/v1/staff/articles'

const calls: Calls = {
  ...publicCalls,
  ...newsroomCalls,
  ...mediaCalls,
  ...importingCalls,
  ...licensingCalls,
  ...vettingCalls,
  ...rosterCalls,
  ...applicationCalls,
  ...keyCalls,
  ...proofCalls,
  ...mailCalls,
  ...webhookCalls,
  ...acknowledgingCalls,
}

test('every operation answers as the description says, body and headers, and every one is called here', async () => {
  const world = await aWorld()
  const description = new Description(world.product.app)
  const called: string[] = []
  const faults: string[] = []
  for (const [operation, call] of Object.entries(calls)) {
    const answer = await call(world)
    if (answer.statusCode < 400) called.push(operation)
    faults.push(...description.faultsOf(operation, answer))
  }

  expect(faults).toEqual([])
  expect(called.sort()).toEqual(description.operations.sort())
})

/** Refusals and what they refuse with; those of the parser and of a broken server are tested elsewhere. */
const refusals: [operation: string, slug: ProblemSlug, call: (world: World) => Answer][] = [
  ['GET /livez', 'method-not-allowed', ({ anybody }) => anybody.post('/livez')],
  [
    'GET /livez',
    'unsupported-media-type',
    ({ anybody }) => anybody.get('/livez', { 'content-encoding': 'gzip' }),
  ],
  ['GET /livez', 'url-too-long', ({ anybody }) => anybody.get(`/livez?${'x'.repeat(5_000)}`)],
  ['GET /health', 'rate-limited', limited],
  [
    'GET /brand/{sha256}.{extension}',
    'not-found',
    ({ anybody }) => anybody.get(`/brand/${'0'.repeat(64)}.svg`),
  ],
  ['GET /v1/articles', 'invalid-request', ({ partner }) => partner.get('/v1/articles?limit=500')],
  ['GET /v1/articles', 'invalid-cursor', ({ partner }) => partner.get('/v1/articles?cursor=none')],
  ['GET /v1/articles', 'key-missing', ({ anybody }) => anybody.get('/v1/articles')],
  ['GET /v1/articles', 'key-invalid', ({ product }) => caller(product.app, 'wc_live_1').get('/v1/articles')],
  ['GET /v1/articles', 'key-wrong-kind', ({ staff }) => staff.get('/v1/articles')],
  [
    'GET /v1/articles',
    'partner-not-approved',
    async ({ product }) => (await aPartner(product, { approved: false })).get('/v1/articles'),
  ],
  ['GET /v1/articles', 'partner-suspended', suspended],
  [
    'GET /v1/articles/{id}',
    'scope-missing',
    async ({ product, article }) =>
      (await aPartner(product, { scopes: ['usage:read'] })).get(`/v1/articles/${article.id}`),
  ],
  [
    'GET /v1/articles/{id}',
    'address-not-allowed',
    async ({ product, article }) =>
      (await aPartner(product, { allowedCidrs: ['192.0.2.0/24'] })).get(`/v1/articles/${article.id}`),
  ],
  [
    'GET /v1/articles/{id}',
    'article-not-found',
    async ({ product, partner }) => partner.get(`/v1/articles/${(await aDraft(product)).id}`),
  ],
  ['GET /v1/articles/{id}', 'not-found', ({ partner }) => partner.get('/v1/articles/none')],
  [
    'GET /v1/articles/{id}',
    'not-acceptable',
    ({ partner, article }) => partner.get(`/v1/articles/${article.id}`, { accept: 'image/png' }),
  ],
  [
    'GET /v1/articles/{id}',
    'article-withdrawn',
    async ({ product, partner }) => {
      const { id } = await anArticle(product)
      await withdrawn(product, id)
      return partner.get(`/v1/articles/${id}`)
    },
  ],
  [
    'GET /v1/grants/{id}',
    'not-found',
    ({ partner }) => partner.get('/v1/grants/grt_01h455vb4pex5vsknk084sn02q'),
  ],
  [
    'POST /v1/staff/articles',
    'role-missing',
    async ({ product }) => (await aStaffMember(product, 'viewer')).post(staffArticle),
  ],
  [
    'POST /v1/staff/articles',
    'malformed-body',
    ({ staff }) =>
      staff.call('POST', staffArticle, { payload: '{', headers: { 'content-type': 'application/json' } }),
  ],
  [
    'POST /v1/staff/articles',
    'body-too-large',
    ({ staff }) => staff.post(staffArticle, { bodyHtml: 'x'.repeat(2 * 1024 * 1024) }),
  ],
  [
    'POST /v1/staff/articles',
    'idempotency-key-reused',
    async ({ staff }) => {
      await staff.post(staffArticle, { headline: 'One' }, { 'idempotency-key': 'once' })
      return staff.post(staffArticle, { headline: 'Two' }, { 'idempotency-key': 'once' })
    },
  ],
  [
    'PATCH /v1/staff/articles/{id}',
    'changed-meanwhile',
    ({ staff, article }) =>
      staff.call('PATCH', `${staffArticle}/${article.id}`, {
        payload: { headline: 'New' },
        headers: { 'if-match': '"99"' },
      }),
  ],
  [
    'POST /v1/staff/articles/{id}/publications',
    'publication-incomplete',
    async ({ product, staff }) =>
      staff.post(`${staffArticle}/${(await aDraft(product, { reporters: [] })).id}/publications`),
  ],
  [
    'POST /v1/staff/articles/{id}/publications',
    'conflict',
    ({ staff, article }) => staff.post(`${staffArticle}/${article.id}/publications`),
  ],
]

async function limited() {
  const { app } = await start({ config: { rateLimit: 1 } })
  await app.inject('/health')
  return app.inject('/health')
}

async function suspended({ product }: World) {
  const partner = await aPartner(product)
  await decided(product, partner.id, 'suspended')
  return partner.get('/v1/articles')
}

test('refusals answer as the description says, body and headers', async () => {
  const world = await aWorld()
  const description = new Description(world.product.app)
  for (const [operation, slug, call] of refusals) {
    const answer = await call(world)

    expect(answer).toHaveProblem(slug)
    expect(description.faultsOf(operation, answer)).toEqual([])
  }
})

test('what is unchanged, replayed, compressed or draining answers as the description says', async () => {
  const { product, partner, staff, article, served, anybody } = await aWorld()
  const description = new Description(product.app)
  const path = `/v1/articles/${article.id}`
  const unchanged = await partner.get(path, { 'if-none-match': String(served.headers.etag) })
  const compressed = await partner.get(path, { 'accept-encoding': 'br' })
  const once = { 'idempotency-key': 'once' }
  await staff.post(staffArticle, { headline: 'One' }, once)
  const replayed = await staff.post(staffArticle, { headline: 'One' }, once)
  product.lifecycle.draining = true
  const draining = await anybody.get('/readyz')

  expect([unchanged.statusCode, draining.statusCode]).toEqual([304, 503])
  expect(compressed.headers['content-encoding']).toBe('br')
  expect(replayed.headers['idempotency-replayed']).toBe('true')
  expect(description.faultsOf('GET /v1/articles/{id}', unchanged)).toEqual([])
  expect(description.faultsOf('POST /v1/staff/articles', replayed)).toEqual([])
  expect(description.faultsOf('GET /readyz', draining)).toEqual([])
})
