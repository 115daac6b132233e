import type { IncomingHttpHeaders, RequestListener } from 'node:http'
import { expect, test } from 'vitest'
import { anInternet, publicAddress, trustSites } from './support/internet.ts'

const elsewhere = '151.101.1.1'

function redirecting(location: string, status = 302): RequestListener {
  return (_, reply) => reply.writeHead(status, { location }).end('moved')
}

test('redirects are followed, and the answer says where it came from', async () => {
  const { fetch, dialed } = await anInternet({
    'old.example': { answer: redirecting('http://news.example/one', 301) },
    'news.example': {
      addresses: [elsewhere],
      answer: (request, reply) =>
        request.url === '/one' ? redirecting('two?page=1', 308)(request, reply) : reply.end('found'),
    },
  })

  const { status, url, body } = await fetch('http://old.example/')

  expect({ status, url, body: String(body) }).toEqual({
    status: 200,
    url: 'http://news.example/two?page=1',
    body: 'found',
  })
  expect(dialed.map(({ addresses }) => addresses)).toEqual([[publicAddress], [elsewhere], [elsewhere]])
})

test.each([
  ['http://127.0.0.1/', 'private-address'],
  ['http://[::ffff:169.254.169.254]/latest/meta-data', 'private-address'],
  ['http://2130706433/', 'private-address'],
  ['//inner.example/', 'private-address'],
  ['http://localhost/', 'bad-url'],
  ['http://news.example:6379/', 'bad-url'],
  ['http://user:secret@news.example/', 'bad-url'],
  ['file:///etc/passwd', 'bad-url'],
  ['gopher://news.example/', 'bad-url'],
])('a redirect to %s is refused', async (location, code) => {
  const { fetch, dialed } = await anInternet({
    'news.example': { answer: redirecting(location) },
    'inner.example': { addresses: ['10.0.0.1'] },
  })

  await expect(fetch('http://news.example/')).rejects.toMatchObject({ code })
  expect(dialed).toHaveLength(1)
})

test('a name that leads elsewhere on the second look is refused then', async () => {
  const answers = [[publicAddress], ['127.0.0.1']]
  const { fetch, dialed } = await anInternet({
    'news.example': { addresses: () => answers.shift() ?? [], answer: redirecting('/again') },
  })

  await expect(fetch('http://news.example/')).rejects.toMatchObject({ code: 'private-address' })
  expect(dialed.map(({ addresses }) => addresses)).toEqual([[publicAddress]])
})

test('a loop ends after three redirects', async () => {
  const { fetch, dialed } = await anInternet({ 'news.example': { answer: redirecting('/') } })

  await expect(fetch('http://news.example/', { maxRedirects: 99 })).rejects.toMatchObject({
    code: 'too-many-redirects',
    message: 'news.example redirects more than 3 times',
  })
  expect(dialed).toHaveLength(4)
})

test('whoever allows no redirect gets none', async () => {
  const { fetch, dialed } = await anInternet({ 'news.example': { answer: redirecting('/') } })

  await expect(fetch('http://news.example/', { maxRedirects: 0 })).rejects.toMatchObject({
    code: 'too-many-redirects',
  })
  expect(dialed).toHaveLength(1)
})

test('the redirect of a POST is its answer', async () => {
  const { fetch, dialed } = await anInternet({
    'news.example': { answer: redirecting('http://other.example/', 307) },
  })

  const { status, headers } = await fetch('http://news.example/', { method: 'POST', body: '{}' })

  expect({ status, location: headers.location }).toEqual({ status: 307, location: 'http://other.example/' })
  expect(dialed).toHaveLength(1)
})

test('a redirect without an address is an answer like any other', async () => {
  const { fetch } = await anInternet({
    'news.example': { answer: (_, reply) => reply.writeHead(300).end('choose') },
  })

  expect(await fetch('http://news.example/')).toMatchObject({ status: 300 })
})

const credentials = { Authorization: 'Basic c2VjcmV0', Cookie: 'session=1', 'X-Api-Key': 'secret' }
const conditions = { Accept: 'application/rss+xml', 'If-None-Match': '"1"' }

/** What each request said, where the first is redirected to `location`. */
async function saidTo(location: string, from = 'http://news.example/'): Promise<IncomingHttpHeaders[]> {
  const said: IncomingHttpHeaders[] = []
  const answer: RequestListener = (request, reply) => {
    said.push(request.headers)
    if (said.length > 1) reply.end()
    else redirecting(location)(request, reply)
  }
  const { fetch } = await anInternet({ 'news.example': { answer }, 'other.example': { answer } })
  const allow = { host: 'news.example', ports: [8080] }

  await fetch(from, { headers: { ...credentials, ...conditions }, allow })
  return said
}

test('within one origin a redirect is told everything', async () => {
  expect((await saidTo('/feed'))[1]).toMatchObject({ authorization: 'Basic c2VjcmV0', 'x-api-key': 'secret' })
})

test.each([
  ['another host', 'http://news.example/', 'http://other.example/'],
  ['another port', 'http://news.example/', 'http://news.example:8080/'],
  ['plain HTTP', 'https://news.example/', 'http://news.example/'],
])('a redirect to %s is told no credentials', async (_, from, location) => {
  trustSites()
  const [first, second] = await saidTo(location, from)

  expect(first).toMatchObject({ authorization: 'Basic c2VjcmV0' })
  expect(Object.keys(second ?? {}).sort()).toEqual([
    'accept',
    'accept-encoding',
    'connection',
    'host',
    'if-none-match',
    'user-agent',
  ])
})
