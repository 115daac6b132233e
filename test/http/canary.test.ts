import { expect, test } from 'vitest'
import { anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { caller, start } from '../support/product.ts'
import { sqlOn } from './support/sql.ts'
import { request, send, startListening } from './support/wire.ts'

// Each stands for something that is nobody else's business; none occurs in the product itself.
const mail = 'canary.mail@canary-mail.example'
const body = 'canary-body-7f3a'
const address = '198.51.100.77'
const unknownKey = `wc_live_${'Canary'.repeat(8)}0`

test('no log line, problem or metric holds a key, a body or an address', async () => {
  const watched = await startWatched()
  const { product, staff, partner } = watched
  const publisher = aPublisher('canary.example')
  const created = await staff.post('/v1/staff/partners', publisher)
  const key = (await staff.post(`/v1/staff/partners/${created.json().id}/keys`, { name: body })).json().key
  const { id } = await anArticle(product, { headline: body, bodyHtml: `<p>${body} ${mail}</p>` })
  await caller(product.app, key).get('/v1/articles')
  await partner.get(`/v1/articles/${id}`)
  await watched.refused('POST', '/v1/staff/partners', { ...publisher, name: [body], legalName: { a: mail } })
  await watched.refused('POST', '/v1/staff/partners', {
    ...aPublisher('b.example'),
    contacts: [{ role: body, email: body }],
  })
  await watched.refused('POST', '/v1/staff/partners', `{"name":"${body}","email":"${mail}"`)
  await watched.refused('POST', '/v1/staff/articles', { headline: `${body}\n`, bodyHtml: 1, summary: [mail] })
  await watched.refused('PUT', '/v1/staff/newswire/logo', { svg: body, png: btoa(mail) })
  await watched.refused('GET', `/v1/partner?key=${key}`)
  await watched.refused('GET', `/nowhere/${key}`)
  await watched.refused('GET', `/v1/articles?cursor=${btoa(mail)}`)
  for (const authorization of [unknownKey, `${key}x`, key.slice(0, -1), `${staff.token}0`, `x ${key}`])
    await watched.refused('GET', '/v1/partner', undefined, { authorization: `Bearer ${authorization}` })
  const applied = await staff.post('/v1/applications', anApplication())
  const token = applied.json().statusUrl.split('/').at(-1)
  await watched.refused('GET', `/v1/applications/${token}x`)
  await watched.refused('GET', `/nowhere/${token}`)
  await watched.refused('POST', '/v1/applications', {
    ...anApplication(),
    contacts: [{ role: body, email: mail }],
  })
  const basic = `Basic ${Buffer.from(`${key}x:${body}`).toString('base64')}`
  await watched.refused('GET', '/v1/partner', undefined, { authorization: basic })
  await watched.refused('POST', '/v1/staff/partners', { [key]: 1 }, { 'idempotency-key': key })

  await watched.expectNothingOf(key, key.slice(8), basic.slice(6), staff.token, partner.key, token)
})

test('a broken database is told to nobody, and logged without parameters', async () => {
  const watched = await startWatched()
  const { product, staff, partner } = watched
  const { id } = await anArticle(product, { headline: body })
  const registered = await staff.post('/v1/staff/partners', aPublisher('canary.example'))
  await sqlOn(product.storage, 'CREATE UNIQUE INDEX once ON partners (name)')
  await sqlOn(product.storage, 'CREATE UNIQUE INDEX once_reporters ON reporters (name)')

  await watched.broken('POST', '/v1/staff/partners', aPublisher('other.example'))
  await staff.post('/v1/staff/reporters', { name: body })
  await watched.broken('POST', '/v1/staff/reporters', { name: body })
  await sqlOn(product.storage, 'DROP TABLE idempotent_responses')
  await watched.broken('POST', '/v1/staff/reporters', { name: `${body} 2` }, { 'idempotency-key': body })
  await sqlOn(product.storage, 'DROP TABLE grants')
  expect(await partner.get(`/v1/articles/${id}`)).toHaveProblem('internal-error')
  await sqlOn(product.storage, 'DROP TABLE partner_domains')
  await watched.broken('POST', '/v1/staff/partners', aPublisher('third.example'))
  await watched.broken('GET', `/v1/staff/partners/${registered.json().id}`)
  const failures = watched.lines().filter(({ level }) => level >= 50)
  expect(failures).toHaveLength(6)
  for (const { reqId, err } of failures) {
    expect(reqId).toMatch(/^req_/)
    expect(err.code).toMatch(/^(SQLITE_[A-Z_]+|[0-9A-Z]{5})$/)
    expect(err).not.toHaveProperty('message')
  }
  expect(failures.map(({ err }) => err.constraint)).toContainEqual(
    expect.stringMatching(/^(once|partners\.name)$/),
  )
  await watched.expectNothingOf(staff.token, partner.key, 'insert into', 'select ', 'INSERT INTO', 'SELECT ')
})

test('what is not HTTP is logged by nobody and told back to nobody', async () => {
  const lines: string[] = []
  const { port } = await startListening({ log: (line) => void lines.push(line) })
  const answers = await Promise.all([
    send(port, `${body} ${mail}\r\n\r\n`),
    send(port, request(`GET /${body}`, 'Host: x', `Authorization: ${unknownKey}\u0000`)),
    send(port, request('GET /', 'Host: x', `X: ${body.repeat(2_000)}`)),
  ])

  for (const text of [...lines, ...answers.map((answer) => answer.body)])
    for (const canary of [body, mail, unknownKey]) expect(text).not.toContain(canary)
})

/** The product with all that it logged and answered with a failure. */
async function startWatched() {
  const kept: string[] = []
  const told: string[] = []
  const product = await start({
    log: (line) => void kept.push(line),
    config: { trustedProxies: ['127.0.0.0/8'] },
  })
  const partner = await aPartner(product)
  const staff = await aStaffMember(product)
  const ask = async (
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    payload?: object | string,
    headers = {},
  ) => {
    const type = typeof payload === 'string' ? { 'content-type': 'application/json' } : {}
    const response = await staff.call(method, url, {
      headers: { 'x-forwarded-for': address, ...type, ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
    told.push(response.body)
    return response
  }
  return {
    ...{ product, partner, staff, lines: () => kept.map((line) => JSON.parse(line)) },
    /** Asks for what is refused. */
    async refused(...call: Parameters<typeof ask>) {
      expect((await ask(...call)).statusCode).toBeGreaterThanOrEqual(400)
    },
    /** Asks for what the database fails at; whoever asks learns the request's id and nothing else. */
    async broken(...call: Parameters<typeof ask>) {
      const response = await ask(...call)
      expect(response).toHaveProblem('internal-error')
      expect(Object.keys(response.json())).toEqual(['type', 'title', 'status', 'requestId'])
    },
    async expectNothingOf(...secrets: string[]) {
      const metrics = (await product.app.inject('/metrics')).body
      expect(kept.length).toBeGreaterThan(5)
      for (const text of [...kept, ...told, metrics])
        for (const secret of [mail, body, address, 'Canary', ...secrets]) expect(text).not.toContain(secret)
    },
  }
}

function anApplication() {
  return {
    publisher: { name: body, sites: ['canary.example'] },
    contacts: [{ role: 'urgent', name: body, email: mail }],
  }
}

function aPublisher(host: string) {
  return {
    name: body,
    legalName: `${body} Ltd`,
    domains: [host],
    audience: { monthlyUniques: 1, source: body },
    contacts: [{ role: 'urgent', name: body, email: mail }],
  }
}
