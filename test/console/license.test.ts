import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { publishTerms } from '../../src/licensing/terms.ts'
import { actor, publicUrl, start } from '../support/product.ts'
import { aSoundPage, browser, visit } from './support/page.ts'

const terms = readFileSync('seeds/terms-1.md', 'utf8').trimEnd()
const context = '../shared/standards/odrl/poe-ODRL22.jsonld'

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
    price: 'none',
    since: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    licensor: {
      name: 'Daily Caller News Foundation',
      url: 'https://dailycallernewsfoundation.org',
      contact: 'licensing@dailycallernewsfoundation.org',
    },
    policy: `${publicUrl}/v1/license/policy`,
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
  await product.database.write((tx) => publishTerms(tx, actor, 'First.\n\nSecond.'))

  expect((await product.app.inject('/v1/license')).json()).toMatchObject({ version: 2 })
  expect((await visit(product, '/v1/license')).body).toContain('<p>First.</p><p>Second.</p>')
})

test('the policy offers what the terms allow, under the duties of the terms and no others', async () => {
  const { app } = await start()
  const response = await app.inject('/v1/license/policy')

  expect(response).toHaveStatus(200)
  expect(String(response.headers['content-type'])).toMatch(/^application\/ld\+json/)
  expect(response.json()).toEqual({
    '@context': 'http://www.w3.org/ns/odrl.jsonld',
    '@type': 'Offer',
    uid: `${publicUrl}/v1/license/policy#v1`,
    profile: 'https://iptc.org/std/RightsML/odrl-profile/',
    permission: [
      {
        target: { '@type': 'AssetCollection', uid: `${publicUrl}/id/articles` },
        assigner: {
          '@type': ['Party', 'vcard:Organization'],
          uid: 'https://dailycallernewsfoundation.org',
          'vcard:fn': 'Daily Caller News Foundation',
          'vcard:hasEmail': 'mailto:licensing@dailycallernewsfoundation.org',
        },
        action: ['reproduce', 'distribute'],
        duty: [
          { action: 'include', target: `${publicUrl}/brand/logo.svg` },
          {
            action: 'attribute',
            attributedParty: { '@type': 'PartyCollection', uid: `${publicUrl}/id/reporters` },
          },
          { action: 'attribute', attributedParty: 'https://dailycallernewsfoundation.org' },
        ],
      },
    ],
  })
})

test('every word of the policy is a word of ODRL 2.2', async () => {
  const { app } = await start()
  const policy = (await app.inject('/v1/license/policy')).json()
  if (!existsSync(context)) {
    process.stdout.write(`${context} is missing: the words of the policy were not compared with it\n`)
    return
  }
  const known: unknown = JSON.parse(readFileSync(context, 'utf8'))['@context']

  const used = wordsIn(policy)
  expect(used).toContain('attributedParty')
  expect(used).toContain('distribute')
  expect(used.filter((word) => !isKnown(word, known))).toEqual([])
})

// Its keys, its types and its actions; the prefix stands for a word of another vocabulary.
function wordsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(wordsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) => {
    const named = key === '@type' || key === 'action' ? [member].flat() : []
    return [key, ...named, ...wordsIn(member)].filter((word) => !word.startsWith('@'))
  })
}

function isKnown(word: string, known: unknown): boolean {
  const [term = ''] = word.split(':')
  return typeof known === 'object' && known !== null && Object.hasOwn(known, term)
}
