import { expect, test } from 'vitest'
import { publishTerms } from '../../src/licensing/terms.ts'
import { actor, caller, publicUrl, start } from '../support/product.ts'
import { expanded, officialContext, pinnedContext } from './support/odrl.ts'

const odrl = (word: string) => `http://www.w3.org/ns/odrl/2/${word}`

test('the policy offers what the terms allow, under the duties of the terms and no others', async () => {
  const { app } = await start()
  const response = await app.inject('/v1/license/policy')

  expect(response).toHaveStatus(200)
  expect(String(response.headers['content-type'])).toMatch(/^application\/ld\+json/)
  expect(response.json()).toEqual({
    '@context': 'http://www.w3.org/ns/odrl.jsonld',
    '@type': 'Offer',
    uid: `${publicUrl}/v1/license/policy?version=1`,
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

test('the policy is linked data: no word of it is lost, and every name is a whole address', async () => {
  const { app } = await start()
  const [offer, ...others] = await expanded((await app.inject('/v1/license/policy')).json())

  expect(others).toEqual([])
  expect(offer).toMatchObject({ '@id': `${publicUrl}/v1/license/policy?version=1`, '@type': [odrl('Offer')] })
  expect(actionsIn(offer)).toEqual(['reproduce', 'distribute', 'include', 'attribute', 'attribute'].map(odrl))
  expect(JSON.stringify(offer)).not.toContain(odrl('prohibition'))
})

test('a policy with a word that ODRL does not have is noticed', async () => {
  const policy = (await (await start()).app.inject('/v1/license/policy')).json()

  await expect(expanded({ ...policy, price: 'none' })).rejects.toThrow()
  await expect(expanded({ ...policy, uid: 'policy' })).rejects.toThrow()
})

test('further duties have addresses of ours, where they are explained; recommendations are none', async () => {
  const { app, database } = await start()
  await database.write((tx) =>
    publishTerms(tx, actor, {
      text: 'New.',
      duties: ['logo', 'byline', 'affiliation', 'link-back', 'canonical', 'unaltered', 'notice'],
    }),
  )
  const policy = (await app.inject('/v1/license/policy')).json()
  const [offer] = await expanded(policy)

  expect(actionsIn(offer).slice(5)).toEqual(
    ['link-back', 'canonical', 'unaltered', 'notice'].map(
      (duty) => `${publicUrl}/v1/license?version=2#${duty}`,
    ),
  )
  expect(policy.profile).toEqual([
    'https://iptc.org/std/RightsML/odrl-profile/',
    `${publicUrl}/v1/license?version=2`,
  ])
  await database.write((tx) => publishTerms(tx, actor, { text: 'Newer.', recommended: ['link-back'] }))
  const wishing = await expanded((await app.inject('/v1/license/policy')).json())
  expect(actionsIn(wishing[0])).toHaveLength(5)
})

test('whoever holds the policy is told that it is still good', async () => {
  const { app, database } = await start()
  const anybody = caller(app)
  const { etag } = (await anybody.get('/v1/license/policy')).headers
  const again = () => anybody.get('/v1/license/policy', { 'if-none-match': String(etag) })

  expect(await again()).toMatchObject({ statusCode: 304, body: '' })
  await database.write((tx) => publishTerms(tx, actor, { text: 'New.' }))
  expect((await again()).json().uid).toBe(`${publicUrl}/v1/license/policy?version=2`)
})

test('the context that policies are read with here says what the official one does', () => {
  const official = officialContext()
  if (!official) return
  expect(official).toMatchObject(pinnedContext)
})

// In document order, those of the permission before those of its duties.
function actionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(actionsIn)
  if (typeof value !== 'object' || value === null) return []
  const own = Reflect.get(value, odrl('action'))
  const named = Array.isArray(own) ? own.map((action) => String(action['@id'])) : []
  return [
    ...named,
    ...Object.entries(value).flatMap(([key, member]) => (key === odrl('action') ? [] : actionsIn(member))),
  ]
}
