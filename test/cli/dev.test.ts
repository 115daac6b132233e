import { asc } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { changes } from '../../src/articles/tables.ts'
import { aPartner } from '../support/factories.ts'
import { start } from '../support/product.ts'
import { commandLineOn } from './support/wirecopy.ts'

async function aLibrary(articles: number) {
  const product = await start()
  const line = commandLineOn(product.storage)
  const answer = await line.wirecopy('dev', 'generate', '--articles', String(articles))
  product.clock.set(new Date().toISOString())
  return { product, ...line, answer, partner: await aPartner(product) }
}

test('made-up stories are listed, searched and followed like any others', async () => {
  const { product, answer, partner, json } = await aLibrary(1_200)

  expect(answer).toMatchObject({ code: 0, out: expect.stringMatching(/^Published 1200 made-up stories in /) })
  expect(answer.err).toMatch(/^(\d+ %: \d+ stories, \d+ a second\n){10}$/)
  const { items } = (await partner.get('/v1/articles?include=body&limit=200')).json()
  expect(items).toHaveLength(200)
  for (const { wordCount } of items) {
    expect(wordCount).toBeGreaterThan(250)
    expect(wordCount).toBeLessThan(1_100)
  }
  const [{ id, section, headline, attribution }] = items
  const found = async (query: Record<string, string>) => {
    const page = await partner.get(`/v1/articles?${new URLSearchParams(query)}`)
    return page.json().items.map((item: { id: string }) => item.id)
  }
  expect(await found({ section })).toContain(id)
  expect(await found({ reporter: attribution.authors[0].id })).toContain(id)
  expect(await found({ q: `"${headline}"` })).toContain(id)
  expect((await json('audit', 'verify')).intact).toBe(true)

  const log = await product.database.read.select().from(changes).orderBy(asc(changes.seq)).limit(5_000)
  const types = new Set(log.map(({ type }) => type))
  for (const type of ['article.published', 'article.updated', 'article.corrected'] as const)
    expect(types).toContain(type)
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, at) => at + 1))
})

test('a made-up story can be changed and taken back like any other', async () => {
  const { partner, wirecopy, product } = await aLibrary(20)
  const [{ id, section }] = (await partner.get('/v1/articles?limit=1')).json().items

  expect(await wirecopy('article', 'update', id, '--section', 'Elsewhere')).toMatchObject({ code: 0 })
  product.clock.advance(1_000)
  const ids = async (wanted: string) =>
    (await partner.get(`/v1/articles?section=${wanted}`)).json().items.map((item: { id: string }) => item.id)

  expect(await ids('Elsewhere')).toEqual([id])
  expect(await ids(section)).not.toContain(id)
  expect(await wirecopy('article', 'withdraw', id, '--advisory', 'Wait.')).toMatchObject({ code: 0 })
  expect(await ids('Elsewhere')).toEqual([])
})

test('stories are added to others only where that is wanted', async () => {
  const { wirecopy } = await aLibrary(10)

  const refused = await wirecopy('dev', 'generate', '--articles', '10')
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('add --yes')])
  expect(await wirecopy('dev', 'generate', '--articles', '10', '--yes')).toMatchObject({ code: 0 })
})

test('no stories are made up in production', async () => {
  const { storage, within } = commandLineOn((await start()).storage)
  expect(storage).toBeDefined()

  const { code, err } = await within(['dev', 'generate', '--yes'], {
    env: { PUBLIC_URL: 'https://wire.example.org' },
  })

  expect([code, err]).toEqual([1, expect.stringContaining('not made up in production')])
})

test('a bar tells how far it is on a screen', async () => {
  const { within } = commandLineOn((await start()).storage)

  const { err } = await within(['dev', 'generate', '--articles', '10'], { columns: 100 })

  expect(err).toMatch(/Publishing \[#{30}\] 10 of 10 \d+\/s, 0 s left/)
})
