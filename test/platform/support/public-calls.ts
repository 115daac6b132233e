import { expect, vi } from 'vitest'
import { assetPaths } from '../../../src/console/assets.ts'
import { aFeed, aPartner } from '../../support/factories.ts'
import type { Calls, World } from './world.ts'

function feedAs(ending: string): Calls[string] {
  return async ({ product, anybody }: World) => {
    const { secret } = await aFeed(product, (await aPartner(product)).id)
    return anybody.get(`/feeds/${secret}/articles.${ending}`)
  }
}

// A machine that is busy may be told of changes too late for a moment, which health is right to say.
async function onceHealthy({ staff }: World) {
  return vi.waitFor(async () => {
    const health = await staff.get('/health')
    expect(health.statusCode).toBe(200)
    return health
  }, 10_000)
}

export const publicCalls: Calls = {
  'GET /livez': ({ anybody }) => anybody.get('/livez'),
  'GET /readyz': ({ anybody }) => anybody.get('/readyz'),
  'GET /health': onceHealthy,
  'GET /metrics': ({ staff }) => staff.get('/metrics'),
  'GET /openapi.json': ({ anybody }) => anybody.get('/openapi.json'),
  'GET /brand/logo.{extension}': ({ anybody }) => anybody.get('/brand/logo.png'),
  'GET /brand/{sha256}.{extension}': async ({ anybody }) => anybody.get(await logoPath(anybody)),

  'GET /v1/articles': ({ partner }) => partner.get('/v1/articles?include=body&limit=1'),
  'GET /v1/articles/{id}': ({ partner, article }) => partner.get(`/v1/articles/${article.id}`),
  'GET /v1/articles/{id}/revisions': ({ partner, article }) =>
    partner.get(`/v1/articles/${article.id}/revisions`),
  'GET /v1/articles/{id}/revisions/{number}': ({ partner, article }) =>
    partner.get(`/v1/articles/${article.id}/revisions/1`),
  'GET /v1/articles/{id}/revisions/{number}/diff': async ({ partner, staff, article }) => {
    await staff.post(`/v1/staff/articles/${article.id}/updates`, { headline: 'Newer' })
    return partner.get(`/v1/articles/${article.id}/revisions/2/diff`)
  },
  'GET /v1/feeds/articles.rss': ({ partner }) => partner.get('/v1/feeds/articles.rss'),
  'GET /v1/feeds/articles.atom': ({ partner }) => partner.get('/v1/feeds/articles.atom'),
  'GET /v1/feeds/articles.json': ({ partner }) => partner.get('/v1/feeds/articles.json'),
  'GET /feeds/{secret}/articles.rss': feedAs('rss'),
  'GET /feeds/{secret}/articles.atom': feedAs('atom'),
  'GET /feeds/{secret}/articles.json': feedAs('json'),
  'GET /v1/changes': ({ partner }) => partner.get('/v1/changes?limit=2'),
  'GET /v1/changes/stream': ({ partner }) => partner.get('/v1/changes/stream'),
  'GET /v1/license': ({ anybody }) => anybody.get('/v1/license'),
  'GET /v1/topics': ({ anybody }) => anybody.get('/v1/topics'),
  'GET /v1/license/agreement': ({ partner }) => partner.get('/v1/license/agreement'),
  'GET /v1/partner/agreements': ({ partner }) => partner.get('/v1/partner/agreements'),
  'POST /v1/partner/agreements': async ({ partner, anybody }) => {
    const { version, sha256 } = (await anybody.get('/v1/license')).json()
    return partner.post('/v1/partner/agreements', { version, sha256, signer: { name: 'Jane Roe' } })
  },
  'GET /v1/license/versions': ({ anybody }) => anybody.get('/v1/license/versions'),
  'GET /v1/license/policy': ({ anybody }) => anybody.get('/v1/license/policy'),
  'GET /v1/partner': ({ partner }) => partner.get('/v1/partner'),
  'GET /v1/partner/keys': ({ partner }) => partner.get('/v1/partner/keys'),
  'GET /v1/partner/usage': ({ partner }) => partner.get('/v1/partner/usage'),

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
