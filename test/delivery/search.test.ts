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
  const ask = (q: string, more = '', who = partner) =>
    who.get(`/v1/articles?q=${encodeURIComponent(q)}${more}`)
  const found = async (q: string, more = '', who = partner) =>
    (await ask(q, more, who)).json().items.map(({ id }: { id: string }) => id)
  return { product, partner, publish, ask, found }
}

const bridge = {
  headline: 'Council Votes On Bridge',
  bodyHtml:
    '<p>The <strong>B</strong>ay Bridge’s builders met the city council in Zürich.</p><p>It’s a state-of-the-art bridge &amp; costs 3,500 dollars.</p>',
}

test.each([
  'bridge',
  'BRIDGE council',
  '  zurich  ',
  'ZÜRICH',
  '"city council"',
  '“city council”',
  '"city council',
  'state-of-the-art',
  '"the art bridge costs"',
  'bay',
  'ｂｒｉｄｇｅ',
  'council -football',
  'council -"council city"',
  '3,500',
  'jane doe',
])('%s finds the story', async (q) => {
  const { product, publish, found } = await aLibrary()
  const story = await publish(bridge)
  await publish({
    headline: 'Football',
    bodyHtml: '<p>Football.</p>',
    reporters: [(await aReporter(product, 'Ann Poe')).id],
  })

  expect(await found(q)).toEqual([story])
})

test.each([
  'bridg',
  'bridge football',
  '"council city"',
  '"bridge the bay"',
  'council -bridge',
  '-bridge council',
  'council -"city council"',
  'bridge OR',
  'strong',
  'amp',
  '"zürich it"  missing',
])('%s does not find the story', async (q) => {
  const { publish, found } = await aLibrary()
  await publish(bridge)

  expect(await found(q)).toEqual([])
})

test('stories come newest first, over the pages as well', async () => {
  const { publish, ask, found } = await aLibrary()
  const made: string[] = []
  for (let number = 0; number < 7; number += 1)
    made.unshift(await publish({ headline: `Bridge ${number}`, bodyHtml: '<p>A bridge by the river.</p>' }))
  await publish()

  expect(await found('bridge river')).toEqual(made)
  const seen: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const page: { items: { id: string }[]; next: string | null } = (
      await ask('bridge river', `&limit=2${next && `&cursor=${next}`}`)
    ).json()
    seen.push(...page.items.map(({ id }) => id))
    next = page.next
  }
  expect(seen).toEqual(made)
})

test('a search holds together with filters and times', async () => {
  const { product, publish, found } = await aLibrary()
  const { id: reporter } = await aReporter(product, 'Ann Poe')
  const old = await publish({ ...bridge, section: 'Local', tags: ['Roads'] })
  const since = new Date(product.clock.now() + 1).toISOString()
  const newer = await publish({ ...bridge, section: 'Local', reporters: [reporter] })
  await publish({ section: 'Local', tags: ['Roads'] })

  expect(await found('bridge', '&section=local')).toEqual([newer, old])
  expect(await found('bridge', '&section=local&tag=roads')).toEqual([old])
  expect(await found('bridge', `&reporter=${reporter}`)).toEqual([newer])
  expect(await found('bridge', `&publishedSince=${since}`)).toEqual([newer])
  product.clock.advance(60_000)
  const editor = await aStaffMember(product, 'editor')
  await editor.post(`/v1/staff/articles/${old}/updates`, { summary: 'Newer' })
  expect(await found('bridge', `&updatedSince=${since}`)).toEqual([old, newer])
  expect(await found('football', `&updatedSince=${since}`)).toEqual([])
})

test('what a correction took out is not found any more', async () => {
  const { product, publish, found } = await aLibrary()
  const editor = await aStaffMember(product, 'editor')
  const story = await publish(bridge)

  await editor.post(`/v1/staff/articles/${story}/corrections`, {
    headline: 'Dam',
    bodyHtml: '<p>Dam.</p>',
    note: 'x',
  })

  expect(await found('bridge')).toEqual([])
  expect(await found('dam')).toEqual([story])
})

test('what was taken back is not found, until it comes back', async () => {
  const { product, publish, found } = await aLibrary()
  const editor = await aStaffMember(product, 'editor')
  const gone = await publish(bridge)
  await killed(product, await publish(bridge))
  await withdrawn(product, gone)
  expect(await found('bridge')).toEqual([])

  await editor.post(`/v1/staff/articles/${gone}/publications`)
  expect(await found('bridge')).toEqual([gone])
})

test('only partners with advance access find what is under embargo, and nobody what is over', async () => {
  const { product, publish, found } = await aLibrary()
  const early = await aPartner(product, { advanceAccess: true })
  const hour = 3_600_000
  const secret = await publish(bridge, { embargoedUntil: product.clock.now() + hour })
  const short = await publish(bridge, { expiresAt: product.clock.now() + 2 * hour })

  expect(await found('bridge')).toEqual([short])
  expect(await found('bridge', '', early)).toEqual([secret, short])
  product.clock.advance(hour)
  expect(await found('bridge')).toEqual([secret, short])
  product.clock.advance(hour)
  expect(await found('bridge')).toEqual([secret])
})

test.each([
  '',
  ' ',
  '"',
  '""',
  '-',
  '--',
  '*',
  '👍',
  '()',
  '-bridge',
  '-"a b"',
  '٪',
  'a '.repeat(40).replace(/a/g, 'x'),
  'x'.repeat(501),
])('a search for %j says what is wrong with it, or finds nothing', async (q) => {
  const { ask } = await aLibrary()
  const answer = await ask(q)
  if (answer.statusCode === 200) return expect(answer.json().items).toEqual([])
  expect(answer).toHaveProblem('invalid-request')
  expect(answer.json().errors).toEqual([expect.objectContaining({ field: 'q' })])
})

test('by relevance the headline counts most, then what stands below it, and of equals the newest', async () => {
  const { publish, ask, found } = await aLibrary()
  const inText = await publish({ bodyHtml: '<p>The bridge by the river.</p>' })
  const inHeadline = await publish({ headline: 'The Bridge', bodyHtml: '<p>A river.</p>' })
  const inSummary = await publish({ summary: 'A bridge.', bodyHtml: '<p>A river.</p>' })
  const inBoth = await publish({ headline: 'River Bridge' })
  const newer = await publish({ bodyHtml: '<p>A river without a bridge.</p>' })
  const order = [inBoth, inHeadline, inSummary, newer, inText]

  expect(await found('bridge river', '&sort=relevance')).toEqual(order)
  expect(await found('bridge river', '&sort=newest')).toEqual([newer, inBoth, inSummary, inHeadline, inText])

  const seen: string[] = []
  for (let next: string | null = ''; next !== null; ) {
    const page: { items: { id: string }[]; next: string | null } = (
      await ask('bridge river', `&sort=relevance&limit=2${next && `&cursor=${next}`}`)
    ).json()
    seen.push(...page.items.map(({ id }) => id))
    next = page.next
    // Whoever pages on is not disturbed by what comes meanwhile.
    await publish({ headline: 'Bridge Over The River' })
  }
  expect(seen).toEqual(order)
})

test('relevance needs something to be relevant to', async () => {
  const { partner } = await aLibrary()
  const refused = await partner.get('/v1/articles?sort=relevance')

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toEqual([expect.objectContaining({ field: 'sort' })])
  expect(await partner.get('/v1/articles?sort=relevance&q=a&cursor=W10')).toHaveProblem('invalid-cursor')
})

test('a hit shows what was found, marked, and nothing else as markup', async () => {
  const { publish, ask } = await aLibrary()
  await publish({
    headline: 'Crêpes & <Bridges>',
    bodyHtml: `<p>${'Long before. '.repeat(30)}</p><p>The <em>city</em> council’s &lt;bridge&gt; in Zürich stands. ${'And after. '.repeat(40)}</p>`,
  })
  const [{ highlights, ...story }] = (await ask('crepes "CITY council" bridges zurich -dam')).json().items

  expect(highlights.headline).toBe('<mark>Crêpes</mark> &amp; &lt;<mark>Bridges</mark>&gt;')
  expect(highlights.text).toMatch(
    /^… .*The <mark>city council<\/mark>’s &lt;bridge&gt; in <mark>Zürich<\/mark> stands\. .* …$/,
  )
  expect(highlights.text.length).toBeLessThan(320)
  expect(story.headline).toBe('Crêpes & <Bridges>')
  expect((await ask('crepes zurich', '&include=body')).json().items[0]).toHaveProperty('bodyHtml')
})

test('of what stands in one place a hit shows the longest, and no part of a word', async () => {
  const { publish, ask } = await aLibrary()
  await publish({
    headline: 'Intercity bridges',
    bodyHtml: '<p>Intercity trains: the City—Council’s <em>bridge</em>, the city’s bridges.</p>',
  })

  const [{ highlights }] = (await ask('city "city council" bridge')).json().items

  expect(highlights).toEqual({
    text: 'Intercity trains: the <mark>City—Council</mark>’s <mark>bridge</mark>, the <mark>city</mark>’s bridges.',
  })
})

test('a list that looks for nothing has no highlights', async () => {
  const { partner, publish } = await aLibrary()
  await publish({ section: 'Local' })

  expect((await partner.get('/v1/articles?section=local')).json().items[0]).not.toHaveProperty('highlights')
})
