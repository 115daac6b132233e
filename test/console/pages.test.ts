import { expect, onTestFinished, test } from 'vitest'
import { setNewswire } from '../../src/articles/newswire.ts'
import { publishTerms } from '../../src/licensing/terms.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { anEmptyDatabase } from '../support/databases.ts'
import { actor, publicUrl, start } from '../support/product.ts'
import { aSoundPage, attributesOf, browser, visit } from './support/page.ts'

const articleId = 'art_01h455vb4pex5vsknk084sn02q'
const pages = [
  '/',
  '/problems',
  '/problems/key-missing',
  '/rels',
  '/rels/logo',
  '/id/articles',
  `/id/articles/${articleId}`,
  '/id/reporters',
]
const everyPage = [...pages, '/v1/license']
// The description of the API is tested where it is made.
const described = ['/docs', '/openapi.json']

test('every page is sound, and may be kept for a while', async () => {
  const product = await start()
  for (const url of everyPage) {
    const { headers } = aSoundPage(await visit(product, url))
    expect(headers['cache-control']).toBe('public, max-age=300')
  }
})

test('every page has a title of its own and shows whose it is', async () => {
  const product = await start()
  const bodies = await Promise.all(everyPage.map(async (url) => (await visit(product, url)).body))

  const titles = bodies.map((body) => /<title>(.*)<\/title>/.exec(body)?.[1])
  expect(new Set(titles).size).toBe(everyPage.length)
  for (const body of bodies) {
    expect(body).toContain('alt="Daily Caller News Foundation logo"')
    expect(body).toContain('href="mailto:licensing@dailycallernewsfoundation.org"')
  }
})

test('no link on any page leads to nothing', async () => {
  const product = await start()
  const broken: string[] = []
  for (const url of everyPage) {
    const { body } = await visit(product, url)
    const links = [...attributesOf(body, 'href'), ...attributesOf(body, 'src')]
    const inside = links.map((link) => link.replace(publicUrl, '')).filter((link) => link.startsWith('/'))
    expect(inside.length).toBeGreaterThan(5)
    for (const link of new Set(inside)) {
      if (described.includes(link)) continue
      const { statusCode } = await visit(product, link)
      if (statusCode !== 200) broken.push(`${link} on ${url}: ${statusCode}`)
    }
  }

  expect(broken).toEqual([])
})

test('the start page shows the first call, the way to become a partner, and the way into the reference', async () => {
  const { body } = await visit(await start(), '/')

  expect(body).toContain(`curl ${publicUrl}/v1/articles`)
  expect(body).toContain('Bearer wc_live_…')
  expect(body).toContain('Become a partner')
  expect(attributesOf(body, 'href')).toEqual(
    expect.arrayContaining(['/docs', '/openapi.json', '/v1/license', '/health']),
  )
})

test('nothing that a newswire is called becomes markup', async () => {
  const product = await start()
  const hostile = `</title><script>alert(1)</script>"><img src=x onerror=alert(1)> & 'Sons'`
  await product.database.write(async (tx) => {
    await setNewswire(tx, actor, {
      ...{ name: hostile, shortName: hostile, notice: hostile, logoAlt: hostile },
      url: 'https://evil.example/?a="><script>alert(1)</script>',
    })
    await publishTerms(tx, actor, {
      text: `${hostile}\n\n[a link](javascript:alert(1)) **bold**\n\n<b>third</b>`,
    })
  })

  for (const url of everyPage) {
    const { body } = aSoundPage(await visit(product, url))
    expect(body).not.toMatch(/<img src=x|<script/)
    expect(body).toContain('&lt;/title>&lt;script>alert(1)&lt;/script>')
    expect(attributesOf(body, 'onerror')).toEqual([])
  }
  const { body } = await visit(product, '/v1/license')
  expect(body).toContain('<p>a link <strong>bold</strong></p><p>&lt;b>third&lt;/b></p>')
})

test('before anything is set up, the start page says what to run, and is not kept', async () => {
  const storage = await anEmptyDatabase()
  onTestFinished(storage.drop)
  await migrate(storage.url)
  const product = await start({ on: storage })

  for (const url of pages) {
    const { headers } = aSoundPage(await visit(product, url))
    expect(headers['cache-control']).toBe('no-store')
  }
  const { body } = await visit(product, '/')
  expect(body).toContain('npm run wirecopy -- seed')
  expect(await product.app.inject('/v1/license')).toHaveProblem('conflict')
  expect(await product.app.inject('/v1/license/policy')).toHaveProblem('conflict')
})

test('styles and icon have names that change with their content, and are kept for ever', async () => {
  const product = await start()
  const { body } = await visit(product, '/')
  const files = attributesOf(body, 'href').filter((href) => href.startsWith('/assets/'))
  expect(files).toHaveLength(3)

  for (const file of files) {
    expect(file).toMatch(/-[0-9a-f]{16}\.(css|svg)$/)
    const response = await visit(product, file)
    expect(response).toHaveStatus(200)
    expect(response.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': file.endsWith('css') ? 'text/css; charset=utf-8' : 'image/svg+xml',
      'x-content-type-options': 'nosniff',
      vary: 'Accept-Encoding',
    })
    expect(response.headers['content-encoding']).toBeUndefined()
  }
  expect(await product.app.inject('/assets/..%2fapp.ts')).toHaveProblem('not-found')
})

test('a browser that takes compressed styles gets them compressed', async () => {
  const product = await start()
  const { body } = await visit(product, '/')
  const [, pico = ''] = attributesOf(body, 'href').filter((href) => href.startsWith('/assets/'))
  const plain = await visit(product, pico)

  for (const [accepted, encoding] of [
    ['br', 'br'],
    ['gzip, deflate', 'gzip'],
  ] as const) {
    const packed = await visit(product, pico, { 'accept-encoding': accepted })
    expect(packed.headers['content-encoding']).toBe(encoding)
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 3)
  }
})

test('a browser that strays gets a page with the same status, and only outside the API', async () => {
  const product = await start()

  const { body, headers } = aSoundPage(await visit(product, '/nowhere?q=<b>'), 404)
  expect(headers['cache-control']).toBe('no-store')
  expect(body).toContain('There is nothing at /nowhere.')
  expect(body).toContain(String(headers['x-request-id']))
  expect(await visit(product, '/v1/nowhere')).toHaveProblem('not-found')
  expect(await visit(product, '/v1?x')).toHaveProblem('not-found')
  aSoundPage(await product.app.inject({ method: 'POST', url: '/', headers: browser }), 405)
})

test('a program that strays gets a problem, whatever else it would take', async () => {
  const product = await start()
  for (const accept of ['*/*', 'application/json', 'application/json, text/html;q=0.9', 'image/png', ''])
    expect(await visit(product, '/nowhere', { accept })).toHaveProblem('not-found')
  expect(await product.app.inject('/nowhere')).toHaveProblem('not-found')
})
