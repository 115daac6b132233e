import { expect, test } from 'vitest'
import { problemTypes } from '../../src/problems.ts'
import { publicUrl, start } from '../support/product.ts'
import { aSoundPage, attributesOf, visit } from './support/page.ts'

const slugs = Object.keys(problemTypes)
const json = { accept: 'application/json' }

test('every problem leads to a page with its title, status and remedy, and an example', async () => {
  const product = await start()
  for (const [slug, { title, status, remedy }] of Object.entries(problemTypes)) {
    const { body } = aSoundPage(await visit(product, `/problems/${slug}`))
    expect(body).toContain(`<h1>${title}</h1>`)
    expect(body).toContain(`<strong>${status} `)
    expect(body.replace(/<\/?code>/g, '')).toContain(remedy.replaceAll('`', '').replaceAll('&', '&amp;'))
    expect(body).toContain(`&quot;type&quot;: &quot;${publicUrl}/problems/${slug}&quot;`)
  }
})

test('the list names every problem', async () => {
  const product = await start()
  const { body } = await visit(product, '/problems')

  expect(attributesOf(body, 'href')).toEqual(expect.arrayContaining(slugs.map((slug) => `/problems/${slug}`)))
})

test('programs get problems as JSON', async () => {
  const product = await start()
  const list = await visit(product, '/problems', json)
  const one = await visit(product, '/problems/key-expired', json)

  expect(one.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', vary: 'Accept' })
  expect(one.json()).toEqual({
    type: `${publicUrl}/problems/key-expired`,
    ...problemTypes['key-expired'],
  })
  expect(list.json().items).toHaveLength(slugs.length)
  expect(list.json().items).toContainEqual(one.json())
  expect((await visit(product, '/problems/key-expired')).headers.vary).toBe('Accept')
})

test('the type of a problem leads to its page', async () => {
  const product = await start()
  const { type } = (await product.app.inject('/v1/articles')).json()

  aSoundPage(await visit(product, type.replace(publicUrl, '')))
})

test('what is no problem leads nowhere', async () => {
  const product = await start()
  for (const slug of ['nope', 'constructor', '__proto__', 'toString', 'KEY-MISSING', 'key-missing%20']) {
    expect(await product.app.inject(`/problems/${slug}`)).toHaveProblem('not-found')
    aSoundPage(await visit(product, `/problems/${slug}`), 404)
  }
})

test('the rel of our links leads to its meaning, and others lead nowhere', async () => {
  const product = await start()

  expect(aSoundPage(await visit(product, '/rels/logo')).body).toContain(`${publicUrl}/rels/logo`)
  for (const rel of ['nope', 'license', 'constructor'])
    expect(await product.app.inject(`/rels/${rel}`)).toHaveProblem('not-found')
})
