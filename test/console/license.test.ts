import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { publishTerms } from '../../src/licensing/terms.ts'
import { actor, publicUrl, start } from '../support/product.ts'
import { aSoundPage, attributesOf, browser, visit } from './support/page.ts'

const terms = readFileSync('seeds/terms-1.md', 'utf8').trimEnd()

test('programs get the license as JSON, with the terms word for word', async () => {
  const { app } = await start()
  const response = await app.inject('/v1/license')

  expect(response).toHaveStatus(200)
  expect(response.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'public, max-age=300',
    vary: 'Accept',
  })
  expect(response.json()).toEqual({
    version: 1,
    text: terms,
    sha256: createHash('sha256').update(terms).digest('hex'),
    duties: ['logo', 'byline', 'affiliation'],
    recommended: [],
    price: 'none',
    since: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    acceptBy: null,
    inForce: true,
    href: `${publicUrl}/v1/license?version=1`,
    licensor: {
      name: 'Daily Caller News Foundation',
      url: 'https://dailycallernewsfoundation.org',
      contact: 'licensing@dailycallernewsfoundation.org',
    },
    policy: `${publicUrl}/v1/license/policy?version=1`,
  })
})

test('browsers get the license as a page that says the same', async () => {
  const product = await start()
  const { body, headers } = aSoundPage(await visit(product, '/v1/license'))

  expect(headers.vary).toBe('Accept')
  expect(body).toContain(`<p>${terms}</p>`)
  for (const part of ['Our logo', 'The reporter’s byline', 'The reporter’s affiliation', '<dd>none</dd>'])
    expect(body).toContain(part)
  expect(body).toContain(createHash('sha256').update(terms).digest('hex'))
})

test.each([
  ['*/*', 'application/json'],
  ['application/json', 'application/json'],
  ['text/html;q=0.5, application/json;q=0.4', 'text/html'],
  ['text/html', 'text/html'],
  [browser.accept, 'text/html'],
  ['text/*', 'text/html'],
])('whoever accepts %s gets %s', async (accept, type) => {
  const response = await visit(await start(), '/v1/license', { accept })

  expect(String(response.headers['content-type']).split(';')[0]).toBe(type)
})

test('whoever takes neither is told what there is', async () => {
  const response = await visit(await start(), '/v1/license', { accept: 'image/png' })

  expect(response).toHaveProblem('not-acceptable')
  expect(response.json().detail).toBe('There is application/json, text/html.')
})

test('new terms are the license from then on', async () => {
  const product = await start()
  await product.database.write((tx) => publishTerms(tx, actor, { text: 'First.\n\nSecond.' }))

  expect((await product.app.inject('/v1/license')).json()).toMatchObject({ version: 2 })
  expect((await visit(product, '/v1/license')).body).toContain('<p>First.</p><p>Second.</p>')
})

test('every version stays at its address, and says which one took its place', async () => {
  const product = await start()
  await product.database.write((tx) => publishTerms(tx, actor, { text: 'Second.' }))

  const earlier = (await product.app.inject('/v1/license?version=1')).json()
  expect(earlier).toMatchObject({ version: 1, text: terms, inForce: false })
  expect(await visit(product, '/v1/license?version=7')).toHaveProblem('not-found')
  const { body } = aSoundPage(await visit(product, '/v1/license?version=1'))
  expect(body).toContain('<a href="/v1/license">version 2</a> is in force')
  expect(body).toContain(`<p>${terms}</p>`)
})

test('a version says what is wished for, and by when it must be accepted', async () => {
  const product = await start()
  await product.database.write((tx) =>
    publishTerms(tx, actor, {
      text: 'Second.',
      duties: ['logo', 'byline', 'affiliation', 'unaltered'],
      recommended: ['link-back', 'canonical', 'notice'],
      acceptBy: Date.parse('2026-06-01T06:30:00Z'),
    }),
  )

  const { body } = aSoundPage(await visit(product, '/v1/license'))

  expect(attributesOf(body, 'id')).toEqual([
    ...['content', 'logo', 'byline', 'affiliation', 'unaltered'],
    ...['link-back', 'canonical', 'notice'],
  ])
  expect(body).toContain('by <time datetime="2026-06-01T06:30:00.000Z">2026-06-01 06:30 UTC</time>')
})

test('the text of a page is Markdown, and nothing else', async () => {
  const product = await start()
  const text = [
    ...['# One', '## Two', 'A *b* **c** `d<e>` & [f](https://g.example/?a=1&b=2) \\* h  ', 'i'],
    ...[
      '',
      '3. three',
      '4. four',
      '',
      '- five',
      '',
      '> six',
      '',
      '---',
      '',
      '    seven',
      '',
      '[x]: https://x.example',
    ],
    ...['', '<img src="x" onerror="alert(1)">', '', '![eight](https://y.example/z.png) [nine](/v1) [ten][x]'],
  ]
  await product.database.write((tx) => publishTerms(tx, actor, { text: text.join('\n') }))

  const { body } = aSoundPage(await visit(product, '/v1/license'))

  const shown = /<div class="offer">(.*?)<\/div>/s.exec(body)?.[1]
  expect(shown).toBe(
    [
      '<h3>One</h3><h4>Two</h4>',
      '<p>A <em>b</em> <strong>c</strong> <code>d&lt;e></code> &amp; ',
      '<a href="https://g.example/?a=1&amp;b=2">f</a> * h<br/>i</p>',
      '<ol start="3"><li>three</li><li>four</li></ol><ul><li>five</li></ul>',
      '<blockquote><p>six</p></blockquote><hr/><pre><code>seven</code></pre>',
      '<p>&lt;img src=&quot;x&quot; onerror=&quot;alert(1)&quot;></p>',
      '<p>![eight](https://y.example/z.png) nine <a href="https://x.example/">ten</a></p>',
    ].join(''),
  )
})
