import { expect, test } from 'vitest'
import { FreshCache } from '../../src/platform/database/fresh-cache.ts'
import { everything, Freshness } from '../../src/platform/database/freshness.ts'
import { subjectsAfter } from '../../src/platform/database/invalidations.ts'

interface Kept {
  name: string
  of: string
}

function aCache() {
  const trust = { given: true }
  const freshness = new Freshness(() => trust.given)
  const cache = new FreshCache<Kept>({ freshness, max: 3, subjects: ({ of }) => [of] })
  const load = (name: string, of = name) => cache.load(name, async () => ({ name, of }))
  return { trust, freshness, cache, load }
}

test('what was read once is remembered', async () => {
  const { cache, load } = aCache()

  const value = await load('a')

  expect(cache.get('a')).toBe(value)
  expect(await load('a')).toBe(value)
})

test('what was looked for in vain is looked for again', async () => {
  const { cache, load } = aCache()

  expect(await cache.load('a', async () => undefined)).toBeUndefined()
  expect(await load('a')).toEqual({ name: 'a', of: 'a' })
})

test('only what a subject concerns is forgotten', async () => {
  const { freshness, cache, load } = aCache()
  await load('a', 'partner')
  await load('b', 'partner')
  await load('c', 'other')

  freshness.drop(['partner'])

  expect([cache.get('a'), cache.get('b'), cache.get('c')?.name]).toEqual([undefined, undefined, 'c'])
})

test('everything is forgotten when subjects cannot be told apart any more', async () => {
  const { freshness, cache, load } = aCache()
  await load('a')
  await load('b')

  freshness.drop([everything])

  expect([cache.get('a'), cache.get('b')]).toEqual([undefined, undefined])
})

test('a value read before a change is not kept when the change is noticed meanwhile', async () => {
  const { freshness, cache } = aCache()

  const answered = await cache.load('a', async () => {
    freshness.drop(['a'])
    return { name: 'old', of: 'a' }
  })

  expect(answered?.name).toBe('old')
  expect(cache.get('a')).toBeUndefined()
})

test('a change noticed while a value is on its way forgets it, whichever subject it has', async () => {
  const { freshness, cache } = aCache()

  await cache.load('a', async () => {
    freshness.drop(['something else'])
    return { name: 'old', of: 'a' }
  })

  expect(cache.get('a')).toBeUndefined()
})

test('a change that is only noticed by looking after the read forgets what was read', async () => {
  const changed = { unnoticed: false }
  const freshness: Freshness = new Freshness(() => {
    if (changed.unnoticed) freshness.drop(['a'])
    changed.unnoticed = false
    return true
  })
  const cache = new FreshCache<{ name: string }>({ freshness, max: 1 })

  await cache.load('a', async () => {
    changed.unnoticed = true
    return { name: 'old' }
  })

  expect(cache.get('a')).toBeUndefined()
})

test('without trust caches answer nothing and keep nothing, and with it they answer again', async () => {
  const { trust, cache, load } = aCache()
  const value = await load('a')

  trust.given = false
  expect(cache.get('a')).toBeUndefined()
  expect(await load('b')).toEqual({ name: 'b', of: 'b' })

  trust.given = true
  expect(cache.get('b')).toBeUndefined()
  expect(cache.get('a')).toBe(value)
})

test('a cache holds no more than it was given room for', async () => {
  const { cache, load } = aCache()

  for (const name of ['a', 'b', 'c', 'd']) await load(name)

  expect([cache.get('a'), cache.get('d')?.name]).toEqual([undefined, 'd'])
})

test('who missed some invalidations forgets everything', () => {
  const rows = [
    { seq: 9, subject: 'c' },
    { seq: 8, subject: 'b' },
  ]

  expect(subjectsAfter(9, [])).toEqual([])
  expect(subjectsAfter(7, rows)).toEqual(['c', 'b'])
  expect(subjectsAfter(6, rows)).toEqual([everything])
})

test('what many ask for at once is read once, and anew as soon as anything has changed', async () => {
  const { freshness, cache } = aCache()
  let reads = 0
  const ask = () =>
    cache.loadOnce('a', async () => {
      reads += 1
      return { name: `read ${reads}`, of: 'a' }
    })

  const before = [ask(), ask()]
  freshness.drop(['b'])
  const after = [ask(), ask()]

  const names = (await Promise.all([...before, ...after])).map((kept) => kept?.name)
  expect(names).toEqual(['read 1', 'read 1', 'read 2', 'read 2'])
})

test('where changes go unnoticed everybody reads anew', async () => {
  const { trust, cache } = aCache()
  trust.given = false
  let reads = 0
  const ask = () =>
    cache.loadOnce('a', async () => {
      reads += 1
      return { name: 'a', of: 'a' }
    })

  await Promise.all([ask(), ask()])

  expect(reads).toBe(2)
})
