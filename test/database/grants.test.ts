import { expect, test } from 'vitest'
import { anArticle, aPartner } from '../support/factories.ts'
import { caller, start } from '../support/product.ts'

test('a partner that fetches an article through two nodes at once gets one grant', async () => {
  const here = await start()
  const there = await start({ on: here.storage })
  const partner = await aPartner(here)
  const elsewhere = caller(there.app, partner.key)
  const article = await anArticle(here)

  const fetches = Array.from({ length: 20 }, (_, count) =>
    (count % 2 === 0 ? partner : elsewhere).get(`/v1/articles/${article.id}`),
  )
  const named = (await Promise.all(fetches)).map(({ headers }) => headers['license-grant'])

  const { items } = (await partner.get('/v1/grants')).json()
  expect(items).toHaveLength(1)
  expect(new Set(named)).toEqual(new Set([`"${items[0].id}"`]))
})

test('two nodes that record the licenses of whole lists at once do not hinder each other', async () => {
  const here = await start()
  const there = await start({ on: here.storage })
  const partner = await aPartner(here)
  const elsewhere = caller(there.app, partner.key)
  for (let count = 0; count < 10; count += 1) await anArticle(here)

  const lists = await Promise.all([
    partner.get('/v1/articles?include=body'),
    elsewhere.get('/v1/articles?include=body'),
    partner.get('/v1/articles?include=body&updatedSince=2020-01-01T00:00:00Z'),
    elsewhere.get('/v1/articles?include=body&updatedSince=2020-01-01T00:00:00Z'),
  ])

  for (const list of lists) expect(list).toHaveStatus(200)
  const { items } = (await partner.get('/v1/grants')).json()
  expect(items).toHaveLength(11)
})
