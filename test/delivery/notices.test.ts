import { expect, test } from 'vitest'
import { setMedia } from '../../src/articles/media/media.ts'
import { setNewswire } from '../../src/articles/newswire.ts'
import { approve } from '../../src/licensing/agreements.ts'
import { grants } from '../../src/licensing/tables.ts'
import { createApiKey } from '../../src/partners/api-keys.ts'
import { registerPartner } from '../../src/partners/partners.ts'
import { newId } from '../../src/platform/ids.ts'
import { listMails } from '../../src/platform/mail/mails.ts'
import { mailsOf } from '../mail/support/mailbox.ts'
import {
  anArticle,
  anImage,
  aPartner,
  aStaffMember,
  decided,
  killed,
  withdrawn,
} from '../support/factories.ts'
import { actor, caller, letTimeWork, type Product, start } from '../support/product.ts'

const atOnce = '&kind=article.corrected'
const daily = '&kind=article.corrections'

/** A publisher with a night desk and two editors, one of whom has both roles. */
async function aGazette({ app, database }: Product) {
  const { id, key } = await database.write(async (tx) => {
    const { id } = await registerPartner(tx, actor, {
      name: 'Example Gazette',
      domains: ['gazette.example'],
      audience: { monthlyUniques: 1 },
      contacts: [
        { role: 'urgent', email: 'night@gazette.example' },
        { role: 'urgent', email: 'editor@gazette.example' },
        { role: 'editorial', email: 'editor@gazette.example' },
        { role: 'editorial', email: 'news@gazette.example' },
        { role: 'technical', email: 'it@gazette.example' },
      ],
    })
    await approve(tx, actor, id, {})
    return { id, key: (await createApiKey(tx, actor, id, { name: 'test' })).key }
  })
  return { id, ...caller(app, key) }
}

async function aServedStory() {
  const product = await start()
  const gazette = await aGazette(product)
  const article = await anArticle(product, { headline: 'Council Votes' })
  await gazette.get(`/v1/articles/${article.id}`)
  const editor = await aStaffMember(product, 'editor')
  const correct = (note: string) =>
    editor.post(`/v1/staff/articles/${article.id}/corrections`, { note, headline: note })
  return { product, gazette, article, editor, correct }
}

function recipients(mails: { recipient: string }[]): string[] {
  return mails.map(({ recipient }) => recipient)
}

test('a kill reaches the urgent and editorial contacts of everybody who was served the story', async () => {
  const { product, gazette, article } = await aServedStory()
  await aPartner(product)
  await product.database.write((tx) =>
    setNewswire(tx, actor, { deskMail: 'desk@wire.example', deskPhone: '+1 202 555 0100' }),
  )
  await killed(product, article.id, 'The story confuses two people.\nIt is wrong.')

  const mails = await mailsOf(product, '&kind=article.killed')

  expect(recipients(mails)).toEqual([
    'editor@gazette.example',
    'news@gazette.example',
    'night@gazette.example',
  ])
  expect(mails[0]).toMatchObject({
    subject: 'KILL: Council Votes',
    about: article.id,
    addressee: gazette.id,
    status: 'handed_to_relay',
  })
  for (const piece of [
    'Take this story down now',
    '> The story confuses two people.\n> It is wrong.',
    'Our desk by phone: +1 202 555 0100',
    'Our desk by mail: desk@wire.example',
    article.id,
  ])
    expect(mails[0].text).toContain(piece)
})

test('whoever was never served the story gets no mail of it', async () => {
  const { product, article } = await aServedStory()
  await aPartner(product)
  const other = await anArticle(product)

  await killed(product, other.id)
  await withdrawn(product, article.id)

  expect(await mailsOf(product, `&about=${other.id}`)).toEqual([])
})

test('a suspended partner is told of a kill, too', async () => {
  const { product, gazette, article } = await aServedStory()
  await decided(product, gazette.id, 'suspended')

  await killed(product, article.id)

  expect(await mailsOf(product, '&kind=article.killed')).toHaveLength(3)
})

test('a partner is told once, however many revisions it has and however often the log is followed', async () => {
  const { product, gazette, article, correct } = await aServedStory()
  await correct('The vote was on Tuesday.')
  await gazette.get(`/v1/articles/${article.id}`)
  await killed(product, article.id)
  await mailsOf(product)
  await killed(product, article.id)
  await anArticle(product)

  expect(await mailsOf(product, '&kind=article.killed')).toHaveLength(3)
})

test('a withdrawal is told with its advisory', async () => {
  const { product, article } = await aServedStory()
  await withdrawn(product, article.id, 'A source took back its statement.')

  const mails = await mailsOf(product, '&kind=article.withdrawn')

  expect(mails).toHaveLength(3)
  expect(mails[0].subject).toBe('Withdrawn: Council Votes')
  expect(mails[0].text).toContain('> A source took back its statement.')
})

test('a correction is told at once to the editors of who took the story by itself', async () => {
  const { product, correct } = await aServedStory()
  await correct('The vote was on Tuesday.')

  const mails = await mailsOf(product, atOnce)

  expect(recipients(mails)).toEqual(['editor@gazette.example', 'news@gazette.example'])
  expect(mails[0].text).toContain('> The vote was on Tuesday.')
})

test('an update is told to nobody', async () => {
  const { product, editor, article } = await aServedStory()
  await editor.post(`/v1/staff/articles/${article.id}/updates`, { section: 'Politics' })

  expect(await mailsOf(product, `&about=${article.id}`)).toEqual([])
})

test('who was served a story hears that its image must come down, whatever its standing is', async () => {
  const product = await start()
  const gazette = await aGazette(product)
  const image = await anImage(product, { caption: 'The bridge.' })
  const article = await anArticle(product, { headline: 'Council Votes', media: [image.id] })
  await gazette.get(`/v1/articles/${article.id}`)
  await decided(product, gazette.id, 'suspended')

  await product.database.write((tx) => setMedia(tx, actor, image, { redistributable: false }))

  const mails = await mailsOf(product, '&kind=article.image-withheld')
  expect(recipients(mails)).toEqual(['editor@gazette.example', 'news@gazette.example'])
  expect(mails[0].subject).toBe('Take down an image: Council Votes')
  expect(mails[0].text).toContain('> The image “The bridge.” of this story may no longer be republished.')
})

test('an image that may be republished again is told to nobody by mail', async () => {
  const product = await start()
  const gazette = await aGazette(product)
  const image = await anImage(product, { redistributable: false })
  const article = await anArticle(product, { media: [image.id] })
  await gazette.get(`/v1/articles/${article.id}`)

  await product.database.write((tx) => setMedia(tx, actor, image, { redistributable: true }))

  expect(await mailsOf(product, `&about=${article.id}`)).toEqual([])
})

test('who has the corrected text alone is not told of the correction', async () => {
  const product = await start()
  const gazette = await aGazette(product)
  const article = await anArticle(product)
  const editor = await aStaffMember(product, 'editor')
  await editor.post(`/v1/staff/articles/${article.id}/corrections`, { note: 'Wrong.', headline: 'Right' })
  await gazette.get(`/v1/articles/${article.id}`)

  expect(await mailsOf(product, atOnce)).toEqual([])
})

test('who took stories with others hears of their corrections once a day, in one mail', async () => {
  const product = await start()
  const gazette = await aGazette(product)
  const articles = [await anArticle(product), await anArticle(product), await anArticle(product)]
  const image = await anImage(product, { alt: 'A bridge' })
  await anArticle(product, { headline: 'Pictured', media: [image.id] })
  await gazette.get('/v1/articles?include=body')
  const editor = await aStaffMember(product, 'editor')
  for (const [at, { id }] of articles.entries())
    await editor.post(`/v1/staff/articles/${id}/corrections`, {
      note: `Note ${at}.`,
      headline: `Right ${at}`,
    })
  await killed(product, articles[2]?.id ?? 'art_')
  await product.database.write((tx) => setMedia(tx, actor, image, { redistributable: false }))
  expect(await mailsOf(product, atOnce)).toEqual([])
  expect(await mailsOf(product, daily)).toEqual([])

  product.clock.set('2026-05-01T10:00:00Z')
  const mails = await mailsOf(product, daily)

  expect(recipients(mails)).toEqual(['editor@gazette.example', 'news@gazette.example'])
  expect(mails[0].subject).toBe('3 corrections')
  expect(mails[0].text).toContain('- Right 0: Note 0.\n- Right 1: Note 1.\n- Pictured: The image “A bridge”')
  expect(mails[0].text).not.toContain('Right 2')
  product.clock.set('2026-05-02T10:00:00Z')
  expect(await mailsOf(product, daily)).toHaveLength(2)
})

test('many partners are told page by page, each once', async () => {
  const product = await start()
  const { id: articleId } = await anArticle(product)
  const ids = await product.database.write(async (tx) => {
    const made = []
    for (let number = 0; number < 101; number += 1)
      made.push(
        await registerPartner(tx, actor, {
          name: `Gazette ${number}`,
          domains: [`gazette-${number}.example`],
          audience: { monthlyUniques: 1 },
          contacts: [{ role: 'urgent', email: `desk@gazette-${number}.example` }],
        }),
      )
    const license = { how: 'item', termsVersion: 1, attributionVersion: 1, at: 0 } as const
    for (const { id } of made)
      await tx.insert(grants).values({ id: newId('grt'), partnerId: id, articleId, revision: 1, ...license })
    return made.map(({ id }) => id)
  })

  await killed(product, articleId)
  await letTimeWork(product)

  const mails = await listMails(product.database.read, { kind: 'article.killed', limit: 500 })
  expect(mails.map(({ addresseeId }) => addresseeId).toSorted()).toEqual(ids.toSorted())
})

test('who is served a story while its kill spreads is told by the second look, and nobody twice', async () => {
  const { product, gazette, article } = await aServedStory()
  const late = await aPartner(product)
  await killed(product, article.id)
  expect(await mailsOf(product, '&kind=article.killed')).toHaveLength(3)

  // As another node commits it that has not noticed the kill yet.
  await product.database.append(async (queries) => {
    const license = { how: 'item', termsVersion: 1, attributionVersion: 1, at: product.clock.now() } as const
    const grant = { id: newId('grt'), partnerId: late.id, articleId: article.id, revision: 1 }
    await queries.insert(grants).values({ ...grant, ...license })
  })
  product.clock.advance(10_000)

  const mails = await mailsOf(product, '&kind=article.killed')
  expect(mails.map(({ addressee }) => addressee)).toEqual([gazette.id, gazette.id, gazette.id, late.id])
  product.clock.advance(60_000)
  expect(await mailsOf(product, '&kind=article.killed')).toHaveLength(4)
})
