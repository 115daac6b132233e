import { expect, test } from 'vitest'
import { addReporter } from '../../../src/articles/reporters.ts'
import { actor, letTimeWork } from '../../support/product.ts'
import { aPolledSite } from './support/sources.ts'

type Desk = Awaited<ReturnType<typeof aPolledSite>>

const later = '2026-05-01T00:02:00'

function settle({ staff }: Desk, id: string, settlement: object) {
  return staff.post(`/v1/staff/desk/${id}/settlements`, settlement)
}

async function theStory({ staff }: Desk) {
  const { items } = (await staff.get('/v1/staff/articles')).json()
  // The other one came with the seed.
  const { id } = items.find(({ workingHeadline }: { workingHeadline: boolean }) => !workingHeadline)
  return (await staff.get(`/v1/staff/articles/${id}`)).json()
}

test('an author whom nobody knows stands in the queue once, and one mapping releases all stories', async () => {
  const desk = await aPolledSite({ posts: [{ author: 'John Roe' }, { author: 'John Roe' }] })
  const [entry, ...others] = await desk.desk('unknown-author')
  expect(others).toEqual([])
  expect(entry).toMatchObject({ byline: 'John Roe', actions: ['map', 'dismiss'], state: 'open' })

  const settled = await settle(desk, entry.id, { action: 'map', reporter: desk.jane.id })
  await letTimeWork(desk.product)

  expect(settled.json()).toMatchObject({ state: 'settled', outcome: 'map', actions: [] })
  const { items } = (await desk.partner.get('/v1/articles?limit=2')).json()
  expect(items).toMatchObject([{ headline: 'Story 2' }, { headline: 'Story 1' }])
  expect(await desk.desk()).toEqual([])
  expect((await desk.staff.get('/v1/staff/byline-mappings')).json().items).toMatchObject([
    { byline: 'Jane Doe' },
    { byline: 'John Roe' },
  ])
})

test('a byline that means a reporter means whoever replaces them from then on', async () => {
  const desk = await aPolledSite()
  const desks = await desk.product.database.write((tx) =>
    addReporter(tx, actor, { name: 'The Desk', kind: 'desk' }),
  )
  await desk.staff.post(`/v1/staff/reporters/${desk.jane.id}/replacements`, { by: desks.id })

  desk.site.add({ modified: later })
  await desk.pass()

  expect((await desk.partner.get('/v1/articles?limit=1')).json().items).toMatchObject([
    { byline: 'By The Desk' },
  ])
})

test('a story that was held goes out when the desk publishes it, under its own date', async () => {
  const desk = await aPolledSite({ posts: [{}], source: { publish: 'hold' } })
  const [entry] = await desk.desk('held')

  expect(await settle(desk, entry.id, { action: 'publish' })).toHaveStatus(201)

  expect((await desk.partner.get(`/v1/articles/${entry.articleId}`)).json()).toMatchObject({
    headline: 'Story 1',
    publishedAt: '2026-04-01T10:01:00.000Z',
  })
})

test('a story that is held takes changes of its source without a word', async () => {
  const desk = await aPolledSite({ posts: [{}], source: { publish: 'hold' } })

  desk.site.change(1, { title: 'Better', modified: later })
  await desk.pass()

  expect(await theStory(desk)).toMatchObject({ status: 'draft', headline: 'Better' })
  expect(await desk.desk()).toHaveLength(1)
})

test('a note that a text gains is proposed as a correction, and published when the desk agrees', async () => {
  const desk = await aPolledSite({ posts: [{}] })
  const html = '<p>Correction: The vote was on Wednesday.</p>\n<p>Text of story 1.</p>'
  desk.site.change(1, { html, modified: later })

  await desk.pass()

  const [entry] = await desk.desk('proposed-correction')
  expect(entry).toMatchObject({ headline: 'Story 1', actions: ['correct', 'update', 'dismiss'] })
  expect(entry.note).toContain('The vote was on Wednesday.')
  expect(await theStory(desk)).toMatchObject({ revision: 1 })

  expect(await settle(desk, entry.id, { action: 'correct' })).toHaveStatus(201)
  const { corrections } = (await desk.partner.get(`/v1/articles/${entry.articleId}`)).json()
  expect(corrections).toMatchObject([{ revision: 2, note: expect.stringContaining('Wednesday') }])

  desk.site.change(1, { html: `${html}\n<p>More.</p>`, modified: '2026-05-01T00:06:00' })
  await desk.pass()
  expect(await desk.desk()).toEqual([])
  expect(await theStory(desk)).toMatchObject({ revision: 3 })
})

test('a note that a story comes with is proposed as well', async () => {
  const html = '<p>Text of story 1.</p>\n<p>Clarification: The vote was on Wednesday.</p>'
  const desk = await aPolledSite({ posts: [{ html }], source: { publish: 'hold' } })
  const [held] = await desk.desk('held')
  expect(held.note).toContain('Wednesday')

  await settle(desk, held.id, { action: 'publish' })
  const [proposed] = await desk.desk()
  expect(proposed).toMatchObject({ kind: 'proposed-correction', articleId: held.articleId })
  await settle(desk, proposed.id, { action: 'dismiss' })

  desk.site.change(1, { title: 'Better', modified: later })
  await desk.pass()
  expect(await desk.desk()).toEqual([])
  expect(await theStory(desk)).toMatchObject({ headline: 'Better', revision: 2 })
})

test('a story that was changed on both sides waits for a person', async () => {
  const desk = await aPolledSite({ posts: [{}] })
  const { id } = await theStory(desk)
  await desk.staff.post(`/v1/staff/articles/${id}/updates`, { headline: 'Ours' })
  desk.site.change(1, { title: 'Theirs', modified: later })

  await desk.pass()

  const [entry] = await desk.desk('conflict')
  expect(entry).toMatchObject({ headline: 'Theirs', articleId: id })
  expect(await theStory(desk)).toMatchObject({ headline: 'Ours' })
  expect(await settle(desk, entry.id, { action: 'update' })).toHaveStatus(201)
  expect(await theStory(desk)).toMatchObject({ headline: 'Theirs' })
})

test('what the desk keeps of its own is asked about again with the next change only', async () => {
  const desk = await aPolledSite({ posts: [{}] })
  const { id } = await theStory(desk)
  await desk.staff.post(`/v1/staff/articles/${id}/updates`, { headline: 'Ours' })
  desk.site.change(1, { title: 'Theirs', modified: later })
  await desk.pass()
  const [entry] = await desk.desk('conflict')

  await settle(desk, entry.id, { action: 'dismiss' })
  await desk.pass()
  expect(await desk.desk()).toEqual([])
  expect(await theStory(desk)).toMatchObject({ headline: 'Ours' })

  desk.site.change(1, { title: 'Theirs again', modified: '2026-05-01T00:09:00' })
  await desk.pass()
  expect(await desk.desk('conflict')).toHaveLength(1)
})

test('what only the desk adds to a story is no change of it', async () => {
  const desk = await aPolledSite({ posts: [{}] })
  const { id } = await theStory(desk)
  await desk.staff.post(`/v1/staff/articles/${id}/updates`, { dateline: 'WASHINGTON' })

  desk.site.change(1, { title: 'Better', modified: later })
  await desk.pass()

  expect(await desk.desk()).toEqual([])
  expect((await theStory(desk)).content).toMatchObject({ headline: 'Better', dateline: 'WASHINGTON' })
})

test.each([
  ['kill', 'killed'],
  ['withdraw', 'withdrawn'],
])(
  'a story that vanished is told within five minutes, and never taken back without the desk: %s',
  async (action, status) => {
    const desk = await aPolledSite({
      posts: [{ date: '2026-04-20T10:00:00' }, { date: '2026-04-21T10:00:00' }],
    })
    desk.site.remove(2)

    await desk.pass(5)

    const [entry] = await desk.desk('vanished')
    expect(entry).toMatchObject({
      headline: 'Story 2',
      storyId: '2',
      actions: ['kill', 'withdraw', 'dismiss'],
    })
    expect(await desk.partner.get(`/v1/articles/${entry.articleId}`)).toHaveStatus(200)
    expect(await settle(desk, entry.id, { action })).toHaveProblem('invalid-request')
    expect(await settle(desk, entry.id, { action, advisory: 'Taken back.' })).toHaveStatus(201)
    expect((await desk.staff.get(`/v1/staff/articles/${entry.articleId}`)).json()).toMatchObject({ status })
  },
)

test('a story that is there again leaves the queue', async () => {
  const posts = [{ date: '2026-04-20T10:00:00' }, { date: '2026-04-21T10:00:00' }]
  const desk = await aPolledSite({ posts })
  desk.site.remove(2)
  await desk.pass()
  expect(await desk.desk('vanished')).toHaveLength(1)

  desk.site.add({ id: 2, date: '2026-04-21T10:00:00', modified: '2026-05-01T00:06:00' })
  await desk.pass()

  expect(await desk.desk()).toEqual([])
})

test('a site that lists nothing at all has not lost everything', async () => {
  const posts = [{ date: '2026-04-20T10:00:00' }, { date: '2026-04-21T10:00:00' }]
  const desk = await aPolledSite({ posts })
  desk.site.remove(1)
  desk.site.remove(2)

  await desk.pass()

  expect(await desk.desk()).toEqual([])
})

test('what was killed here stays killed, whatever its source does', async () => {
  const desk = await aPolledSite({ posts: [{}] })
  const { id } = await theStory(desk)
  await desk.staff.post(`/v1/staff/articles/${id}/kills`, { advisory: 'Take it down.' })

  desk.site.change(1, { title: 'Again', modified: later })
  await desk.pass()

  expect(await theStory(desk)).toMatchObject({ status: 'killed' })
  expect(await desk.desk()).toEqual([])
})

test('an entry takes only what can be done with it, and only once', async () => {
  const desk = await aPolledSite({ posts: [{ author: 'John Roe' }] })
  const [{ id }] = await desk.desk()

  expect(await settle(desk, id, { action: 'kill', advisory: 'x' })).toHaveProblem('conflict')
  expect(await settle(desk, id, { action: 'map' })).toHaveProblem('invalid-request')
  expect(await settle(desk, id, { action: 'dismiss' })).toHaveStatus(201)
  expect(await settle(desk, id, { action: 'dismiss' })).toHaveProblem('conflict')
  const settled = (await desk.staff.get('/v1/staff/desk?state=settled')).json().items
  expect(settled).toMatchObject([{ id, outcome: 'dismiss', settledBy: desk.staff.id }])
})
