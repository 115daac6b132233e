import { expect, test } from 'vitest'
import { UsageCounter } from '../../src/licensing/usage.ts'
import { anArticle, aPartner } from '../support/factories.ts'
import { caller, start } from '../support/product.ts'
import { anOutsider, holdTable } from './support/outside.ts'

const remembered = 450

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

async function aCounter() {
  const { database, storage, ...product } = await start()
  const partner = await aPartner({ database, storage, ...product })
  const article = await anArticle({ database, storage, ...product })
  const outsider = await anOutsider(storage.url)
  const errors: unknown[] = []
  const dropped: number[] = []
  const counter = new UsageCounter(database, {
    onError: (error) => errors.push(error),
    onDropped: (count) => dropped.push(count),
    max: remembered,
  })
  const key = { partnerId: partner.id, articleId: article.id, format: 'json' }
  const countDays = (days: number) => {
    for (let day = 0; day < days; day += 1) counter.count({ ...key, day: `day ${day}` })
  }
  const written = async () => Number((await outsider.all('SELECT sum(count) AS sum FROM usage'))[0]?.sum ?? 0)
  return { storage, counter, countDays, written, errors, dropped }
}

test('more than can be remembered is written early, and nothing of it is lost', async () => {
  const { counter, countDays, written, dropped } = await aCounter()

  countDays(remembered + 1)
  await counter.close()

  expect(await written()).toBe(remembered + 1)
  expect([counter.dropped, dropped]).toEqual([0, []])
})

test('what is too much even so is said once, with how much it was', async () => {
  const { counter, countDays, written, dropped } = await aCounter()

  countDays(2 * remembered + 5)
  expect(counter.dropped).toBe(5)
  await counter.close()

  expect(await written()).toBe(2 * remembered)
  expect(dropped).toEqual([5])
})

test('while nothing can be written no more is remembered than fits, and the rest is said when it can be', async () => {
  const { storage, counter, countDays, written, errors, dropped } = await aCounter()
  const release = await holdTable(storage.url, 'usage')
  countDays(remembered)
  const failing = counter.flush()
  countDays(remembered + 7)
  await failing
  countDays(remembered + 7)
  expect(errors).toHaveLength(1)
  expect(dropped).toEqual([])

  await release()
  await counter.close()

  expect((await written()) + counter.dropped).toBe(3 * remembered + 14)
  expect(dropped).toEqual([counter.dropped])
  expect(counter.dropped).toBe(14)
})

test('metrics say how much was not counted', async () => {
  const { app } = await start()

  expect((await app.inject('/metrics')).body).toContain('wirecopy_usage_dropped_total 0')
})
