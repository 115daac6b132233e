import { expect, test } from 'vitest'
import { listAudit } from '../../src/platform/audit/audit.ts'
import { commandLineOn } from '../cli/support/wirecopy.ts'
import { mailsOf } from '../mail/support/mailbox.ts'
import { anInternet } from '../platform/fetch/support/internet.ts'
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

test('who took it with others is not reminded, who said that it was published or was suspended meanwhile is', async () => {
  const { product, partner, article, acknowledge, correct } = await aServedStory()
  const [bulk, printed] = [await aPartner(product), await aPartner(product)]
  for (const by of [bulk, printed]) await by.get('/v1/articles?include=body')
  await correct('It was Tuesday.')
  await acknowledge({ answer: 'never_used' }, bulk)
  await acknowledge({ answer: 'corrected' }, printed)
  await decided(product, partner.id, 'suspended')
  await withdrawn(product, article.id)
  await letTimeWork(product)
  await pass(product, 1)

  expect(await told(product, `article.withdrawn&addressee=${partner.id}`)).toHaveLength(2)
  expect(await told(product, `article.withdrawn&addressee=${bulk.id}`)).toHaveLength(1)
  expect(await told(product, `article.withdrawn&addressee=${printed.id}`)).toHaveLength(2)
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

const site = 'http://gazette.example'

/** A story that was killed after three partners had named pages of it, on a site that answers as `statuses` say. */
async function namedPages() {
  const statuses: Record<string, number> = { '/': 200, '/a': 404, '/b/': 410, '/c': 200, '/d': 403 }
  const agents = new Set<string | undefined>()
  const { network } = await anInternet({
    'gazette.example': {
      answer(request, response) {
        agents.add(request.headers['user-agent'])
        const status = statuses[request.url ?? ''] ?? 302
        response.writeHead(status, status === 302 ? { location: request.url === '/b' ? '/b/' : '/' } : {})
        response.end('This page is not here any more.')
      },
    },
  })
  const story = await aServedStory({ network })
  const { product, partner, article, acknowledge } = story
  const [bulk, other] = [await aPartner(product), await aPartner(product)]
  await bulk.get('/v1/articles?include=body')
  await other.get(`/v1/articles/${article.id}`)
  await story.correct('It was Tuesday.')
  for (const [by, pages] of [
    ...([
      [partner, ['/a', '/b']],
      [bulk, ['/a', '/c']],
      [other, ['/a', '/d', '/front', '//nowhere.example/']],
    ] as const),
  ]) {
    const named = pages.map((page) => new URL(page, site).href)
    expect(await acknowledge({ answer: 'corrected', pages: named }, by)).toHaveStatus(201)
  }
  await killed(product, article.id)
  await letTimeWork(product)
  return { ...story, bulk, other, statuses, agents }
}

test('where all pages that a partner named are gone, that is its answer; anything else is none', async () => {
  const { product, partner, article, recipients, agents } = await namedPages()
  await pass(product, 5 / 6)

  const at = '2026-05-01T00:50:00.000Z'
  const check = (page: string, state: string, status: number | null) => ({
    ...{ url: new URL(page, site).href, state, status, at },
  })
  const pages = [`${site}/a`, `${site}/b`]
  expect(await recipients()).toMatchObject([
    {
      acknowledgement: { answer: 'removed', way: 'check', pages, at },
      ...{ pageChecks: [check('/a', 'gone', 404), check('/b', 'gone', 410)], outstanding: false },
    },
    {
      ...{ acknowledgement: null, outstanding: true },
      pageChecks: [check('/a', 'gone', 404), check('/c', 'up', 200)],
    },
    {
      ...{ acknowledgement: null, outstanding: true },
      pageChecks: [
        ...[check('/a', 'gone', 404), check('/d', 'unknown', 403), check('/front', 'unknown', 200)],
        check('//nowhere.example/', 'unknown', null),
      ],
    },
  ])
  const [entry] = await listAudit(product.database.read, { subject: article.id, limit: 1 })
  expect(entry).toMatchObject({ actorKind: 'system', details: { partnerId: partner.id, pages } })
  expect([...agents]).toEqual([expect.stringMatching(/^Wirecopy\//)])
  const { out } = await commandLineOn(product.storage).wirecopy('article', 'recipients', article.id)
  expect(out).toMatch(/removed \(page check\).+\n.+still up.+\n.+outstanding/)
})

test('who has a page up is reminded with its address, however it took the story, until the page is gone', async () => {
  const { product, partner, bulk, other, recipients, statuses } = await namedPages()
  for (const hours of [5 / 6, 1 / 6]) await pass(product, hours)
  statuses['/c'] = 410
  for (const hours of [17 / 6, 1 / 6]) await pass(product, hours)

  const toldTo = async (id: string) => told(product, `article.killed&addressee=${id}`)
  expect(await toldTo(partner.id)).toHaveLength(1)
  expect(await toldTo(bulk.id)).toHaveLength(2)
  expect(await toldTo(other.id)).toHaveLength(3)
  const [, reminder] = await mailsOf(product, `&kind=article.killed&addressee=${bulk.id}`)
  expect(reminder.text).toContain(`It seems to be up still, here:\n\n- ${site}/c\n`)
  expect((await recipients())[1]).toMatchObject({
    acknowledgement: { way: 'check', at: '2026-05-01T03:50:00.000Z' },
    pageChecks: [{ state: 'gone' }, { state: 'gone', status: 410 }],
  })
})
