import { expect, test, vi } from 'vitest'
import { approve } from '../../src/licensing/agreements.ts'
import { createApiKey } from '../../src/partners/api-keys.ts'
import { registerPartner } from '../../src/partners/partners.ts'
import { commandLineOn } from '../cli/support/wirecopy.ts'
import { aSubscriber } from '../delivery/support/receiver.ts'
import { anArticle, aPartner, aStaffMember, killed, withdrawn } from '../support/factories.ts'
import { actor, caller, letTimeWork, start } from '../support/product.ts'

async function aServedStory() {
  const product = await start()
  const [first, second] = [await aPartner(product), await aPartner(product)]
  const viewer = await aStaffMember(product, 'viewer')
  const editor = await aStaffMember(product, 'editor')
  const article = await anArticle(product)
  const path = `/v1/staff/articles/${article.id}/recipients`
  return { product, first, second, viewer, editor, article, path }
}

test('whoever was served a story is named with revisions, how, and how often', async () => {
  const { product, first, second, viewer, editor, article, path } = await aServedStory()
  await aPartner(product)
  await first.get(`/v1/articles/${article.id}`)
  await second.get('/v1/articles?include=body')
  await editor.post(`/v1/staff/articles/${article.id}/corrections`, { note: 'Wrong.' })
  await first.get(`/v1/articles/${article.id}`)
  await product.app.close()
  const { items, next } = (await (await again(product, viewer.token)).get(path)).json()

  expect(next).toBeNull()
  expect(items).toMatchObject([
    {
      partner: { id: first.id, status: 'approved', urgentContacts: [expect.stringContaining('urgent@')] },
      grants: [
        { revision: 1, how: 'item' },
        { revision: 2, how: 'item' },
      ],
      fetches: 2,
      lastFetchedOn: '2026-05-01',
    },
    { partner: { id: second.id }, grants: [{ revision: 1, how: 'bulk' }], fetches: 1 },
  ])
})

// Counts are written when a server closes, if not within a second.
async function again({ storage }: Awaited<ReturnType<typeof start>>, token: string) {
  return caller((await start({ on: storage })).app, token)
}

test('they come in pages', async () => {
  const { first, second, viewer, article, path } = await aServedStory()
  for (const partner of [first, second]) await partner.get(`/v1/articles/${article.id}`)

  const { items, next } = (await viewer.get(`${path}?limit=1`)).json()
  const rest = (await viewer.get(`${path}?limit=1&cursor=${next}`)).json()

  expect([...items, ...rest.items].map(({ partner }) => partner.id)).toEqual([first.id, second.id])
  expect(rest.next).toBeNull()
})

test('the file has a line for each partner and revision, and runs nothing in a spreadsheet', async () => {
  const { product, viewer, article, path } = await aServedStory()
  const key = await product.database.write(async (tx) => {
    const { id } = await registerPartner(tx, actor, {
      name: '=HYPERLINK("https://evil.example")',
      domains: ['evil.example'],
      audience: { monthlyUniques: 1 },
      contacts: [{ role: 'urgent', email: 'ü@evil.example' }],
    })
    await approve(tx, actor, id, {})
    return createApiKey(tx, actor, id, { name: 'test' })
  })
  await caller(product.app, key.key).get(`/v1/articles/${article.id}`)

  const file = await viewer.get(`${path}?format=csv`)

  expect(file.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="recipients-${article.id}.csv"`,
  })
  const [header, line, end] = file.body.split('\r\n')
  expect(header).toBe(
    '\ufeffpartner,name,status,urgentContacts,revision,how,firstServedAt,fetches,lastFetchedOn,mailed,webhooks,notifiedAt,answer,answeredAt,answeredBy,pages,pageChecks,outstanding',
  )
  expect(line).toContain(`,"'=HYPERLINK(""https://evil.example"")",approved,ü@evil.example,1,item,2026-05-01`)
  expect(end).toBe('')
})

test('of a killed story they are known as well, and whether the relay took their mails', async () => {
  const { product, first, viewer, editor, article, path } = await aServedStory()
  await first.get(`/v1/articles/${article.id}`)
  await editor.post(`/v1/staff/articles/${article.id}/kills`, { advisory: 'Take it down.' })

  expect((await viewer.get(path)).json().items).toMatchObject([{ partner: { id: first.id } }])
  await letTimeWork(product)
  expect((await viewer.get(path)).json().items).toMatchObject([
    {
      notices: [
        { kind: 'article.killed', status: 'handed_to_relay', recipient: expect.stringContaining('urgent@') },
      ],
    },
  ])
})

test('whoever’s endpoint took a kill is notified; a mail that was handed over tells nobody for sure', async () => {
  const { product, partner, receiver, pass } = await aSubscriber()
  const viewer = await aStaffMember(product, 'viewer')
  const article = await anArticle(product)
  const path = `/v1/staff/articles/${article.id}/recipients`
  await partner.get(`/v1/articles/${article.id}`)
  const editor = await aStaffMember(product, 'editor')
  await editor.post(`/v1/staff/articles/${article.id}/corrections`, { note: 'Wrong.' })
  await pass()
  receiver.answerWith(500)
  await killed(product, article.id)
  await pass()
  const told = { type: 'article.corrected', status: 'delivered' }
  expect((await viewer.get(path)).json().items).toMatchObject([
    { webhooks: [told, { type: 'article.killed', status: 'waiting' }], notifiedAt: null },
  ])

  receiver.answerWith(204)
  await pass(60 * 60 * 1_000)

  const [{ webhooks, notifiedAt }] = (await viewer.get(path)).json().items
  expect(webhooks).toMatchObject([told, { type: 'article.killed', status: 'delivered', at: notifiedAt }])
  const file = (await viewer.get(`${path}?format=csv`)).body
  expect(file).toContain(`,article.corrected delivered; article.killed delivered,${notifiedAt},,,,,,yes\r\n`)
})

test('a story that nobody fetched has none, and no story is told apart', async () => {
  const { viewer, path } = await aServedStory()

  expect((await viewer.get(path)).json()).toEqual({ items: [], next: null })
  expect(await viewer.get('/v1/staff/articles/art_01h455vb4pex5vsknk084sn02q/recipients')).toHaveProblem(
    'article-not-found',
  )
})

test('the command line names them in a table, and writes the same file', async () => {
  const { product, first, viewer, article, path } = await aServedStory()
  await first.get(`/v1/articles/${article.id}`)
  await withdrawn(product, article.id)
  await letTimeWork(product)
  const { wirecopy } = commandLineOn(product.storage)
  // Counts are written twice a second.
  await vi.waitFor(
    async () => expect((await viewer.get(path)).json().items).toMatchObject([{ fetches: 1 }]),
    5_000,
  )

  const table = await wirecopy('article', 'recipients', article.id)
  const file = await wirecopy('article', 'recipients', article.id, '--csv')

  expect(table.out).toMatch(new RegExp(`${first.id} +approved +1 item +1 +[a-z ]+, 2026-05-01 `))
  expect(file.out).toBe((await viewer.get(`${path}?format=csv`)).body)
})
