import { expect, test } from 'vitest'
import { createServer } from '../../src/platform/http/server.ts'
import { createLog } from '../../src/platform/log.ts'
import { anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const parentId = '00f067aa0ba902b7'
const maxSeries = 2_000

test('every request has an id of its own, and the caller cannot choose it', async () => {
  const { app } = await start()
  const headers = { 'x-request-id': 'mine', 'request-id': 'mine' }
  const ids = await Promise.all(
    Array.from(
      { length: 20 },
      async () => (await app.inject({ url: '/livez', headers })).headers['x-request-id'],
    ),
  )

  expect(new Set(ids).size).toBe(20)
  for (const id of ids) expect(id).toMatch(/^req_[0-9a-z]{26}$/)
})

test('the id of a request stands in its problem and in its log lines', async () => {
  const { app, lines } = await startLogged()
  const response = await app.inject('/nowhere')
  const id = response.headers['x-request-id']

  expect(response.json().requestId).toBe(id)
  expect(lines()).toContainEqual(expect.objectContaining({ reqId: id, status: 404, msg: 'request answered' }))
})

test('requests share one log until something is written of one', async () => {
  const nobody = () => Promise.reject(new Error('nobody is let in here'))
  const { app } = createServer({
    ...{ publicUrl: 'https://wire.example', trustedProxies: [], rateLimit: 10, log: createLog('silent') },
    authenticators: { partner: nobody, staff: nobody },
  })
  const logs = new Set<unknown>()
  app.get('/here', { config: { access: { by: 'public' } } }, async ({ log }, reply) => {
    logs.add(log)
    return reply.code(204).send()
  })
  await app.inject('/here')
  await app.inject('/here')

  expect(logs.size).toBe(1)
})

test.each([
  ['well-formed', `00-${traceId}-${parentId}-01`],
  ['with flags to come', `00-${traceId}-${parentId}-ff`],
  ['of a version to come', `cc-${traceId}-${parentId}-01-what-the-future-brings`],
])('a traceparent that is %s is logged, and nothing is sent back', async (_, traceparent) => {
  const { app, lines } = await startLogged()
  const { headers } = await app.inject({ url: '/livez', headers: { traceparent } })

  expect(lines()).toContainEqual(expect.objectContaining({ traceId, parentId, msg: 'request answered' }))
  expect(JSON.stringify(headers)).not.toContain(traceId)
})

test.each([
  ['empty', ''],
  ['without a trace', `00-${'0'.repeat(32)}-${parentId}-01`],
  ['without a parent', `00-${traceId}-${'0'.repeat(16)}-01`],
  ['of the forbidden version', `ff-${traceId}-${parentId}-01`],
  ['too long for its version', `00-${traceId}-${parentId}-01-x`],
  ['cut off', `00-${traceId}-${parentId}`],
  ['in capitals', `00-${traceId.toUpperCase()}-${parentId}-01`],
  ['sent twice', `00-${traceId}-${parentId}-01, 00-${traceId}-${parentId}-01`],
  ['something else', '"}\n{"level":60,"msg":"forged"}'],
])('a traceparent that is %s is ignored', async (_, traceparent) => {
  const { app, lines } = await startLogged()
  const response = await app.inject({ url: '/livez', headers: { traceparent } })

  expect(response).toHaveStatus(200)
  expect(lines()).toHaveLength(1)
  expect(lines()[0]).not.toHaveProperty('traceId')
})

test('metrics stay small and name nobody, whatever is requested', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const staff = await aStaffMember(product)
  const { id } = await anArticle(product)
  await partner.get(`/v1/articles/${id}`)
  for (let number = 0; number < 5_000; number += 1) {
    const method = (['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)[number % 7]
    const url = odd[number % odd.length]?.replace('N', String(number)) ?? '/'
    const authorization = `Bearer ${number % 2 === 0 ? partner.key : staff.token}`
    await product.app.inject({
      url,
      headers: { authorization, host: `h${number}` },
      ...(method ? { method } : {}),
    })
  }

  const text = (await product.app.inject('/metrics')).body
  const series = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))

  expect(series.length).toBeLessThanOrEqual(maxSeries)
  expect(text).toMatch(/^wirecopy_http_requests_total\{.*route="unmatched".*\} \d{3,}$/m)
  const named = series.flatMap((line) => /\{(.*)\}/.exec(line)?.[1] ?? []).join('\n')
  for (const name of [partner.id, partner.name, partner.keyId, partner.key, staff.id, staff.token, id, '499'])
    expect(named).not.toContain(name)
  for (const label of text.matchAll(/[{,](\w+)=/g)) expect(labels).toContain(label[1])
})

const labels = [
  'method',
  'route',
  'lane',
  'status',
  'le',
  'quantile',
  'type',
  'kind',
  'space',
  'version',
  'major',
  'minor',
  'patch',
]
const odd = [
  '/N',
  '/v1/articles/N',
  '/v1/articles?limit=N',
  '/v1/N/N',
  '/brand/N.svg',
  '/v1/staff/partners/par_N',
  '/v1/staff/partners/par_N/keys/N',
  '/v1/grants/grt_N',
  '/%N',
  '/v1/articles/N/revisions',
  '/livez?N=N',
]

async function startLogged() {
  const kept: string[] = []
  const product = await start({ log: (line) => void kept.push(line) })
  return { ...product, lines: () => kept.map((line) => JSON.parse(line)) }
}
