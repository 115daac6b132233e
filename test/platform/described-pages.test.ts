import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Product, start } from '../support/product.ts'
import { Description } from './support/description.ts'

const html = { accept: 'text/html' }
const titleIn = (page: string) => /<title>([^<]+)<\/title>/.exec(page)?.[1]

const operationSchema = z.object({
  // Whoever reads it needs no key.
  security: z.tuple([]),
  parameters: z.array(z.object({ name: z.string(), example: z.string() }).partial()),
  responses: z.object({
    200: z.object({ content: z.object({ 'text/html': z.object({ example: z.string() }) }) }),
  }),
})

/** Every operation that answers anybody with a page, the address that its examples make, and the page that they show. */
async function describedPages({ app }: Product) {
  const { paths } = (await app.inject('/openapi.json')).json()
  return Object.keys(paths).flatMap((path) => {
    const { success, data } = operationSchema.safeParse(paths[path].get)
    // Nobody can make up a token that opens a page; one that does is tried in mail-calls.
    if (!success || path.includes('{token}')) return []
    const examples = new Map(data.parameters.map(({ name = '', example = '' }) => [name, example]))
    const url = path.replace(/{(\w+)}/g, (_, name) => examples.get(name) ?? '')
    return [{ operation: `GET ${path}`, url, shown: data.responses[200].content['text/html'].example }]
  })
}

test('every page answers as the description says, under the title that its example has', async () => {
  const product = await start()
  const description = new Description(product.app)
  const pages = await describedPages(product)
  for (const { operation, url, shown } of pages) {
    const answer = await product.app.inject({ url, headers: html })

    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(description.faultsOf(operation, answer)).toEqual([])
    expect([url, titleIn(answer.body)]).toEqual([url, titleIn(shown)])
  }

  expect(pages.map(({ url }) => url)).toEqual(
    expect.arrayContaining(['/', '/docs', '/v1/license', '/rels/logo']),
  )
})

test.each([
  ['GET /problems/{slug}', '/problems/none', 404],
  ['GET /brand/{sha256}.{extension}', `/brand/${'0'.repeat(64)}.svg`, 404],
  ['GET /metrics', '/metrics', 401],
])('where %s fails, browsers get the page that is described', async (operation, url, status) => {
  const { app } = await start()
  const answer = await app.inject({ url, headers: html, remoteAddress: '203.0.113.7' })

  expect(answer).toHaveStatus(status)
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(new Description(app).faultsOf(operation, answer)).toEqual([])
})
