import { expect, test } from 'vitest'
import { anArticle, anImage, aPartner, aStaffMember, killed, withdrawn } from '../support/factories.ts'
import { letTimeWork, start } from '../support/product.ts'

const six = '2026-05-01T06:00:00.000Z'
const embargoedUntil = Date.parse(six)

async function underEmbargo() {
  const product = await start()
  const [partner, insider] = [await aPartner(product), await aPartner(product, { advanceAccess: true })]
  const editor = await aStaffMember(product, 'editor')
  const cursor = async (who = partner) => (await who.get('/v1/changes?after=now')).json().cursor
  const before = { partner: await cursor(), insider: await cursor(insider) }
  const article = await anArticle(product, { headline: 'Secret Deal' }, { embargoedUntil })
  const told = async (who: 'partner' | 'insider') => {
    const reader = who === 'partner' ? partner : insider
    return (await reader.get(`/v1/changes?after=${before[who]}`)).json().items
  }
  const lift = async () => {
    product.clock.set(six)
    await letTimeWork(product)
  }
  return { product, partner, insider, editor, article, before, told, lift, cursor }
}

test.each([
  (id: string) => `/v1/articles/${id}`,
  (id: string) => `/v1/articles/${id}/revisions`,
  () => '/v1/articles',
  () => '/v1/articles?include=body',
  () => '/v1/articles?updatedSince=2020-01-01T00:00:00Z',
  () => '/v1/articles?language=en-US&include=body',
  () => '/v1/articles?language=en&updatedSince=2020-01-01T00:00:00Z',
  (id: string) => `/v1/articles/${id}/revisions/1`,
  (id: string) => `/v1/articles/${id}/revisions/2/diff`,
  () => '/v1/changes',
])('a story under embargo is to be found by no door %#', async (door) => {
  const { partner, article } = await underEmbargo()

  const { body } = await partner.get(door(article.id))

  expect(body).not.toContain('Secret Deal')
  expect(body.replaceAll(`/v1/articles/${article.id}`, '')).not.toContain(article.id)
})

test('a partner sees a story the moment its embargo lifts', async () => {
  const { product, partner, article } = await underEmbargo()
  const path = `/v1/articles/${article.id}`
  product.clock.set('2026-05-01T05:59:59.999Z')
  expect(await partner.get(path)).toHaveProblem('article-not-found')

  product.clock.set(six)

  expect(await partner.get(path)).toHaveStatus(200)
  expect((await partner.get('/v1/articles')).body).toContain('Secret Deal')
})

test('the lift is told to everybody as a publication, once', async () => {
  const { product, told, lift, article } = await underEmbargo()
  expect(await told('partner')).toEqual([])

  await lift()
  product.clock.set('2026-05-01T07:00:00Z')
  await letTimeWork(product)

  expect(await told('partner')).toMatchObject([{ type: 'article.published', article: { id: article.id } }])
  expect(await told('insider')).toMatchObject(
    [{ type: 'article.embargoed', embargoedUntil: six }, { type: 'article.published' }].map(({ type }) => ({
      type,
    })),
  )
})

test('a clock that goes back does not hide a story again', async () => {
  const { product, partner, article, lift } = await underEmbargo()
  await lift()

  product.clock.set('2026-05-01T01:00:00Z')
  await letTimeWork(product)

  expect(await partner.get(`/v1/articles/${article.id}`)).toHaveStatus(200)
})

test('a partner with advance access has the story before, and is told until when to hold it', async () => {
  const { insider, article, told } = await underEmbargo()

  expect((await insider.get(`/v1/articles/${article.id}`)).json()).toMatchObject({
    headline: 'Secret Deal',
    embargoedUntil: six,
    attribution: { byline: 'By Jane Doe' },
  })
  expect((await insider.get('/v1/articles')).body).toContain('Secret Deal')
  expect(await told('insider')).toMatchObject([
    { type: 'article.embargoed', embargoedUntil: six, article: { id: article.id } },
  ])
})

test('after the lift nothing speaks of the embargo any more', async () => {
  const { partner, insider, article, lift } = await underEmbargo()
  await insider.get(`/v1/articles/${article.id}`)
  await lift()

  for (const reader of [partner, insider])
    expect((await reader.get(`/v1/articles/${article.id}`)).json()).toMatchObject({
      embargoedUntil: null,
      publishedAt: six,
    })
})

test('what happens to a story under embargo moves no cursor of those who must not know', async () => {
  const { product, editor, article, before, cursor, partner } = await underEmbargo()
  const list = (await partner.get('/v1/articles')).json().changes
  await editor.post(`/v1/staff/articles/${article.id}/updates`, { section: 'World' })
  await editor.post(`/v1/staff/articles/${article.id}/corrections`, { note: 'Wrong.' })
  await withdrawn(product, article.id)

  expect(await cursor()).toBe(before.partner)
  expect((await partner.get('/v1/articles')).json().changes).toBe(list)
  expect((await partner.get(`/v1/changes?after=${before.partner}`)).json()).toMatchObject({
    items: [],
    cursor: before.partner,
  })
})

test.each([
  ['withdrawn', withdrawn, 'article-withdrawn'],
  ['killed', killed, 'article-killed'],
] as const)(
  'a story %s under embargo stays unknown to others, and is gone for insiders',
  async (_, takeBack, gone) => {
    const { product, partner, insider, article, told, lift } = await underEmbargo()
    await insider.get(`/v1/articles/${article.id}`)
    await takeBack(product, article.id)
    await lift()

    expect(await partner.get(`/v1/articles/${article.id}`)).toHaveProblem('article-not-found')
    expect(await told('partner')).toEqual([])
    expect(await insider.get(`/v1/articles/${article.id}`)).toHaveProblem(gone)
    expect((await told('insider')).map(({ type }: { type: string }) => type)).toEqual([
      'article.embargoed',
      expect.stringMatching(/withdrawn|killed/),
    ])
    for (const change of await told('insider')) expect(change).not.toHaveProperty('embargoedUntil')
  },
)

/** Whoever had the story before, and has advance access no more. */
async function afterAccess() {
  const embargo = await underEmbargo()
  const { product, insider, article, before } = embargo
  await insider.get(`/v1/articles/${article.id}`)
  const licensing = await aStaffMember(product, 'licensing')
  await licensing.call('PUT', `/v1/staff/partners/${insider.id}/advance-access`, {
    payload: { granted: false, reason: 'Broke an embargo.' },
  })
  const newest = async () => (await insider.get(`/v1/changes?after=${before.insider}`)).json().items.at(-1)
  return { ...embargo, newest }
}

test('whoever loses advance access gets the text no more, but hears what was wrong in it', async () => {
  const { editor, insider, article, newest } = await afterAccess()

  await editor.post(`/v1/staff/articles/${article.id}/corrections`, { note: 'Wrong.' })

  expect(await insider.get(`/v1/articles/${article.id}`)).toHaveProblem('article-not-found')
  expect(await newest()).toMatchObject({ type: 'article.corrected', note: 'Wrong.' })
})

test.each([
  ['withdrawn', withdrawn, 'withheld'],
  ['killed', killed, 'canceled'],
] as const)(
  'whoever held a story under embargo is told that it was %s, without advance access as well',
  async (verb, takeBack, pubStatus) => {
    const { product, partner, insider, article, newest } = await afterAccess()

    await takeBack(product, article.id, 'Take it down.')

    for (const door of ['', '/revisions']) {
      const gone = await insider.get(`/v1/articles/${article.id}${door}`)
      expect(gone).toHaveProblem(`article-${verb}`)
      expect(gone.json()).toMatchObject({ advisory: 'Take it down.' })
    }
    const notice = await insider.get(`/v1/articles/${article.id}/revisions/1`)
    expect(notice.json()).toMatchObject({ pubStatus, wordCount: 0 })
    expect(notice.body).toContain('Take it down.')
    expect(await newest()).toMatchObject({ type: `article.${verb}`, article: { id: article.id } })
    expect(await partner.get(`/v1/articles/${article.id}`)).toHaveProblem('article-not-found')
  },
)

test('a kill that comes after the lift reaches everybody, even before the lift was told', async () => {
  const { product, partner, article, told } = await underEmbargo()
  product.clock.set(six)
  await partner.get(`/v1/articles/${article.id}`)

  await killed(product, article.id)

  expect(await partner.get(`/v1/articles/${article.id}`)).toHaveProblem('article-killed')
  expect((await told('partner')).map(({ type }: { type: string }) => type)).toEqual([
    'article.published',
    'article.killed',
  ])
})

test('an embargo can be moved while it lasts, and lifted at once', async () => {
  const { editor, partner, article, told, lift } = await underEmbargo()
  const publications = `/v1/staff/articles/${article.id}/publications`

  await editor.post(publications, { embargoedUntil: '2026-05-01T08:00:00Z' })
  await lift()
  expect(await partner.get(`/v1/articles/${article.id}`)).toHaveProblem('article-not-found')

  await editor.post(publications, { embargoedUntil: null })
  expect(await partner.get(`/v1/articles/${article.id}`)).toHaveStatus(200)
  expect(await told('partner')).toMatchObject([{ type: 'article.published' }])
  expect(await editor.post(publications, { embargoedUntil: '2026-05-01T12:00:00Z' })).toHaveProblem(
    'invalid-request',
  )
})

test('a new end and a present embargo must be in order, whichever of them is named', async () => {
  const { editor, article } = await underEmbargo()
  const publications = `/v1/staff/articles/${article.id}/publications`

  const tooEarly = await editor.post(publications, { expiresAt: '2026-05-01T05:00:00Z' })
  await editor.post(publications, { expiresAt: '2026-05-01T07:00:00Z' })
  const tooLate = await editor.post(publications, { embargoedUntil: '2026-05-01T08:00:00Z' })

  for (const refused of [tooEarly, tooLate]) {
    expect(refused).toHaveProblem('invalid-request')
    expect(refused.json().errors).toMatchObject([{ field: 'expiresAt' }])
  }
})

test('another end under the same embargo is no news', async () => {
  const { editor, insider, article, cursor } = await underEmbargo()
  const before = await cursor(insider)

  await editor.post(`/v1/staff/articles/${article.id}/publications`, { expiresAt: '2026-05-01T07:00:00Z' })

  expect(await cursor(insider)).toBe(before)
})

test.each([
  ['comes back under it', {}, six, 'article-not-found'],
  ['comes back without it where that is said', { embargoedUntil: null }, null, undefined],
] as const)('a story withdrawn under embargo %s', async (_, plan, until, hidden) => {
  const { product, editor, partner, article } = await underEmbargo()
  await withdrawn(product, article.id)

  const back = await editor.post(`/v1/staff/articles/${article.id}/publications`, plan)

  expect(back.json()).toMatchObject({ status: 'published', embargoedUntil: until })
  const answer = await partner.get(`/v1/articles/${article.id}`)
  if (hidden) expect(answer).toHaveProblem(hidden)
  else expect(answer).toHaveStatus(200)
})

test('an image that went with one story is back with the next, the moment its embargo lifts', async () => {
  const product = await start()
  const image = await anImage(product)
  const seen = () => product.app.inject(`/media/${image.sha256}/320.webp`)
  const { id } = await anArticle(product, { media: [image.id] })
  await killed(product, id)
  await anArticle(product, { media: [image.id] }, { embargoedUntil })
  expect(await seen()).toHaveProblem('media-gone')

  product.clock.set(six)

  expect(await seen()).toHaveStatus(200)
})

test('a story under embargo survives a restart', async () => {
  const { product, article } = await underEmbargo()
  const other = await start({ on: product.storage })
  const partner = await aPartner(other)
  expect(await partner.get(`/v1/articles/${article.id}`)).toHaveProblem('article-not-found')

  other.clock.set(six)
  await letTimeWork(other)

  expect((await partner.get('/v1/changes')).body).toContain('Secret Deal')
})

test('a scheduled story goes under its embargo when it is published', async () => {
  const product = await start()
  const insider = await aPartner(product, { advanceAccess: true })
  const { id } = await anArticle(
    product,
    {},
    { publishAt: Date.parse('2026-05-01T03:00:00Z'), embargoedUntil },
  )
  expect(await insider.get(`/v1/articles/${id}`)).toHaveProblem('article-not-found')

  product.clock.set('2026-05-01T03:00:00Z')
  await letTimeWork(product)

  expect((await insider.get(`/v1/articles/${id}`)).json()).toMatchObject({ embargoedUntil: six })
})
