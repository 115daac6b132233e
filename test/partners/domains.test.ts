import { expect, test } from 'vitest'
import { commandLineOn } from '../cli/support/wirecopy.ts'
import { anInternet } from '../platform/fetch/support/internet.ts'
import { aPartner } from '../support/factories.ts'
import { aHost, aPublisher, host } from './support/hosts.ts'

const file = '/.well-known/wirecopy-partner.txt'
const finding = (answer: Awaited<ReturnType<Awaited<ReturnType<typeof aHost>>['verify']>>, method: string) =>
  answer.json().findings.find((one: { method: string }) => one.method === method)

test('a partner reads what to show on its hosts, and where', async () => {
  const { partner, challenge } = await aHost()

  expect((await partner.get('/v1/partner')).json()).toMatchObject({
    domains: [host],
    hosts: [
      {
        ...{ host, state: 'unverified', method: null, checkedAt: null, challenge },
        places: {
          dns: { name: '_wirecopy.news.example', value: `wirecopy-partner=${challenge}` },
          file: { url: `https://news.example${file}`, content: challenge },
          meta: {
            url: 'https://news.example/',
            html: `<meta name="wirecopy-partner" content="${challenge}">`,
          },
        },
      },
    ],
  })
  expect(challenge).toMatch(/^[0-9a-f]{32}$/)
})

test('a host is verified by a TXT record, also one in several pieces and in quotes', async () => {
  const { txt, verify, standing, challenge } = await aHost()
  txt['_wirecopy.news.example'] = [['v=spf1 -all'], ['"wirecopy-', `partner=${challenge}"`]]

  const answer = await verify()

  expect(answer).toHaveStatus(201)
  expect(answer.json()).toMatchObject({ host, state: 'verified', method: 'dns', lastFailure: null })
  expect(await standing()).toMatchObject({
    ...{ state: 'verified', method: 'dns', verifiedAt: '2026-05-01T00:00:00.000Z', coveredBy: null },
  })
})

test.each([
  ['alone', (challenge: string) => challenge],
  ['among other lines', (challenge: string) => `\uFEFF# for Wirecopy\r\n${challenge} \r\n`],
  ['as in DNS', (challenge: string) => `wirecopy-partner=${challenge}`],
])('a host is verified by a file with the challenge %s', async (_, written) => {
  const { pages, verify, challenge } = await aHost()
  pages[file] = written(challenge)

  expect((await verify()).json()).toMatchObject({ state: 'verified', method: 'file' })
})

test('a host is verified by a meta tag in the head of its home page', async () => {
  const { pages, verify, places } = await aHost()
  pages['/'] = `<!doctype html><html><head><title>News</title>${places.meta.html}</head><body>…`

  expect((await verify()).json()).toMatchObject({ state: 'verified', method: 'meta' })
})

test('what was found instead is told for every method, with what would be right', async () => {
  const { pages, txt, verify, challenge } = await aHost()
  txt['_wirecopy.news.example'] = [['wirecopy-partner=of-somebody-else']]
  pages['/'] = '<html><head><title>News</title></head>'

  const answer = await verify()

  expect(answer.json()).toMatchObject({
    state: 'unverified',
    findings: [
      {
        ...{ method: 'dns', verdict: 'fail' },
        found: 'The TXT record at _wirecopy.news.example reads “wirecopy-partner=of-somebody-else”.',
        remedy: `Publish a TXT record at _wirecopy.news.example with the value wirecopy-partner=${challenge}.`,
      },
      { method: 'file', verdict: 'fail', found: `https://news.example${file} answers with status 404.` },
      { method: 'meta', found: 'The head of https://news.example/ has no meta tag wirecopy-partner.' },
    ],
  })
})

test('a file that is a page proves nothing', async () => {
  const { pages, verify, challenge } = await aHost()
  pages[file] = (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(challenge)

  expect(finding(await verify(), 'file')).toMatchObject({
    verdict: 'fail',
    found: `https://news.example${file} is text/html, not text/plain.`,
  })
})

test('a file that another host serves proves nothing', async () => {
  const { pages, verify, challenge } = await aHost()
  pages[file] = (_, response) => response.writeHead(302, { location: 'https://news.example:8443/x' }).end()
  expect(finding(await verify(), 'file')).toMatchObject({ verdict: 'fail' })

  pages[file] = (_, response) => response.writeHead(302, { location: '/elsewhere.txt' }).end()
  pages['/elsewhere.txt'] = challenge
  expect(finding(await verify(), 'file')).toMatchObject({ verdict: 'pass' })
})

test('a host in a private network is not asked', async () => {
  const { network, dialed } = await anInternet({ [host]: { addresses: ['169.254.169.254'] } })
  const { verify } = await aHost({ network })

  expect(finding(await verify(), 'file')).toMatchObject({
    verdict: 'fail',
    found: 'news.example leads to a private or reserved address.',
  })
  expect(dialed).toEqual([])
})

test('what nobody answers is told as unknown', async () => {
  const { txt, pages, verify } = await aHost()
  txt['_wirecopy.news.example'] = Object.assign(new Error('SERVFAIL'), { code: 'ESERVFAIL' })
  pages[file] = (_, response) => response.writeHead(503).end()
  pages['/'] = (request) => request.socket.destroy()

  const { state, findings } = (await verify()).json()

  expect(state).toBe('unverified')
  expect(findings.map(({ verdict }: { verdict: string }) => verdict)).toEqual([
    'unknown',
    'unknown',
    'unknown',
  ])
})

test('an endless page and long answers of name servers are read to their bound', async () => {
  const { txt, pages, verify } = await aHost()
  txt['_wirecopy.news.example'] = Array.from({ length: 1_000 }, () =>
    Array(4).fill(`\u0000${'x'.repeat(254)}`),
  )
  pages['/'] = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    const more = () => {
      while (response.write(`<meta name="x" content="${'y'.repeat(10_000)}">`));
    }
    response.on('drain', more)
    more()
  }

  const answer = await verify()

  expect(finding(answer, 'meta')).toMatchObject({ verdict: 'fail' })
  expect(finding(answer, 'dns').found.length).toBeLessThan(200)
})

test('trust.txt is kept as evidence with the look', async () => {
  const { pages, verify, officer, path } = await aHost()
  pages['/.well-known/trust.txt'] =
    '# us\nbelongto=https://association.example/\nvendor=https://wire.example/#a # x\n'

  await verify()

  expect((await officer.get(`${path}/domains`)).json().items).toMatchObject([
    {
      host,
      trust: {
        url: 'https://news.example/.well-known/trust.txt',
        belongto: ['https://association.example/'],
        vendor: ['https://wire.example/#a'],
        member: [],
      },
    },
  ])
})

test('the challenge of one partner is worth nothing for another', async () => {
  const { product, pages, challenge, officer } = await aHost({ hosts: ['other.example'] })
  pages[file] = challenge
  const other = await aPublisher(product, [host])

  const answer = await officer.post(`/v1/staff/partners/${other.id}/domains/${host}/verifications`)

  expect(answer.json()).toMatchObject({ state: 'unverified' })
  expect(answer.json().challenge).not.toBe(challenge)
})

test('a host that is verified stands for those below it, and for no others', async () => {
  const hosts = [host, 'www.news.example', 'a.b.news.example', 'notnews.example']
  const { partner, officer, path, pages, verify } = await aHost({ hosts })
  const { items } = (await officer.get(`${path}/domains`)).json()
  pages[file] = items.find((one: { host: string }) => one.host === host).challenge

  await verify()

  expect((await partner.get('/v1/partner')).json().hosts).toMatchObject([
    { host: 'a.b.news.example', state: 'verified', method: 'file', coveredBy: host, checkedAt: null },
    { host, state: 'verified', method: 'file', coveredBy: null },
    { host: 'notnews.example', state: 'unverified', coveredBy: null },
    { host: 'www.news.example', state: 'verified', coveredBy: host },
  ])
})

test('a partner has its own host looked at before it is approved, but not as often as it likes', async () => {
  const { partner, pages, challenge } = await aHost()
  const look = (which = host) => partner.post(`/v1/partner/domains/${which}/verifications`)
  pages[file] = challenge

  expect((await look()).json()).toMatchObject({ state: 'verified' })
  expect(await look('NEWS.example')).toHaveStatus(201)
  for (let asked = 2; asked < 10; asked += 1) await look('other.example')

  const refused = await look()
  expect(refused).toHaveProblem('rate-limited')
  expect(refused.json().detail).toBe('The quota is 10 requests in 60 seconds.')
  expect(refused.headers).toMatchObject({
    'ratelimit-policy': '"domain-checks";q=10;w=60',
    ratelimit: expect.stringMatching(/^"domain-checks";r=0;t=\d+$/),
  })
})

test('a host of somebody else is looked at for nobody, and nobody is asked', async () => {
  const { product, officer, path, asked } = await aHost()
  const stranger = await aPartner(product)

  expect(await officer.post(`${path}/domains/${stranger.host}/verifications`)).toHaveProblem('not-found')
  expect(await stranger.post(`/v1/partner/domains/${host}/verifications`)).toHaveProblem('not-found')
  expect(await officer.post(`${path}/domains/a%2Fb/verifications`)).toHaveProblem('not-found')
  expect(asked).toEqual([])
})

test('a host in another script is asked by its name in ASCII', async () => {
  const { officer, path } = await aHost({ hosts: ['xn--bcher-kva.example'] })

  const answer = await officer.post(`${path}/domains/B%C3%BCcher.example/verifications`)

  expect(answer).toHaveStatus(201)
  expect(answer.json()).toMatchObject({ host: 'xn--bcher-kva.example' })
})

test('the command line shows where to put the challenge, and looks for it', async () => {
  const { product, partner, challenge } = await aHost()
  const { wirecopy, within } = commandLineOn(product.storage)

  expect((await wirecopy('partner', 'domains', partner.id)).out).toContain(`wirecopy-partner=${challenge}`)

  const { network } = await anInternet({})
  const looked = await within(['partner', 'verify-domain', partner.id, host], {
    network,
    resolveTxt: async () => [[`wirecopy-partner=${challenge}`]],
  })
  expect(looked.out).toMatch(/dns +pass +The TXT record at _wirecopy.news.example holds the challenge/)
  expect(looked.out).toContain('news.example is verified.')
  expect((await wirecopy('partner', 'show', partner.id)).out).toContain('news.example (verified by dns)')
  expect(await wirecopy('partner', 'verify-domain', partner.id, 'other.example')).toMatchObject({ code: 1 })
})
