import { expect, test, vi } from 'vitest'
import { caller, start } from '../support/product.ts'
import { wirecopyProcess } from './support/child.ts'
import { aCommandLine, aPublisher, commandLineOn } from './support/wirecopy.ts'

const patienceMs = 60_000

async function aRunningProduct() {
  const product = await start()
  const line = commandLineOn(product.storage)
  const [article] = (await line.json('article', 'list')).items
  return { ...product, ...line, article }
}

/** The three steps: register, make a key, fetch. */
async function aFetchingPartner() {
  const running = await aRunningProduct()
  const { id } = await running.json(...aPublisher('--approve'))
  const key = await running.json('key', 'create', id, '--name', 'production CMS')
  const fetch = () => caller(running.app, key.key).get(`/v1/articles/${running.article.id}`)
  expect(await fetch()).toHaveStatus(200)
  return { ...running, id, key, fetch }
}

test('register, make a key, fetch: the article comes with logo, byline and affiliation', async () => {
  const { fetch } = await aFetchingPartner()

  expect((await fetch()).json()).toMatchObject({
    byline: 'By Staff',
    attribution: {
      affiliation: { name: 'Daily Caller News Foundation' },
      logo: { alt: 'Daily Caller News Foundation logo' },
    },
  })
})

test('what is made is answered with its id alone, a key with its text once', async () => {
  const { json } = await aCommandLine()

  const partner = await json(...aPublisher())
  const key = await json('key', 'create', partner.id, '--name', 'cms')

  expect(partner).toEqual({ id: expect.stringMatching(/^par_/) })
  expect(key).toEqual({ id: expect.stringMatching(/^key_/), key: expect.stringMatching(/^wc_live_/) })
  expect(JSON.stringify(await json('key', 'list', partner.id))).not.toContain(key.key)
})

test('a key for a WordPress comes with the link that sets it up', async () => {
  const { wirecopy, json } = await aCommandLine()
  const { id } = await json(...aPublisher())
  const given = ['key', 'create', id, '--name', 'WordPress', '--wordpress']

  const { key, setupLink } = await json(...given, 'https://gazette.example/news/')
  expect(setupLink).toBe(
    `https://gazette.example/news/wp-admin/options-general.php?page=wirecopy&server=http%3A%2F%2F127.0.0.1%3A8080#key=${key}`,
  )
  expect((await json('key', 'list', id)).items).toMatchObject([
    { scopes: ['articles:read', 'changes:read', 'webhooks:write'] },
  ])
  const shown = await wirecopy(...given, 'http://localhost', '--scope', 'articles:read')
  expect(shown.out).toMatch(/\n\n {2}http:\/\/localhost\/wp-admin\/\S+#key=wc_live_\w+\n\n/)
  expect(await wirecopy(...given, 'gazette.example')).toMatchObject({
    ...{ code: 2, err: expect.stringContaining('--wordpress') },
  })
})

test('people are told the next step at each of them', async () => {
  const { wirecopy, json } = await aCommandLine()

  const registration = await wirecopy(...aPublisher())
  const [, id = ''] = /(par_\w+) \(applied\)/.exec(registration.out) ?? []
  const early = await wirecopy('key', 'create', id, '--name', 'cms')
  const approval = await wirecopy('partner', 'approve', id)
  const key = await wirecopy('key', 'create', id, '--name', 'cms')

  expect(registration.out).toContain(`wirecopy partner approve ${id}`)
  expect(early.out).toContain(`the key works once it is approved: wirecopy partner approve ${id}`)
  expect(approval.out).toContain('is now approved')
  expect(key.out).toMatch(/curl -H 'Authorization: Bearer wc_live_\w+' http:\/\/127.0.0.1:8080\/v1\/articles/)
  expect((await json('partner', 'show', id)).status).toBe('approved')
})

test(
  'a key revoked by another process stops working in the server within a second',
  async () => {
    const { key, fetch, settings } = await aFetchingPartner()

    const revocation = await wirecopyProcess(['key', 'revoke', key.id], settings).ended

    expect(revocation).toMatchObject({ code: 0, err: '' })
    await vi.waitFor(async () => expect(await fetch()).toHaveProblem('key-revoked'), { timeout: 1_000 })
  },
  patienceMs,
)

test.each([
  ['suspend', 'partner-suspended'],
  ['terminate', 'partner-terminated'],
] as const)('partner %s takes effect in the server within a second', async (decision, problem) => {
  const { id, fetch, json } = await aFetchingPartner()

  expect(await json('partner', decision, id, '--reason', 'as agreed')).toMatchObject({ id })

  await vi.waitFor(async () => expect(await fetch()).toHaveProblem(problem), { timeout: 1_000 })
})

test('a withdrawn article is gone from the server within a second, with its advisory', async () => {
  const { article, fetch, json } = await aFetchingPartner()

  await json('article', 'withdraw', article.id, '--advisory', 'A source took back its statement.')

  await vi.waitFor(async () => expect(await fetch()).toHaveProblem('article-withdrawn'), { timeout: 1_000 })
  expect((await fetch()).json()).toMatchObject({ advisory: 'A source took back its statement.' })
})

test('what the command line did is in the audit log under the name of its user', async () => {
  const { json } = await aCommandLine()
  const { id } = await json(...aPublisher())

  const { items } = await json('audit', 'list', '--subject', id)

  expect(items).toMatchObject([{ verb: 'partner.register', subject: id, actorKind: 'cli' }])
  expect(items[0].actor).not.toBe('')
})
