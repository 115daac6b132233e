import { expect, test } from 'vitest'
import { mailsOf } from '../mail/support/mailbox.ts'
import { aPartner, decided, killed, withdrawn } from '../support/factories.ts'
import { letTimeWork, type Product } from '../support/product.ts'
import { aServedStory, fillIn, linkOf } from './support/answering.ts'

const hourMs = 60 * 60 * 1_000

/** The subjects of what partners were mailed of a story, with when it was. */
async function told(product: Product, kind: string) {
  const mails = await mailsOf(product, `&kind=${kind}`)
  return mails.map(({ createdAt, subject }) => `${createdAt.slice(8, 16)} ${subject}`)
}

async function pass(product: Product, hours: number) {
  product.clock.advance(hours * hourMs)
  await letTimeWork(product)
}

test('who took a story and does not answer is reminded after 1, 4 and 24 hours, and then the desk is told', async () => {
  const { product, partner, article } = await aServedStory()
  await killed(product, article.id)
  await letTimeWork(product)
  for (let hour = 0; hour < 48; hour += 1) await pass(product, 1)

  expect(await told(product, 'article.killed')).toEqual([
    '01T00:00 KILL: Council Votes',
    '01T01:00 Not answered yet: KILL: Council Votes',
    '01T04:00 Not answered yet: KILL: Council Votes',
    '02T00:00 Not answered yet: KILL: Council Votes',
  ])
  const [outstanding, ...others] = await mailsOf(product, '&kind=acknowledgements.outstanding')
  expect(others).toEqual([])
  expect(outstanding.subject).toBe('Not answered: kill of Council Votes')
  expect(outstanding.text).toContain(`- ${partner.name}\n`)
  const [, reminder] = await mailsOf(product, '&kind=article.killed')
  expect(reminder.text).toContain('We wrote of this on 2026-05-01 00:00 UTC')
})

test('an answer ends the reminders, also one by the link of a reminder', async () => {
  const { product, partner, article, acknowledge } = await aServedStory()
  const other = await aPartner(product)
  await other.get(`/v1/articles/${article.id}`)
  await killed(product, article.id)
  await acknowledge({ answer: 'never_used' })
  await letTimeWork(product)
  await pass(product, 1)
  expect(await told(product, `article.killed&addressee=${partner.id}`)).toHaveLength(1)
  expect(await told(product, `article.killed&addressee=${other.id}`)).toHaveLength(2)

  expect(await fillIn(product, await linkOf(product, other.id), { answer: 'removed' })).toHaveStatus(200)
  await pass(product, 3)
  await pass(product, 20)

  expect(await told(product, 'article.killed')).toHaveLength(3)
  expect(await mailsOf(product, '&kind=acknowledgements.outstanding')).toEqual([])
})

test('who took it with others is not reminded, who was suspended meanwhile is', async () => {
  const { product, partner, article } = await aServedStory()
  const bulk = await aPartner(product)
  await bulk.get('/v1/articles?include=body')
  await decided(product, partner.id, 'suspended')
  await withdrawn(product, article.id)
  await letTimeWork(product)
  await pass(product, 1)

  expect(await told(product, `article.withdrawn&addressee=${partner.id}`)).toHaveLength(2)
  expect(await told(product, `article.withdrawn&addressee=${bulk.id}`)).toHaveLength(1)
})

test('of a correction nobody is reminded once the story was killed: then it is the kill', async () => {
  const { product, article, correct } = await aServedStory()
  await correct('It was Tuesday.')
  await letTimeWork(product)
  product.clock.advance(hourMs / 2)
  await killed(product, article.id)
  await letTimeWork(product)
  await pass(product, 1)

  expect(await told(product, 'article.corrected')).toHaveLength(1)
  expect(await told(product, 'article.killed')).toEqual([
    '01T00:30 KILL: It was Tuesday.',
    '01T01:30 Not answered yet: KILL: It was Tuesday.',
  ])
})
