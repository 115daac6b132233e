import { expect, test } from 'vitest'
import { assetPaths } from '../../src/console/assets.ts'
import type { ProblemSlug } from '../../src/problems.ts'
import { aDraft, anArticle, aPartner, aStaffMember, decided, withdrawn } from '../support/factories.ts'
import { deadJobs } from '../support/jobs.ts'
import { caller, start } from '../support/product.ts'
import { Description } from './support/description.ts'

type World = Awaited<ReturnType<typeof aWorld>>
type Answer = ReturnType<World['partner']['get']>

const logo = {
  svg: '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="64"/>',
  png: 'iVBORw0KGgoAAAANSUhEUgAAAoAAAACA',
}
const registration = {
  name: 'Example Gazette',
  domains: ['gazette.example'],
  audience: { monthlyUniques: 250_000 },
  contacts: [{ role: 'urgent', email: 'desk@gazette.example' }],
}

async function aWorld() {
  const product = await start()
  const [partner, staff] = [await aPartner(product), await aStaffMember(product)]
  const article = await anArticle(product)
  const served = await partner.get(`/v1/articles/${article.id}`)
  return { product, partner, staff, article, served, anybody: caller(product.app) }
}

const staffPartner = '/v1/staff/partners'
const staffArticle = '/v1/staff/articles'

/** One call of every operation that succeeds. */
const calls: Record<string, (world: World) => Answer> = {
  'GET /livez': ({ anybody }) => anybody.get('/livez'),
  'GET /readyz': ({ anybody }) => anybody.get('/readyz'),
  'GET /health': ({ staff }) => staff.get('/health'),
  'GET /metrics': ({ staff }) => staff.get('/metrics'),
  'GET /openapi.json': ({ anybody }) => anybody.get('/openapi.json'),
  'GET /brand/logo.{extension}': ({ anybody }) => anybody.get('/brand/logo.png'),
  'GET /brand/{sha256}.{extension}': async ({ anybody }) => anybody.get(await logoPath(anybody)),

  'GET /v1/articles': ({ partner }) => partner.get('/v1/articles?include=body&limit=1'),
  'GET /v1/articles/{id}': ({ partner, article }) => partner.get(`/v1/articles/${article.id}`),
  'GET /v1/articles/{id}/revisions': ({ partner, article }) =>
    partner.get(`/v1/articles/${article.id}/revisions`),
  'GET /v1/changes': ({ partner }) => partner.get('/v1/changes?limit=2'),
  'GET /v1/grants': ({ partner }) => partner.get('/v1/grants'),
  'GET /v1/grants/{id}': ({ partner, served }) =>
    partner.get(`/v1/grants/${String(served.headers['license-grant']).replaceAll('"', '')}`),
  'GET /v1/license': ({ anybody }) => anybody.get('/v1/license'),
  'GET /v1/topics': ({ anybody }) => anybody.get('/v1/topics'),
  'GET /v1/license/policy': ({ anybody }) => anybody.get('/v1/license/policy'),
  'GET /v1/partner': ({ partner }) => partner.get('/v1/partner'),
  'GET /v1/partner/keys': ({ partner }) => partner.get('/v1/partner/keys'),
  'GET /v1/partner/usage': ({ partner }) => partner.get('/v1/partner/usage'),

  'GET /v1/staff/articles': ({ staff }) => staff.get(staffArticle),
  'POST /v1/staff/articles': ({ staff }) => staff.post(staffArticle, { headline: 'A story' }),
  'GET /v1/staff/articles/{id}': ({ staff, article }) => staff.get(`${staffArticle}/${article.id}`),
  'PATCH /v1/staff/articles/{id}': async ({ product, staff }) =>
    staff.call('PATCH', `${staffArticle}/${(await aDraft(product)).id}`, { payload: { headline: 'Better' } }),
  'POST /v1/staff/articles/{id}/publications': async ({ product, staff }) =>
    staff.post(`${staffArticle}/${(await aDraft(product)).id}/publications`),
  'POST /v1/staff/articles/{id}/updates': ({ staff, article }) =>
    staff.post(`${staffArticle}/${article.id}/updates`, { headline: 'Newer' }),
  'POST /v1/staff/articles/{id}/corrections': ({ staff, article }) =>
    staff.post(`${staffArticle}/${article.id}/corrections`, { headline: 'Right', note: 'It was wrong.' }),
  'POST /v1/staff/articles/{id}/withdrawals': async ({ product, staff }) =>
    staff.post(`${staffArticle}/${(await anArticle(product)).id}/withdrawals`, { advisory: 'Do not use.' }),
  'DELETE /v1/staff/articles/{id}/publications': async ({ product, staff }) => {
    const { id } = await aDraft(product)
    await staff.post(`${staffArticle}/${id}/publications`, { publishAt: '2026-06-01T00:00:00Z' })
    return staff.call('DELETE', `${staffArticle}/${id}/publications`)
  },
  'POST /v1/staff/articles/{id}/kills': async ({ product, staff }) =>
    staff.post(`${staffArticle}/${(await anArticle(product)).id}/kills`, { advisory: 'Take it down.' }),
  'GET /v1/staff/articles/{id}/recipients': ({ staff, article }) =>
    staff.get(`${staffArticle}/${article.id}/recipients`),
  'GET /v1/staff/reporters': ({ staff }) => staff.get('/v1/staff/reporters'),
  'POST /v1/staff/reporters': ({ staff }) => staff.post('/v1/staff/reporters', { name: 'Jane Doe' }),
  'GET /v1/staff/newswire': ({ staff }) => staff.get('/v1/staff/newswire'),
  'PATCH /v1/staff/newswire': ({ staff }) =>
    staff.call('PATCH', '/v1/staff/newswire', { payload: { deskMail: 'desk@newswire.example' } }),
  'PUT /v1/staff/newswire/logo': ({ staff }) =>
    staff.call('PUT', '/v1/staff/newswire/logo', { payload: logo }),

  'GET /v1/staff/jobs': async ({ product, staff }) => {
    await deadJobs(product.database, 1)
    return staff.get('/v1/staff/jobs')
  },
  'POST /v1/staff/jobs/{id}/retries': async ({ product, staff }) =>
    staff.post(`/v1/staff/jobs/${(await deadJobs(product.database, 1))[0]}/retries`),

  'GET /v1/staff/partners': ({ staff }) => staff.get(staffPartner),
  'POST /v1/staff/partners': ({ staff }) => staff.post(staffPartner, registration),
  'GET /v1/staff/partners/{id}': ({ staff, partner }) => staff.get(`${staffPartner}/${partner.id}`),
  'POST /v1/staff/partners/{id}/approvals': async ({ product, staff }) =>
    staff.post(`${staffPartner}/${(await aPartner(product, { approved: false })).id}/approvals`),
  'POST /v1/staff/partners/{id}/suspensions': async ({ product, staff }) =>
    staff.post(`${staffPartner}/${(await aPartner(product)).id}/suspensions`, { reason: 'No credit.' }),
  'POST /v1/staff/partners/{id}/reinstatements': async ({ product, staff }) => {
    const { id } = await aPartner(product)
    await decided(product, id, 'suspended')
    return staff.post(`${staffPartner}/${id}/reinstatements`, { reason: 'Mended.' })
  },
  'POST /v1/staff/partners/{id}/terminations': async ({ product, staff }) =>
    staff.post(`${staffPartner}/${(await aPartner(product)).id}/terminations`, { reason: 'Closed.' }),
  'PUT /v1/staff/partners/{id}/advance-access': ({ staff, partner }) =>
    staff.call('PUT', `${staffPartner}/${partner.id}/advance-access`, {
      payload: { granted: true, reason: 'Signed.' },
    }),
  'GET /v1/staff/partners/{id}/keys': ({ staff, partner }) => staff.get(`${staffPartner}/${partner.id}/keys`),
  'POST /v1/staff/partners/{id}/keys': ({ staff, partner }) =>
    staff.post(`${staffPartner}/${partner.id}/keys`, { name: 'CMS' }),
  'DELETE /v1/staff/partners/{id}/keys/{keyId}': async ({ product, staff }) => {
    const { id, keyId } = await aPartner(product)
    return staff.call('DELETE', `${staffPartner}/${id}/keys/${keyId}`)
  },

  'GET /': ({ anybody }) => anybody.get('/'),
  'GET /assets/{file}': ({ anybody }) => anybody.get(assetPaths.icon),
  'GET /docs': ({ anybody }) => anybody.get('/docs'),
  'GET /docs/js/scalar.js': ({ anybody }) => anybody.get('/docs/js/scalar.js'),
  'GET /id/articles': ({ anybody }) => anybody.get('/id/articles'),
  'GET /id/articles/{id}': ({ anybody, article }) => anybody.get(`/id/articles/${article.id}`),
  'GET /id/reporters': ({ anybody }) => anybody.get('/id/reporters'),
  'GET /problems': ({ anybody }) => anybody.get('/problems', json),
  'GET /problems/{slug}': ({ anybody }) => anybody.get('/problems/key-missing', json),
  'GET /rels': ({ anybody }) => anybody.get('/rels'),
  'GET /rels/{rel}': ({ anybody }) => anybody.get('/rels/logo'),
}

const json = { accept: 'application/json' }

async function logoPath(anybody: World['anybody']): Promise<string> {
  return String((await anybody.get('/brand/logo.svg')).headers.location)
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
