import { expect, test } from 'vitest'
import { setMedia } from '../../src/articles/media/media.ts'
import {
  anArticle,
  anImage,
  aPartner,
  aStaffMember,
  decided,
  killed,
  withdrawn,
} from '../support/factories.ts'
import { actor, start } from '../support/product.ts'

async function aHolder(decision: 'suspended' | 'terminated') {
  const product = await start()
  const partner = await aPartner(product)
  const image = await anImage(product)
  const held = await anArticle(product, { media: [image.id] })
  const unread = await anArticle(product)
  await partner.get(`/v1/articles/${held.id}`)
  const { cursor } = (await partner.get('/v1/changes?after=now')).json()
  await decided(product, partner.id, decision)
  const editor = await aStaffMember(product, 'editor')
  const told = async () => (await partner.get(`/v1/changes?after=${cursor}`)).json().items
  return { product, partner, image, held, unread, editor, cursor, told }
}

const decisions = ['suspended', 'terminated'] as const

test.each(decisions)('a %s partner hears of the correction of a story that it holds', async (decision) => {
  const { editor, held, told } = await aHolder(decision)

  await editor.post(`/v1/staff/articles/${held.id}/corrections`, { note: 'Wrong.' })

  expect(await told()).toMatchObject([
    { type: 'article.corrected', article: { id: held.id }, note: 'Wrong.' },
  ])
})

test.each(decisions)('a %s partner hears of the withdrawal of a story that it holds', async (decision) => {
  const { product, held, told } = await aHolder(decision)

  await withdrawn(product, held.id, 'Gone.')

  expect(await told()).toMatchObject([{ type: 'article.withdrawn', advisory: 'Gone.' }])
})

test.each(decisions)('a %s partner hears that an image of what it holds must come down', async (decision) => {
  const { product, image, held, told } = await aHolder(decision)
  const note = `The image “${image.alt}” of this story may no longer be republished.`

  await product.database.write((tx) => setMedia(tx, actor, image, { redistributable: false }))

  expect(await told()).toMatchObject([{ type: 'article.updated', article: { id: held.id }, note }])
})

test.each(decisions)('a %s partner gets what to do with what it holds, and no text', async (decision) => {
  const { product, partner, held, unread, editor, cursor } = await aHolder(decision)
  const told = async () =>
    (await partner.get(`/v1/changes?after=${cursor}&include=article&format=text`)).json().items
  const revision = (id: string) => partner.get(`/v1/articles/${id}/revisions/1?format=text`)
  await editor.post(`/v1/staff/articles/${held.id}/corrections`, { note: 'Wrong.' })
  expect(await told()).toMatchObject([{ type: 'article.corrected', document: null }])
  expect(await revision(held.id)).toHaveProblem(`partner-${decision}`)

  await killed(product, held.id, 'Take it down now.')
  await killed(product, unread.id)

  const [, { document }] = await told()
  expect(document).toContain('Take it down now.')
  expect(await revision(held.id)).toHaveStatus(200)
  expect((await revision(held.id)).body).toBe(document)
  expect(await revision(unread.id)).toHaveProblem(`partner-${decision}`)
  expect((await revision(held.id)).headers['license-grant']).toBeUndefined()
  expect(await partner.get(`/v1/articles/${held.id}`)).toHaveProblem(`partner-${decision}`)
})

test.each(decisions)('a %s partner hears nothing of a story that it never fetched', async (decision) => {
  const { product, editor, unread, told } = await aHolder(decision)

  await editor.post(`/v1/staff/articles/${unread.id}/corrections`, { note: 'Wrong.' })
  await withdrawn(product, unread.id)

  expect(await told()).toEqual([])
})

test.each(decisions)('a %s partner hears of no publication and no update', async (decision) => {
  const { product, editor, held, told } = await aHolder(decision)

  await anArticle(product)
  await editor.post(`/v1/staff/articles/${held.id}/updates`, { section: 'World' })

  expect(await told()).toEqual([])
})

test('what a suspended partner may not see is passed over, page by page', async () => {
  const { product, partner, editor, held, cursor } = await aHolder('suspended')
  for (let round = 0; round < 3; round += 1) {
    await anArticle(product)
    await editor.post(`/v1/staff/articles/${held.id}/corrections`, { note: `Correction ${round}.` })
    await anArticle(product)
  }

  const notes: string[] = []
  for (let next: string | null = cursor; next !== null; ) {
    const response = await partner.get(`/v1/changes?after=${next}&limit=1`)
    const page: { items: { note: string }[]; next: string | null } = response.json()
    notes.push(...page.items.map(({ note }) => note))
    next = page.next
  }

  expect(notes).toEqual(['Correction 0.', 'Correction 1.', 'Correction 2.'])
})

test('a suspended partner’s own list is closed', async () => {
  const { partner } = await aHolder('suspended')

  expect(await partner.get('/v1/articles')).toHaveProblem('partner-suspended')
})

test('a partner that only applied follows no changes', async () => {
  const product = await start()
  const partner = await aPartner(product, { approved: false })

  expect(await partner.get('/v1/changes')).toHaveProblem('partner-not-approved')
})

test('a reinstated partner is told of what was published while it was suspended', async () => {
  const { product, partner, editor, held, cursor } = await aHolder('suspended')
  const missed = await anArticle(product)
  await editor.post(`/v1/staff/articles/${held.id}/corrections`, { note: 'Wrong.' })
  const partly = (await partner.get(`/v1/changes?after=${cursor}`)).json()
  expect(partly.items).toHaveLength(1)
  await decided(product, partner.id, 'reinstated')

  for (const after of [partly.cursor, partly.items[0].cursor]) {
    const { items } = (await partner.get(`/v1/changes?after=${after}`)).json()
    expect(items).toMatchObject([
      { type: 'article.published', article: { id: missed.id } },
      { type: 'article.corrected', article: { id: held.id } },
    ])
  }
})
