import { expect, test } from 'vitest'
import { commandLineOn } from '../cli/support/wirecopy.ts'
import { anArticle, aPartner, aStaffMember, killed } from '../support/factories.ts'
import { type Product, start } from '../support/product.ts'

const [articles, partners] = ['/v1/staff/reports/articles', '/v1/staff/reports/partners']

/** Two partners; the first took both stories of May, the second the later one, and somebody neither. */
async function aBusyMonth() {
  const product = await start()
  const [first, second, idle] = [await aPartner(product), await aPartner(product), await aPartner(product)]
  const viewer = await aStaffMember(product, 'viewer')
  const editor = await aStaffMember(product, 'editor')
  const earlier = await anArticle(product)
  product.clock.set('2026-05-10T12:00:00Z')
  const later = await anArticle(product)
  for (const { id } of [earlier, later, later]) await first.get(`/v1/articles/${id}`)
  await second.get(`/v1/articles/${later.id}`)
  return { product, first, second, idle, viewer, editor, earlier, later }
}

test('the stories of a period come by how many partners hold them', async () => {
  const { viewer, editor, first, earlier, later } = await aBusyMonth()
  await editor.post(`/v1/staff/articles/${later.id}/corrections`, { note: 'Wrong.' })
  await first.get(`/v1/articles/${later.id}`)

  const report = (await viewer.get(`${articles}?from=2026-05-01&to=2026-05-31`)).json()

  // The stories of the seed are older.
  expect(report).toMatchObject({ from: '2026-05-01', to: '2026-05-31', total: 2 })
  expect(report.items).toMatchObject([
    { id: later.id, partners: 2, licenses: 3, partnersAudience: 2_000_000, fetches: 4 },
    { id: earlier.id, partners: 1, licenses: 1, partnersAudience: 1_000_000, fetches: 1 },
  ])
})

test('only the stories first published in the period are told of, to the day', async () => {
  const { viewer, earlier, later } = await aBusyMonth()
  const told = async (query: string) =>
    (await viewer.get(`${articles}?${query}`)).json().items.map(({ id }: { id: string }) => id)

  expect(await told('from=2026-05-01&to=2026-05-01')).toEqual([earlier.id])
  expect(await told('from=2026-05-10&to=2026-05-10')).toEqual([later.id])
  expect(await told('from=2026-05-02&to=2026-05-09')).toEqual([])
})

test('without a period it is about the thirty days up to today', async () => {
  const { viewer } = await aBusyMonth()

  expect((await viewer.get(articles)).json()).toMatchObject({ from: '2026-04-11', to: '2026-05-10' })
  expect((await viewer.get(`${partners}?to=2026-03-30`)).json()).toMatchObject({ from: '2026-03-01' })
})

test('a killed story is counted, and what it said is not told again', async () => {
  const { product, viewer, later } = await aBusyMonth()
  await killed(product, later.id)

  const { items } = (await viewer.get(articles)).json()

  expect(items[0]).toMatchObject({ id: later.id, status: 'killed', headline: null, partners: 2 })
})

test('more stories than one query reads are all told of, each once', async () => {
  const { product, viewer } = await aBusyMonth()
  // Published in one moment, so that only their ids tell them apart.
  for (let made = 0; made < 45; made += 1) await anArticle(product)

  const { total, items } = (await viewer.get(`${articles}?limit=200`)).json()

  expect(total).toBe(47)
  expect(new Set(items.map(({ id }: { id: string }) => id)).size).toBe(47)
  expect((await viewer.get(`${articles}?limit=3`)).json()).toMatchObject({
    total: 47,
    items: [{ partners: 2 }, { partners: 1 }, { partners: 0 }],
  })
})

test('partners come by how much they fetched, with those that fetched nothing', async () => {
  const { viewer, first, second, idle } = await aBusyMonth()

  const { items } = (await viewer.get(partners)).json()

  expect(items).toMatchObject([
    { id: first.id, licenses: 2, fetches: 3, lastFetchedOn: '2026-05-10', monthlyUniques: 1_000_000 },
    { id: second.id, licenses: 1, fetches: 1, lastFetchedOn: '2026-05-10' },
    { id: idle.id, licenses: 0, fetches: 0, lastFetchedOn: null },
  ])
})

test('what a partner did before and after the period does not count', async () => {
  const { viewer } = await aBusyMonth()

  const { items } = (await viewer.get(`${partners}?from=2026-05-02&to=2026-05-09`)).json()

  expect(items.map(({ licenses, fetches }: Counts) => licenses + fetches)).toEqual([0, 0, 0])
})

interface Counts {
  licenses: number
  fetches: number
}

test.each([
  ['from=2026-05-02&to=2026-05-01'],
  ['from=2025-05-01&to=2026-05-02'],
  ['from=May'],
  ['to=2026-02-30'],
])('a report with %s is refused', async (query) => {
  const { viewer } = await aBusyMonth()

  for (const path of [articles, partners])
    expect(await viewer.get(`${path}?${query}`)).toHaveProblem('invalid-request')
})

test('each has a file with every line', async () => {
  const { viewer, first, later } = await aBusyMonth()

  const stories = await viewer.get(`${articles}?format=csv&limit=1`)
  const publishers = await viewer.get(`${partners}?format=csv&limit=1`)

  expect(stories.headers['content-disposition']).toBe(
    'attachment; filename="articles-2026-04-11-2026-05-10.csv"',
  )
  expect(lines(stories.body)).toHaveLength(3)
  expect(stories.body).toContain(`${later.id},published,2026-05-10T12:00:00.000Z,`)
  expect(lines(publishers.body)).toHaveLength(4)
  expect(publishers.body).toContain(`${first.id},${first.name},approved,1000000,2,3,2026-05-10\r\n`)
})

const lines = (file: string) => file.trimEnd().split('\r\n')

test('the command line shows the same in a table, and writes the same file', async () => {
  const { product, viewer, first, later } = await aBusyMonth()
  const { wirecopy } = commandLineOn(await counted(product))
  const period = ['--from', '2026-05-01', '--to', '2026-05-31']

  const stories = await wirecopy('report', 'articles', ...period)
  const file = await wirecopy('report', 'partners', ...period, '--csv')

  expect(stories.out).toMatch(new RegExp(`${later.id} +2026-05-10 +published +2 +2,000,000 +2 +3`))
  expect(stories.out).toContain('All 2, from 2026-05-01 to 2026-05-31.')
  expect(file.out).toContain(`${first.id},${first.name}`)
  expect(file.out).toBe((await viewer.get(`${partners}?from=2026-05-01&to=2026-05-31&format=csv`)).body)
  expect(await wirecopy('report', 'articles', '--from', '2026-05-02', '--to', '2026-05-01')).toMatchObject({
    code: 2,
  })
})

// Counts are written within a second, or when somebody asks for them.
async function counted(product: Product) {
  await (await aStaffMember(product, 'viewer')).get('/v1/staff/usage')
  return product.storage
}
