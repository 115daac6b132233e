import { expect, test } from 'vitest'
import { anArticle, aPartner } from '../support/factories.ts'
import { caller, start } from '../support/product.ts'
import { holdTable } from './support/outside.ts'

async function aReader() {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)
  const path = `/v1/articles/${article.id}`
  const fetchOnce = async () => expect(await partner.get(path)).toHaveStatus(200)
  const counted = async () => {
    const { items } = (await partner.get('/v1/partner/usage')).json()
    return items.map(({ count }: { count: number }) => count)
  }
  return { ...product, key: partner.key, path, fetchOnce, counted }
}

test('everybody who asks at once sees what was counted before', async () => {
  const { fetchOnce, counted } = await aReader()
  await fetchOnce()
  await fetchOnce()

  expect(await Promise.all([counted(), counted(), counted()])).toEqual([[2], [2], [2]])
})

test('two nodes add up what each of them counted', async () => {
  const here = await aReader()
  const there = await start({ on: here.storage })
  const elsewhere = caller(there.app, here.key)

  await Promise.all([here.fetchOnce(), elsewhere.get(here.path), elsewhere.get(here.path)])
  await Promise.all([here.counted(), elsewhere.get('/v1/partner/usage')])

  expect(await here.counted()).toEqual([3])
})

test('while nothing can be written usage is answered all the same, and what was counted is not lost', async () => {
  const { storage, fetchOnce, counted } = await aReader()
  await fetchOnce()
  expect(await counted()).toEqual([1])
  const release = await holdTable(storage.url, 'usage')
  await fetchOnce()

  expect(await counted()).toEqual([1])

  await release()
  expect(await counted()).toEqual([2])
})
