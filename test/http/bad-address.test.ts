import { expect, test } from 'vitest'
import type { ProblemSlug } from '../../src/problems.ts'
import { anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { caller, start } from '../support/product.ts'
import { outcomeOf } from './support/outcomes.ts'
import { expectProblem } from './support/problems.ts'
import { pathTo, startWithRoutes } from './support/routes.ts'

const cursorOf = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url')
const nowhere = '01h455vb4pex5vsknk084sn02q'

/** An address below /v1, what it is refused as, and the field that is named. */
type BadAddress = [url: string, slug: ProblemSlug, field?: string]

const badQueries: BadAddress[] = [
  ...['0', '201', 'abc', '-1', '1.5', '1e9', 'NaN', '%00', '1%00', '1,2', '%ff', '%zz', '50;drop'].map(
    (limit): BadAddress => [`/v1/articles?limit=${limit}`, 'invalid-request', 'limit'],
  ),
  ['/v1/articles?limits=1', 'invalid-request', 'limits'],
  ['/v1/articles?Limit=1', 'invalid-request', 'Limit'],
  ['/v1/articles?limit[]=1', 'invalid-request', 'limit[]'],
  ['/v1/articles?__proto__=1', 'invalid-request', '__proto__'],
  ['/v1/articles?constructor=1', 'invalid-request', 'constructor'],
  ['/v1/articles?%00=1', 'invalid-request'],
  ['/v1/articles?=1', 'invalid-request'],
  ['/v1/articles?limit=1&limit=1', 'invalid-request', 'limit'],
  ['/v1/articles?include=body&include=body', 'invalid-request', 'include'],
  ['/v1/articles?include=text', 'invalid-request', 'include'],
  ['/v1/articles?updatedSince=yesterday', 'invalid-request', 'updatedSince'],
  ['/v1/articles?updatedSince=2026-13-01T00:00:00Z', 'invalid-request', 'updatedSince'],
  ['/v1/articles?publishedSince=2026-05-01', 'invalid-request', 'publishedSince'],
  [`/v1/articles?updatedSince=%00`, 'invalid-request', 'updatedSince'],
  ['/v1/articles?key=wc_live_x', 'invalid-request', 'key'],
  [`/v1/articles?cursor=${'a'.repeat(501)}`, 'invalid-request', 'cursor'],
  ['/v1/changes?wait=31', 'invalid-request', 'wait'],
  ['/v1/changes?wait=-1', 'invalid-request', 'wait'],
  ['/v1/changes?after=now&after=now', 'invalid-request', 'after'],
  ['/v1/grants?article=art_x', 'invalid-request', 'article'],
  [`/v1/grants?article=art_${nowhere}%00`, 'invalid-request', 'article'],
  ['/v1/partner/usage?from=2026-02-30', 'invalid-request', 'from'],
  ['/v1/partner?x=1', 'invalid-request', 'x'],
  ['/v1/articles?format=json', 'invalid-request', 'format'],
  [`/v1/articles/art_${nowhere}?format=docx`, 'invalid-request', 'format'],
]

const badCursors: BadAddress[] = [
  ...['x', '%20', 'null', '%F0%9F%92%A9', 'W10', cursorOf(null), cursorOf([]), cursorOf({ id: 1 })],
  ...[cursorOf(['\u0000', nowhere]), cursorOf([1, `art_${nowhere}`, 1]), cursorOf([1.5, `art_${nowhere}`])],
  ...[cursorOf([1e300, `art_${nowhere}`]), cursorOf([1, 'art_\u0000']), cursorOf([1, `par_${nowhere}`])],
].map((cursor): BadAddress => [`/v1/articles?cursor=${cursor}`, 'invalid-cursor', 'cursor'])

const badPositions: BadAddress[] = [
  [`/v1/grants?cursor=${cursorOf(['grt_\u0000'])}`, 'invalid-cursor', 'cursor'],
  [
    `/v1/partner/usage?cursor=${cursorOf(['\u0000', `par_${nowhere}`, `art_${nowhere}`, 'json'])}`,
    'invalid-cursor',
    'cursor',
  ],
  [
    `/v1/partner/usage?cursor=${cursorOf(['2026', `par_${nowhere}`, `art_${nowhere}`, '\ud800'])}`,
    'invalid-cursor',
    'cursor',
  ],
  [`/v1/changes?after=${cursorOf(['x', -1, -1])}`, 'invalid-cursor', 'after'],
  [`/v1/changes?after=${cursorOf(['x', 1, 1])}`, 'invalid-cursor', 'after'],
  ['/v1/changes?after=', 'invalid-cursor', 'after'],
  ['/v1/changes?after=Now', 'invalid-cursor', 'after'],
]

const badPaths: BadAddress[] = [
  ['/v1/articles/x', 'not-found', 'id'],
  [`/v1/articles/par_${nowhere}`, 'not-found', 'id'],
  [`/v1/articles/ART_${nowhere}`, 'not-found', 'id'],
  [`/v1/articles/art_${nowhere}0`, 'not-found', 'id'],
  [`/v1/articles/art_${nowhere}`, 'article-not-found'],
  [`/v1/articles/art_${nowhere}%00`, 'invalid-request', 'id'],
  ['/v1/articles/%ed%a0%80', 'invalid-request', 'path'],
  ['/v1/articles/%E0%A4%A', 'invalid-request', 'path'],
  ['/v1/articles/%', 'invalid-request', 'path'],
  [`/v1/articles/${'x'.repeat(201)}`, 'not-found'],
  [`/v1/articles/${'x'.repeat(4_096)}`, 'url-too-long'],
  [`/v1/articles?cursor=${'x'.repeat(4_096)}`, 'url-too-long'],
  ['/v1/articles/', 'not-found', 'id'],
  ['/V1/articles', 'not-found'],
  ['/v2/articles', 'not-found'],
  ['/v1', 'not-found'],
  ['/v1/articles/art_/revisions', 'not-found', 'id'],
  ['/brand/logo.gif', 'not-found', 'extension'],
  ['/nowhere%00', 'invalid-request'],
  ['/nowhere/\u00ff', 'not-found'],
]

test.each([
  ['parameters', badQueries],
  ['cursors', badCursors],
  ['positions in cursors', badPositions],
  ['paths', badPaths],
])('bad %s are refused naming the field', async (_, addresses) => {
  const partner = await aPartner(await start())
  for (const [url, slug, field] of addresses) {
    const response = await partner.get(url)
    expect([url, outcomeOf(response)]).toEqual([url, slug])
    expectProblem(response, slug, ...(field === undefined ? [] : [field]))
  }
})

test('parameters that are right are taken', async () => {
  const product = await start()
  const partner = await aPartner(product)
  await anArticle(product)
  const { next } = (await partner.get('/v1/articles?limit=1')).json()
  for (const url of [
    ...['/v1/articles?limit=200&include=body', `/v1/articles?cursor=${next}`, '/v1/changes?after=now&wait=0'],
    ...['/v1/articles?updatedSince=2026-05-01T00:00:00%2B02:00', '/v1/partner/usage?from=2026-02-28'],
  ])
    expect(await partner.get(url)).toHaveStatus(200)
})

test('a repeated parameter is named as such, whatever its values', async () => {
  const partner = await aPartner(await start())
  const { errors } = (await partner.get('/v1/articles?limit=1&limit=x&limit=')).json()

  expect(errors).toEqual([{ field: 'limit', message: 'is given 3 times; give it once' }])
})

test('every parameter that is repeated or cannot be stored is named', async () => {
  const partner = await aPartner(await start())
  const fieldsOf = async (query: string) =>
    (await partner.get(`/v1/articles?${query}`)).json().errors.map(({ field }: { field: string }) => field)

  expect(await fieldsOf('limit=1&limit=2&section=a&section=b')).toEqual(['limit', 'section'])
  expect(await fieldsOf('section=%00&tag=%00&limit=1')).toEqual(['section', 'tag'])
})

test('outside /v1 unknown and repeated parameters are ignored', async () => {
  const { app } = await start()
  for (const path of ['/livez', '/readyz', '/health', '/metrics'])
    expect(await app.inject(`${path}?utm_source=x&utm_source=y&__proto__=z`)).toHaveStatus(200)
  expect(await app.inject('/brand/logo.svg?v=1&v=2')).toHaveStatus(302)
})

test('every address answers each method that it does not take with 405 and Allow', async () => {
  const { product, routes, refusals } = await startWithRoutes()
  expect(refusals.length).toBeGreaterThan(routes.length)
  for (const { method, url } of refusals) {
    const response = await product.app.inject({ method, url: pathTo(url) })
    const taken = routes.filter((route) => route.url === url).map((route) => route.method)
    const allow = [...taken, ...(taken.includes('GET') ? ['HEAD'] : [])].sort().join(', ')

    expect([method, url, response.statusCode, response.headers.allow]).toEqual([method, url, 405, allow])
    if (method !== 'HEAD') expectProblem(response, 'method-not-allowed')
  }
})

test('a method that is not taken is told with those that are, as a sentence', async () => {
  const { app } = await start()
  const detailOf = async (url: string) => (await app.inject({ method: 'DELETE', url })).json().detail

  expect(await detailOf('/livez')).toBe('DELETE is not taken here. Use GET or HEAD.')
  expect(await detailOf('/v1/staff/articles')).toBe('DELETE is not taken here. Use GET, HEAD, or POST.')
  expect(await detailOf('/v1/staff/partners/none/approvals')).toBe('DELETE is not taken here. Use POST.')
})

test('a method that is not taken is refused before its body is read', async () => {
  const { app } = await start()
  const response = await app.inject({ method: 'DELETE', url: '/v1/articles', payload: 'no json' })

  expectProblem(response, 'method-not-allowed')
})

test('a body for an address that is not there is not looked at', async () => {
  const { app } = await start()
  const headers = { 'content-type': 'application/json' }

  expectProblem(await app.inject({ method: 'POST', url: '/nowhere', payload: '{', headers }), 'not-found')
})

test('a media type that is not there is refused naming those that are', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const { id } = await anArticle(product)
  for (const accept of ['application/msword', 'image/*', 'application/json;q=0', 'x', ',']) {
    const response = await partner.get(`/v1/articles/${id}`, { accept })
    expectProblem(response, 'not-acceptable')
    expect(response.json().detail).toContain('application/json')
  }
})

test('a key is taken as Bearer, in any case, and as the user name of Basic', async () => {
  const product = await start()
  const { key } = await aPartner(product)
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
  for (const authorization of [
    `bearer ${key}`,
    `BEARER  ${key}`,
    basic(`${key}:`),
    basic(`${key}:x:y`),
    basic(key),
  ])
    expect(await caller(product.app).get('/v1/partner', { authorization })).toHaveStatus(200)
})

test('a key anywhere else is none', async () => {
  const product = await start()
  const { key } = await aPartner(product)
  const ask = caller(product.app)
  const basic = Buffer.from(`:${key}`).toString('base64')

  expect(await ask.get(`/v1/partner?key=${key}`)).toHaveProblem('key-missing')
  expect(await ask.get('/v1/partner', { 'x-api-key': key })).toHaveProblem('key-missing')
  expect(await ask.get('/v1/partner', { cookie: `key=${key}` })).toHaveProblem('key-missing')
  for (const authorization of [key, 'Bearer', 'Basic', `Digest ${key}`, 'Negotiate'])
    expect(await ask.get('/v1/partner', { authorization })).toHaveProblem('key-missing')
  for (const authorization of [`Basic ${basic}`, 'Basic ====', 'Bearer ', `Bearer ${key} ${key}`])
    expect([authorization, outcomeOf(await ask.get('/v1/partner', { authorization }))]).toEqual([
      authorization,
      'key-invalid',
    ])
})

test('If-Match that names no version of ours changes nothing', async () => {
  const product = await start()
  const staff = await aStaffMember(product)
  const { id } = await anArticle(product)
  for (const version of ['"0"', '"x"', '1', 'W/"1"', '"1", "2"', '"99999999999999999999"']) {
    const edit = { payload: { headline: 'x' }, headers: { 'if-match': version } }
    expectProblem(await staff.call('PATCH', `/v1/staff/articles/${id}`, edit), 'changed-meanwhile')
  }
})
