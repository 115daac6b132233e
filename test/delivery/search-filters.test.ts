import { expect, test } from 'vitest'
import type { ContentInput } from '../../src/articles/schema.ts'
import type { Plan } from '../../src/articles/timing.ts'
import { anArticle, aPartner, aReporter, aStaffMember, killed, withdrawn } from '../support/factories.ts'
import { start } from '../support/product.ts'

async function aLibrary() {
  const product = await start()
  const partner = await aPartner(product)
  const publish = async (fields: ContentInput = {}, plan: Plan = {}) => {
    product.clock.advance(1_000)
    return (await anArticle(product, fields, plan)).id
  }
  const found = async (query: string, who = partner) => {
    const { items } = (await who.get(`/v1/articles?${query}`)).json()
    return items.map(({ id }: { id: string }) => id)
  }
  return { product, partner, publish, found }
}

test('a list is narrowed to a section, a tag, a topic, a reporter or a language', async () => {
  const { product, publish, found } = await aLibrary()
  const { id: reporter } = await aReporter(product, 'Ann Poe')
  const story = await publish({
    section: 'Énergie',
    tags: ['Oil & Gas', 'Markets'],
    topics: ['medtop:04000000'],
    language: 'zh-Hant-TW',
    reporters: [reporter],
  })
  await publish({ section: 'Sports', tags: ['Markets today'], topics: ['medtop:15000000'] })

  for (const query of [
    'section=energie',
    `tag=${encodeURIComponent('oil & gas')}`,
    'tag=markets',
    'topic=medtop:04000000',
    `reporter=${reporter}`,
    'language=zh-Hant-TW',
    'language=zh-hant',
    'language=zh',
  ])
    expect({ query, found: await found(query) }).toEqual({ query, found: [story] })
})

test('all filters must hold', async () => {
  const { publish, found } = await aLibrary()
  const both = await publish({ section: 'Politics', tags: ['Budget'] })
  const newer = await publish({ section: 'Politics', tags: ['Courts', 'Budget'] })
  await publish({ section: 'Politics', tags: ['Courts'] })
  await publish({ section: 'World', tags: ['Budget'] })

  expect(await found('section=Politics&tag=budget')).toEqual([newer, both])
  expect(await found('section=World&tag=Courts')).toEqual([])
})

test('filters hold together with times', async () => {
  const { product, publish, found } = await aLibrary()
  const editor = await aStaffMember(product, 'editor')
  const first = await publish({ section: 'Politics' })
  const second = await publish({ section: 'Politics' })
  const since = new Date(product.clock.now()).toISOString()

  expect(await found(`section=Politics&publishedSince=${since}`)).toEqual([second])
  product.clock.advance(60_000)
  await editor.post(`/v1/staff/articles/${first}/updates`, { summary: 'Newer' })
  expect(await found(`section=Politics&updatedSince=${since}`)).toEqual([first, second])
  expect(await found(`section=World&updatedSince=${since}`)).toEqual([])
})

test('a story is found by what its newest revision says', async () => {
  const { product, publish, found } = await aLibrary()
  const editor = await aStaffMember(product, 'editor')
  const story = await publish({ section: 'Politics', tags: ['Budget'] })

  await editor.post(`/v1/staff/articles/${story}/updates`, { section: 'World' })

  expect(await found('section=Politics')).toEqual([])
  expect(await found('section=World&tag=Budget')).toEqual([story])
})

test('what was taken back is not found', async () => {
  const { product, publish, found } = await aLibrary()
  const gone = await publish({ section: 'Politics' })
  const dead = await publish({ section: 'Politics' })
  await withdrawn(product, gone)
  await killed(product, dead)
  expect(await found('section=Politics')).toEqual([])

  const editor = await aStaffMember(product, 'editor')
  await editor.post(`/v1/staff/articles/${gone}/publications`)
  expect(await found('section=Politics')).toEqual([gone])
})

test('only partners with advance access find what is under embargo', async () => {
  const { product, publish, found } = await aLibrary()
  const early = await aPartner(product, { advanceAccess: true })
  const embargoedUntil = product.clock.now() + 3_600_000
  const secret = await publish({ section: 'Politics' }, { embargoedUntil })
  const open = await publish({ section: 'Politics' })

  expect(await found('section=Politics')).toEqual([open])
  expect(await found('section=Politics', early)).toEqual([secret, open])
  product.clock.advance(3_600_000)
  expect(await found('section=Politics')).toEqual([secret, open])
})

test('a story moves with its embargo', async () => {
  const { product, publish, found } = await aLibrary()
  const editor = await aStaffMember(product, 'editor')
  const hour = 3_600_000
  const story = await publish({ tags: ['Fed'] }, { embargoedUntil: product.clock.now() + 2 * hour })
  const other = await publish({ tags: ['Fed'] }, { embargoedUntil: product.clock.now() + 3 * hour })
  const embargoedUntil = new Date(product.clock.now() + 4 * hour).toISOString()
  await editor.post(`/v1/staff/articles/${story}/publications`, { embargoedUntil })

  product.clock.advance(5 * hour)

  expect(await found('tag=Fed')).toEqual([story, other])
})

test('pages through a filter lose nothing and repeat nothing, also amid many stories of one moment', async () => {
  const { product, partner } = await aLibrary()
  const reporters = [(await aReporter(product)).id]
  const made: string[] = []
  for (let number = 0; number < 25; number += 1)
    made.unshift((await anArticle(product, { reporters, section: 'Politics', tags: ['Fed'] })).id)

  const seen: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const response = await partner.get(
      `/v1/articles?limit=4&section=Politics&tag=Fed${next && `&cursor=${next}`}`,
    )
    const page: { items: { id: string }[]; next: string | null } = response.json()
    seen.push(...page.items.map(({ id }) => id))
    next = page.next
  }

  expect(seen).toEqual(made)
})

test.each([
  'section=',
  'topic=politics',
  'topic=medtop:1',
  'reporter=Jane',
  'section=A&section=B',
  `tag=${'x'.repeat(101)}`,
])('a list with %s is refused', async (query) => {
  const { partner } = await aLibrary()

  expect(await partner.get(`/v1/articles?${query}`)).toHaveProblem('invalid-request')
})
