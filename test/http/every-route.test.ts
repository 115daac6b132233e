import { expect, test } from 'vitest'
import type { Product } from '../support/product.ts'
import { everyCaller } from './support/callers.ts'
import { operationsOf } from './support/openapi.ts'
import {
  alsoSandbox,
  anyPartner,
  approvedPartner,
  everybody,
  formerPartner,
  keyManager,
  type Outcomes,
  outcomeOf,
  sandboxOnly,
  scopedPartner,
  staff,
  webhookManager,
} from './support/outcomes.ts'
import { methodOf, pathTo, startWithRoutes } from './support/routes.ts'

const readers = ['viewer', 'editor', 'licensing', 'admin'] as const
const editors = ['editor', 'admin'] as const
const licensors = ['licensing', 'admin'] as const
const admins = ['admin'] as const
const noStory = alsoSandbox(approvedPartner('article-not-found'), 'article-not-found')

// Ids name nothing and bodies have a field that no route takes: whoever is let in changes nothing.
const table: Record<string, Outcomes> = {
  'GET /livez': everybody(200),
  'GET /readyz': everybody(200),
  'GET /health': everybody(200),
  'GET /metrics': { ...staff(readers, 200), 'no key': 200 },
  'GET /brand/:sha256.:extension': everybody('not-found'),
  'GET /brand/logo.:extension': everybody(302),
  'GET /media/:sha256/:rendition': everybody('not-found'),

  'GET /': everybody(200),
  'GET /assets/:file': everybody('not-found'),
  'GET /id/articles': everybody(200),
  'GET /id/articles/:id': everybody(200),
  'GET /id/reporters': everybody(200),
  'GET /docs': everybody(200),
  'GET /docs/js/scalar.js': everybody(200),
  'GET /mail/preferences/:token': everybody('not-found'),
  'POST /mail/preferences/:token': everybody('not-found'),
  'POST /mail/preferences/:token/restorations': everybody('not-found'),
  'GET /contacts/confirmations/:token': everybody('not-found'),
  'POST /contacts/confirmations/:token': everybody('not-found'),
  'GET /applications/confirmations/:token': everybody('not-found'),
  'POST /applications/confirmations/:token': everybody('not-found'),
  'GET /acknowledgements/:token': everybody('not-found'),
  'POST /acknowledgements/:token': everybody('not-found'),
  'GET /corrections/:token': everybody('not-found'),
  'POST /corrections/:token': everybody('invalid-request'),
  'GET /begin-kill-drill/:token': everybody('not-found'),
  'POST /begin-kill-drill/:token': everybody('not-found'),
  'GET /kill-drills/:token': everybody('not-found'),
  'POST /kill-drills/:token': everybody('not-found'),
  'POST /v1/applications': everybody('invalid-request'),
  'GET /v1/applications/:token': everybody('not-found'),
  'PATCH /v1/applications/:token': everybody('invalid-request'),
  'POST /v1/applications/:token/evidence': everybody('invalid-request'),
  'GET /invitations/:token': everybody('not-found'),
  'POST /invitations/:token': everybody('not-found'),
  'GET /openapi.json': everybody(200),
  'GET /problems': everybody(200),
  'GET /problems/:slug': everybody(200),
  'GET /rels': everybody(200),
  'GET /rels/:rel': everybody(200),
  'GET /.well-known/jwks.json': everybody(200),
  'GET /v1/license': everybody(200),
  'GET /v1/topics': everybody(200),
  'GET /v1/license/policy': everybody(200),
  'GET /v1/license/versions': everybody(200),
  'GET /v1/license/agreement': { ...scopedPartner(200), 'an applied partner': 'not-found' },

  'GET /v1/articles': alsoSandbox(approvedPartner(200), 200),
  'GET /v1/articles/:id': noStory,
  'GET /v1/articles/:id/revisions': noStory,
  'GET /v1/articles/:id/revisions/:number': noStory,
  'GET /v1/articles/:id/revisions/:number/diff': noStory,
  'POST /v1/articles/:id/acknowledgements': alsoSandbox(scopedPartner('invalid-request'), 'invalid-request'),
  'POST /v1/kill-drills/:id/answers': scopedPartner('not-found'),
  'GET /v1/feeds/articles.rss': alsoSandbox(approvedPartner(200), 200),
  'GET /v1/feeds/articles.atom': alsoSandbox(approvedPartner(200), 200),
  'GET /v1/feeds/articles.json': alsoSandbox(approvedPartner(200), 200),
  'GET /feeds/:secret/articles.rss': everybody('feed-not-found'),
  'GET /feeds/:secret/articles.atom': everybody('feed-not-found'),
  'GET /feeds/:secret/articles.json': everybody('feed-not-found'),
  'GET /v1/changes': alsoSandbox(formerPartner(200), 200),
  'GET /v1/changes/stream': alsoSandbox(formerPartner(200), 200),
  'GET /v1/webhook-endpoints': webhookManager(200),
  'POST /v1/webhook-endpoints': webhookManager('invalid-request'),
  'GET /v1/webhook-endpoints/:id': webhookManager('not-found'),
  'PATCH /v1/webhook-endpoints/:id': webhookManager('invalid-request'),
  'DELETE /v1/webhook-endpoints/:id': webhookManager('not-found'),
  'POST /v1/webhook-endpoints/:id/secret-rotations': webhookManager('invalid-request'),
  'POST /v1/webhook-endpoints/:id/test': webhookManager('not-found'),
  'GET /v1/webhook-endpoints/:id/deliveries': webhookManager('not-found'),
  'GET /v1/webhook-endpoints/:id/deliveries/:deliveryId': webhookManager('not-found'),
  'POST /v1/webhook-endpoints/:id/deliveries/:deliveryId/resends': webhookManager('not-found'),
  'POST /v1/webhook-endpoints/:id/resends': webhookManager('invalid-request'),
  'POST /v1/webhook-endpoints/:id/replays': webhookManager('invalid-request'),
  'GET /v1/grants': scopedPartner(200),
  'GET /v1/grants/:id': scopedPartner('not-found'),
  'POST /v1/grants/verify': everybody('invalid-request'),
  'GET /v1/partner': alsoSandbox(anyPartner(200), 200),
  'GET /v1/partner/keys': anyPartner(200),
  'POST /v1/partner/keys': keyManager('invalid-request'),
  'DELETE /v1/partner/keys/:keyId': keyManager('not-found'),
  'POST /v1/partner/keys/:keyId/rotations': keyManager('invalid-request'),
  'GET /v1/partner/keys/:keyId/secret': keyManager('not-found'),

  'POST /v1/partner/domains/:host/verifications': alsoSandbox(
    anyPartner('invalid-request'),
    'invalid-request',
  ),

  'POST /v1/sandbox/kills': sandboxOnly('invalid-request'),
  'POST /v1/sandbox/corrections': sandboxOnly('invalid-request'),
  'POST /v1/sandbox/embargoes': sandboxOnly('invalid-request'),
  'POST /v1/sandbox/rate-limits': sandboxOnly('invalid-request'),
  'GET /v1/partner/usage': scopedPartner(200),
  'GET /v1/partner/agreements': scopedPartner(200),
  'POST /v1/partner/agreements': scopedPartner('invalid-request'),

  'GET /v1/staff/articles': staff(readers, 200),
  'POST /v1/staff/articles': staff(editors, 'invalid-request'),
  'GET /v1/staff/articles/:id': staff(readers, 'article-not-found'),
  'PATCH /v1/staff/articles/:id': staff(editors, 'invalid-request'),
  'POST /v1/staff/articles/:id/publications': staff(editors, 'invalid-request'),
  'DELETE /v1/staff/articles/:id/publications': staff(editors, 'article-not-found'),
  'GET /v1/staff/articles/:id/revisions': staff(readers, 'article-not-found'),
  'GET /v1/staff/articles/:id/revisions/:number': staff(readers, 'article-not-found'),
  'GET /v1/staff/articles/:id/revisions/:version/diff': staff(readers, 'article-not-found'),
  'GET /v1/staff/articles/:id/recipients': staff(readers, 'article-not-found'),
  'GET /v1/staff/kill-drills': staff(readers, 200),
  'POST /v1/staff/kill-drills': staff(licensors, 'invalid-request'),
  'GET /v1/staff/kill-drills/:id': staff(readers, 'not-found'),
  'POST /v1/staff/articles/:id/kills': staff(editors, 'invalid-request'),
  'POST /v1/staff/articles/:id/updates': staff(editors, 'invalid-request'),
  'POST /v1/staff/articles/:id/corrections': staff(editors, 'invalid-request'),
  'POST /v1/staff/articles/:id/withdrawals': staff(editors, 'invalid-request'),
  'GET /v1/staff/usage': staff(readers, 200),
  'GET /v1/staff/reports/articles': staff(readers, 200),
  'GET /v1/staff/reports/partners': staff(readers, 200),
  'GET /v1/staff/reports/evidence': staff(readers, 200),
  'GET /v1/staff/newswire': staff(readers, 200),
  'PATCH /v1/staff/newswire': staff(admins, 'invalid-request'),
  'PUT /v1/staff/newswire/logo': staff(admins, 'invalid-request'),
  'GET /v1/staff/media': staff(readers, 200),
  'POST /v1/staff/media': staff(editors, 'invalid-request'),
  'GET /v1/staff/media/:id': staff(readers, 'not-found'),
  'GET /v1/staff/media/:id/articles': staff(readers, 'not-found'),
  'PATCH /v1/staff/media/:id': staff(editors, 'invalid-request'),
  'GET /v1/staff/reporters': staff(readers, 200),
  'POST /v1/staff/reporters': staff(editors, 'invalid-request'),
  'GET /v1/staff/reporters/:id': staff(readers, 'not-found'),
  'POST /v1/staff/reporters/:id/renames': staff(editors, 'invalid-request'),
  'POST /v1/staff/reporters/:id/replacements': staff(editors, 'invalid-request'),

  'GET /v1/staff/sources': staff(readers, 200),
  'POST /v1/staff/sources': staff(admins, 'invalid-request'),
  'GET /v1/staff/sources/:id': staff(readers, 'not-found'),
  'PATCH /v1/staff/sources/:id': staff(admins, 'invalid-request'),
  'DELETE /v1/staff/sources/:id': staff(admins, 'not-found'),
  'POST /v1/staff/sources/:id/runs': staff(editors, 'not-found'),
  'GET /v1/staff/sources/:id/reports': staff(readers, 'not-found'),
  'GET /v1/staff/desk': staff(readers, 200),
  'POST /v1/staff/desk/:id/settlements': staff(editors, 'invalid-request'),
  'GET /v1/staff/byline-mappings': staff(readers, 200),
  'POST /v1/staff/byline-mappings': staff(editors, 'invalid-request'),

  'GET /v1/staff/grants': staff(readers, 200),
  'GET /v1/staff/grants/:id': staff(readers, 'not-found'),
  'GET /v1/staff/signing-keys': staff(readers, 200),
  'POST /v1/staff/signing-keys': staff(admins, 'invalid-request'),

  'POST /v1/staff/mails/:id/bounces': staff(licensors, 'invalid-request'),
  'GET /v1/staff/mails': staff(readers, 200),
  'GET /v1/staff/mails/:id': staff(readers, 'not-found'),
  'POST /v1/staff/mails/:id/resends': staff(licensors, 'not-found'),
  'GET /v1/staff/jobs': staff(admins, 200),
  'POST /v1/staff/jobs/:id/retries': staff(admins, 'not-found'),

  'GET /v1/staff/applications': staff(readers, 200),
  'POST /v1/staff/applications': staff(licensors, 'invalid-request'),
  'GET /v1/staff/applications/:id': staff(readers, 'not-found'),
  'POST /v1/staff/applications/:id/closures': staff(licensors, 'invalid-request'),
  'POST /v1/staff/partners/:id/contacts/confirmations': staff(licensors, 'invalid-request'),
  'PUT /v1/staff/partners/:id/advance-access': staff(licensors, 'invalid-request'),
  'GET /v1/staff/partners/:id/agreements': staff(readers, 'not-found'),
  'POST /v1/staff/partners/:id/agreements': staff(licensors, 'invalid-request'),
  'GET /v1/staff/terms': staff(readers, 200),
  'POST /v1/staff/terms': staff(admins, 'invalid-request'),
  'GET /v1/staff/terms/:version': staff(readers, 'not-found'),

  'POST /v1/staff/invitations': staff(licensors, 'invalid-request'),
  'PUT /v1/staff/partners/:id/old-feed': staff(licensors, 'invalid-request'),
  'GET /v1/staff/board': staff(readers, 200),
  'GET /v1/staff/partner-imports': staff(readers, 200),
  'GET /v1/staff/partner-imports/:id': staff(readers, 'not-found'),
  'POST /v1/staff/partner-imports': staff(licensors, 'invalid-request'),
  'GET /v1/staff/partners': staff(readers, 200),
  'POST /v1/staff/partners': staff(licensors, 'invalid-request'),
  'GET /v1/staff/partners/:id': staff(readers, 'not-found'),
  'PATCH /v1/staff/partners/:id': staff(licensors, 'invalid-request'),
  'POST /v1/staff/partners/:id/approvals': staff(licensors, 'invalid-request'),
  'POST /v1/staff/partners/:id/suspensions': staff(licensors, 'invalid-request'),
  'POST /v1/staff/partners/:id/reinstatements': staff(licensors, 'invalid-request'),
  'POST /v1/staff/partners/:id/terminations': staff(licensors, 'invalid-request'),
  'POST /v1/staff/partners/:id/declines': staff(licensors, 'invalid-request'),
  'POST /v1/staff/partners/:id/information-requests': staff(licensors, 'invalid-request'),
  'POST /v1/staff/partners/:id/reapplications': staff(licensors, 'invalid-request'),
  'GET /v1/staff/partners/:id/checks': staff(readers, 'not-found'),
  'PUT /v1/staff/partners/:id/checks/:check': staff(licensors, 'invalid-request'),
  'GET /v1/staff/partners/:id/domains': staff(readers, 'not-found'),
  'POST /v1/staff/partners/:id/domains': staff(licensors, 'invalid-request'),
  'DELETE /v1/staff/partners/:id/domains/:host': staff(licensors, 'not-found'),
  'POST /v1/staff/partners/:id/domains/:host/verifications': staff(licensors, 'invalid-request'),
  'GET /v1/staff/attention': staff(readers, 200),
  'POST /v1/staff/attention/:id/settlements': staff(licensors, 'invalid-request'),
  'GET /v1/staff/settings/vetting': staff(readers, 200),
  'PUT /v1/staff/settings/vetting': staff(admins, 'invalid-request'),
  'GET /v1/staff/partners/:id/documents': staff(readers, 'not-found'),
  'POST /v1/staff/partners/:id/documents': staff(licensors, 'invalid-request'),
  'GET /v1/staff/partners/:id/documents/:docId': staff(licensors, 'not-found'),
  'DELETE /v1/staff/partners/:id/documents/:docId': staff(licensors, 'not-found'),
  'GET /v1/staff/quiet-feeds': staff(readers, 200),
  'GET /v1/staff/settings/quiet-feeds': staff(readers, 200),
  'PUT /v1/staff/settings/quiet-feeds': staff(admins, 'invalid-request'),
  'POST /v1/staff/partners/:id/contact-erasures': staff(admins, 'invalid-request'),
  'GET /v1/staff/settings/retention': staff(readers, 200),
  'PUT /v1/staff/settings/retention': staff(admins, 'invalid-request'),
  'GET /v1/staff/partners/:id/evidence': staff(licensors, 'invalid-request'),
  'GET /v1/staff/partners/:id/webhook-endpoints': staff(readers, 'not-found'),
  'GET /v1/staff/partners/:id/keys': staff(readers, 'not-found'),
  'POST /v1/staff/partners/:id/keys': staff(licensors, 'invalid-request'),
  'DELETE /v1/staff/partners/:id/keys/:keyId': staff(licensors, 'not-found'),
  'GET /v1/staff/partners/:id/keys/:keyId/secret': staff(licensors, 'not-found'),
  'POST /v1/staff/partners/:id/keys/:keyId/rotations': staff(licensors, 'invalid-request'),
}

test('every route answers every caller as the table says, and every route is in the table', async () => {
  const { product, routes } = await startWithRoutes()
  const callers = await everyCaller(product)
  const found: Record<string, Record<string, unknown>> = {}
  for (const { method, url } of routes) {
    const outcomes: Record<string, unknown> = {}
    for (const [name, key] of Object.entries(callers))
      outcomes[name] = outcomeOf(await ask(product, method, url, key))
    found[`${method} ${url}`] = outcomes
  }

  expect(found).toEqual(table)
})

test('the API description has every route as an operation, and no other', async () => {
  const { product, routes } = await startWithRoutes()
  const { operations } = await operationsOf(product)
  const described = operations.map(({ method, path }) => `${method} ${path}`)

  expect(described.sort()).toEqual(
    routes.map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`).sort(),
  )
})

test('HEAD is answered as GET is, without a body', async () => {
  const { product, routes } = await startWithRoutes()
  const { 'an approved partner': key } = await everyCaller(product)
  for (const { url } of routes.filter(({ method }) => method === 'GET')) {
    const get = await ask(product, 'GET', url, key)
    const head = await ask(product, 'HEAD', url, key)
    expect({ url, status: head.statusCode, body: head.body }).toEqual({
      url,
      status: get.statusCode,
      body: '',
    })
  }
})

test('every refusal says how to authenticate', async () => {
  const { product, routes } = await startWithRoutes()
  for (const { method, url } of routes) {
    const response = await ask(product, method, url)
    if (response.statusCode !== 401) continue
    expect(response.headers['www-authenticate']).toContain('Bearer')
    expect(response.headers['cache-control']).toBe('no-store')
  }
})

async function ask({ app }: Product, method: string, url: string, key?: string) {
  const takesBody = ['POST', 'PUT', 'PATCH'].includes(method)
  return app.inject({
    method: methodOf(method),
    url: pathTo(url),
    headers: key ? { authorization: `Bearer ${key}` } : {},
    ...(takesBody ? { payload: { 'not-taken': true } } : {}),
  })
}
