import { expect, test } from 'vitest'
import { listAudit } from '../../src/platform/audit/audit.ts'
import { newId } from '../../src/platform/ids.ts'
import {
  anArticle,
  aPartner,
  aStaffMember,
  aTester,
  decided,
  killed,
  withdrawn,
} from '../support/factories.ts'
import { start } from '../support/product.ts'
import { aServedStory } from './support/answering.ts'

const page = 'https://gazette.example/council'

test('a partner answers a kill with its pages, and staff see it', async () => {
  const { product, partner, article, acknowledge, recipients } = await aServedStory()
  await killed(product, article.id)
  expect(await recipients()).toMatchObject([{ acknowledgement: null, outstanding: true }])

  const answered = await acknowledge({ answer: 'removed', pages: [page, page], note: 'At noon.' })

  expect(answered).toHaveStatus(201)
  expect(answered.json()).toMatchObject({
    article: article.id,
    change: { type: 'article.killed', revision: 1, at: '2026-05-01T00:00:00.000Z' },
    answer: 'removed',
    pages: [page],
    note: 'At noon.',
    at: '2026-05-01T00:00:00.000Z',
  })
  expect(await recipients()).toMatchObject([
    {
      partner: { id: partner.id },
      acknowledgement: { id: answered.json().id, answer: 'removed', way: 'api', pages: [page] },
      outstanding: false,
    },
  ])
})

test('an answer is in the audit log with the key that it was sent with', async () => {
  const { product, partner, article, acknowledge } = await aServedStory()
  await killed(product, article.id)
  const { id } = (await acknowledge({ answer: 'never_used', note: 'We had no room.' })).json()

  const [entry] = await listAudit(product.database.read, { subject: article.id, limit: 1 })

  expect(entry).toMatchObject({
    ...{ verb: 'article.acknowledge', actorKind: 'partner', actor: partner.id },
    details: { acknowledgement: id, by: partner.keyId, answer: 'never_used', note: 'We had no room.' },
  })
})

test('another answer takes the place of the first, and the same one again changes nothing', async () => {
  const { product, article, acknowledge, recipients } = await aServedStory()
  await killed(product, article.id)
  const first = (await acknowledge({ answer: 'never_used' })).json()

  const again = (await acknowledge({ answer: 'never_used' })).json()
  const second = (await acknowledge({ answer: 'removed' })).json()

  expect(again.id).toBe(first.id)
  expect(second.id).not.toBe(first.id)
  expect(await recipients()).toMatchObject([{ acknowledgement: { id: second.id, answer: 'removed' } }])
})

test('an idempotency key has an answer recorded once', async () => {
  const { product, partner, article } = await aServedStory()
  await killed(product, article.id)
  const send = () =>
    partner.post(
      `/v1/articles/${article.id}/acknowledgements`,
      { answer: 'removed' },
      { 'idempotency-key': 'a' },
    )

  const [first, second] = [await send(), await send()]

  expect(second.headers['idempotency-replayed']).toBe('true')
  expect(second.json()).toEqual(first.json())
})

test.each(['suspended', 'terminated'] as const)('a %s partner answers, too', async (decision) => {
  const { product, partner, article, acknowledge } = await aServedStory()
  await decided(product, partner.id, decision)
  await withdrawn(product, article.id)

  expect(await acknowledge({ answer: 'removed' })).toHaveStatus(201)
})

test('whoever was never served a story learns nothing of it, killed or not', async () => {
  const { product, article, acknowledge } = await aServedStory()
  const stranger = await aPartner(product)
  const before = await acknowledge({ answer: 'removed' }, stranger)
  await killed(product, article.id)
  const after = await acknowledge({ answer: 'removed' }, stranger)
  const none = await stranger.post(`/v1/articles/${newId('art')}/acknowledgements`, { answer: 'removed' })

  for (const answer of [before, after, none]) {
    expect(answer).toHaveProblem('article-not-found')
    expect({ ...answer.json(), requestId: '' }).toEqual({ ...none.json(), requestId: '' })
  }
})

test('each change has answers of its own, and the newest one is what is answered', async () => {
  const { product, article, acknowledge, correct, recipients } = await aServedStory()
  expect(await acknowledge({ answer: 'corrected' })).toHaveProblem('conflict')
  await correct('It was Tuesday.')
  const removed = await acknowledge({ answer: 'removed' })
  expect(removed).toHaveProblem('conflict')
  expect(removed.json().detail).toBe(
    `${article.id} was corrected; the answer to that is corrected or never_used.`,
  )
  expect((await acknowledge({ answer: 'corrected' })).json().change).toMatchObject({ revision: 2 })

  await correct('It was Wednesday.')
  expect(await recipients()).toMatchObject([{ acknowledgement: null, outstanding: true }])
  await killed(product, article.id)

  expect(await acknowledge({ answer: 'corrected' })).toHaveProblem('conflict')
  expect((await acknowledge({ answer: 'removed' })).json().change).toMatchObject({ type: 'article.killed' })
})

test('a withdrawn story that is out again asks for nothing', async () => {
  const { product, article, editor, acknowledge, recipients } = await aServedStory()
  await withdrawn(product, article.id)
  await editor.post(`/v1/staff/articles/${article.id}/publications`)

  expect(await acknowledge({ answer: 'removed' })).toHaveProblem('conflict')
  expect(await recipients()).toMatchObject([{ outstanding: false }])
})

test('who has the corrected text alone has nothing to answer, and whoever took it with others need not', async () => {
  const { product, acknowledge, article, correct, recipients } = await aServedStory()
  const [bulk, late] = [await aPartner(product), await aPartner(product)]
  await bulk.get('/v1/articles?include=body')
  await correct('It was Tuesday.')
  await late.get(`/v1/articles/${article.id}`)

  expect(await acknowledge({ answer: 'corrected' }, late)).toHaveProblem('conflict')
  expect((await recipients()).map(({ outstanding }: { outstanding: boolean }) => outstanding)).toEqual([
    ...[true, false, false],
  ])
  expect(await acknowledge({ answer: 'never_used' }, bulk)).toHaveStatus(201)
})

test('pages are web addresses, and not too many', async () => {
  const { product, article, acknowledge } = await aServedStory()
  await killed(product, article.id)
  for (const pages of [['javascript:alert(1)'], ['gazette.example'], Array(21).fill(page), 'no list'])
    expect(await acknowledge({ answer: 'removed', pages })).toHaveProblem('invalid-request')
  expect(await acknowledge({ answer: 'gone' })).toHaveProblem('invalid-request')
})

test('what an answer says of people is erased with them', async () => {
  const { product, partner, article, acknowledge, recipients } = await aServedStory()
  await killed(product, article.id)
  await acknowledge({ answer: 'removed', note: `Ask urgent@${partner.host}.` })

  const admin = await aStaffMember(product)
  const erased = await admin.post(`/v1/staff/partners/${partner.id}/contact-erasures`, {
    reason: 'Asked for.',
    contacts: [{ role: 'urgent', email: 'new@gazette.example' }],
  })

  expect(erased).toHaveStatus(201)
  expect(await recipients()).toMatchObject([{ acknowledgement: { answer: 'removed', note: null } }])
})

test('with a test key, what was made up is answered, and nothing that is real', async () => {
  const product = await start()
  const tester = await aTester(product)
  const { id } = (await tester.post('/v1/sandbox/kills')).json()
  const real = await anArticle(product)
  await killed(product, real.id)
  const path = (article: string) => `/v1/articles/${article}/acknowledgements`

  expect(await tester.post(path(id), { answer: 'removed' })).toHaveStatus(201)
  expect(await tester.post(path(real.id), { answer: 'removed' })).toHaveProblem('article-not-found')
  expect(await (await aTester(product)).post(path(id), { answer: 'removed' })).toHaveProblem(
    'article-not-found',
  )
})
