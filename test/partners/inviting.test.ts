import { expect, test } from 'vitest'
import { invitationMail } from '../../src/partners/onboarding/invitation-mail.ts'
import { tokenOf } from '../../src/platform/mail/tokens.ts'
import { visit } from '../console/support/page.ts'
import { mailsOf } from '../mail/support/mailbox.ts'
import { anArticle, aPartner, aStaffMember, decided } from '../support/factories.ts'
import { caller, type Product, start } from '../support/product.ts'

const dayMs = 24 * 60 * 60 * 1_000
const url = '/v1/staff/invitations'

async function anOfficer(product: Product) {
  const officer = await aStaffMember(product, 'licensing')
  return { ...officer, invite: (...partnerIds: string[]) => officer.post(url, { partnerIds }) }
}

/** A partner of two technical contacts that was invited, with the links in its mails. */
async function anInvited() {
  const product = await start()
  const officer = await anOfficer(product)
  const partner = await aPartner(product)
  const { id } = partner
  const path = `/v1/staff/partners/${id}`
  const emails = ['it@gazette.example', 'ops@gazette.example']
  const contacts = [
    { role: 'urgent', email: 'desk@gazette.example' },
    ...emails.map((email) => ({ role: 'technical', email })),
  ]
  await officer.call('PATCH', path, { payload: { contacts } })
  const invited = await officer.invite(id)
  const links = async () =>
    (await mailsOf(product, '&kind=partner.invited')).map(
      (mail) => `/invitations/${tokenOf(product.mailing.sealer, invitationMail.tokenFor, mail.id)}`,
    )
  const anybody = caller(product.app)
  const press = (link: string) => anybody.call('POST', link)
  const keys = async () => (await officer.get(`${path}/keys`)).json().items.slice(1)
  return { product, officer, partner, id, path, invited, links, anybody, press, keys }
}

function keyIn(body: string): string | undefined {
  return /wc_live_[0-9A-Za-z]{49}/.exec(body)?.[0]
}

test('a link in a mail leads to a page whose button, without scripts, makes a key that works at once', async () => {
  const { product, partner, invited, id, links, press, keys } = await anInvited()
  expect(invited).toHaveStatus(201)
  expect(invited.json()).toMatchObject({
    ...{ preview: false, invited: 1, skipped: 0 },
    partners: [{ partnerId: id, result: 'invited', mails: 2 }],
  })
  const [link = ''] = await links()

  const page = await visit(product, link)

  expect(page).toHaveStatus(200)
  expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  expect(page.headers['content-security-policy']).toContain("form-action 'self'")
  expect(page.body).toContain(`<form method="post" action="${link}">`)
  expect(keyIn(page.body)).toBeUndefined()
  // Mail scanners have looked at it by now.
  expect(await keys()).toEqual([])

  const made = await press(link)

  expect(made.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  const key = keyIn(made.body)
  expect(made.body).toContain('curl http://127.0.0.1:8080/v1/articles')
  expect(await keys()).toMatchObject([
    { name: 'first key', scopes: expect.arrayContaining(['webhooks:write']) },
  ])
  const { host } = partner
  expect(made.body).toMatch(
    new RegExp(`<a href="https://${host}/wp-admin/[^"]+&amp;server=[^"]+#key=${key}">Set up ${host}</a>`),
  )
  expect(await caller(product.app, key).get('/v1/articles')).toHaveStatus(200)
})

test('whoever comes second, by either mail, gets no key', async () => {
  const { links, press, anybody, keys } = await anInvited()
  const [first = '', second = ''] = await links()

  const answers = await Promise.all([first, second, first, second].map(press))

  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
  expect(answers.filter(({ body }) => keyIn(body))).toHaveLength(1)
  expect(await keys()).toHaveLength(1)
  const later = await anybody.get(second)
  expect(later.body).toContain('The key was made already')
  expect(later.body).not.toContain('<form')
})

test('using a link confirms the address that it went to, and no other', async () => {
  const { officer, path, links, press } = await anInvited()
  const [first = ''] = await links()

  await press(first)

  const contacts = (await officer.get(path)).json().contacts
  expect(contacts.map(({ email, confirmedAt }: Contact) => [email, confirmedAt])).toEqual([
    ['it@gazette.example', '2026-05-01T00:00:00.000Z'],
    ['ops@gazette.example', null],
    ['desk@gazette.example', null],
  ])
})

interface Contact {
  email: string
  confirmedAt: string | null
}

test('a later invitation takes the place of the one before, used or not', async () => {
  const { officer, id, links, press, anybody, keys } = await anInvited()
  const [old = ''] = await links()

  await officer.invite(id)

  expect(await anybody.get(old)).toHaveProblem('not-found')
  expect(await press(old)).toHaveProblem('not-found')
  const newest = (await links()).at(-1) ?? ''
  expect(keyIn((await press(newest)).body)).toBeDefined()
  expect(await keys()).toHaveLength(1)
})

test('a link works for 14 days, and not for a partner that was suspended', async () => {
  const { product, id, links, press } = await anInvited()
  const [link = ''] = await links()
  product.clock.advance(14 * dayMs - 1)
  expect(await visit(product, link)).toHaveStatus(200)

  product.clock.advance(1)
  expect(await press(link)).toHaveProblem('not-found')
  product.clock.advance(-dayMs)
  await decided(product, id, 'suspended')
  expect(await press(link)).toHaveProblem('not-found')
})

test('a link that was altered, or is for something else, opens nothing', async () => {
  const { product, links, press } = await anInvited()
  const [link = ''] = await links()
  const [mail] = await mailsOf(product, '&kind=partner.invited')
  const other = tokenOf(product.mailing.sealer, 'contact confirmation', mail.id)

  for (const token of [`${link.slice('/invitations/'.length, -1)}.`, other, 'x', '%00'])
    expect((await press(`/invitations/${token}`)).statusCode).toBe(token === '%00' ? 400 : 404)
  expect(mail.text).toContain('/invitations/[left-out]')
})

test('only approved partners are invited; each is named once, and a preview mails nobody', async () => {
  const product = await start()
  const { invite, post } = await anOfficer(product)
  const [approved, applied] = [await aPartner(product), await aPartner(product, { approved: false })]
  const nobody = 'par_01h455vb4pex5vsknk084sn02q'
  const partnerIds = [approved.id, applied.id, nobody, approved.id]

  const preview = await post(`${url}?preview=true`, { partnerIds })

  expect(preview).toHaveStatus(200)
  expect(await mailsOf(product, '&kind=partner.invited')).toEqual([])
  expect((await invite(...partnerIds)).json()).toEqual({ ...preview.json(), preview: false })
  expect(preview.json()).toMatchObject({
    ...{ preview: true, invited: 1, skipped: 2 },
    partners: [
      { partnerId: approved.id, result: 'invited', mails: 1 },
      { partnerId: applied.id, result: 'skipped', because: 'is applied; only approved partners are invited' },
      { partnerId: nobody, name: null, result: 'skipped', because: 'is not a partner' },
    ],
  })
  expect(await mailsOf(product, '&kind=partner.invited')).toHaveLength(1)
})

test('waves take the imported partners in order until none is left', async () => {
  const product = await start()
  const { post } = await anOfficer(product)
  const rows = [1, 2, 3].map((at) => ({
    ...{ name: `Gazette ${at}`, domains: `gazette-${at}.example`, monthlyUniques: '1000' },
    ...{ urgentEmail: `desk@gazette-${at}.example`, partnerSince: '2019' },
  }))
  await post('/v1/staff/partner-imports', { rows })
  const wave = async () =>
    (await post(url, { wave: 2 })).json().partners.map(({ name }: { name: string }) => name)

  expect([await wave(), await wave(), await wave()]).toEqual([['Gazette 1', 'Gazette 2'], ['Gazette 3'], []])
  expect(await post(url, { wave: 2, partnerIds: [] })).toHaveProblem('invalid-request')
  expect(await post(url, {})).toHaveProblem('invalid-request')
})

test('the board tells how far each partner is, since when, and how many there are of each', async () => {
  const product = await start()
  const { post, get, call } = await anOfficer(product)
  const story = await anArticle(product)
  const rows = ['a', 'b', 'c', 'd'].map((name) => ({
    ...{ name, domains: `${name}.example`, monthlyUniques: '1000', partnerSince: '2019' },
    urgentEmail: `desk@${name}.example`,
  }))
  const imported = (await post('/v1/staff/partner-imports', { rows })).json().rows
  const [, b, c, d] = imported.map(({ partnerId }: { partnerId: string }) => partnerId)
  await aPartner(product)
  product.clock.advance(dayMs)
  await post(url, { partnerIds: [b, c, d] })
  product.clock.advance(dayMs)
  for (const id of [c, d]) {
    const { key } = (await post(`/v1/staff/partners/${id}/keys`, { name: 'cms' })).json()
    expect(await caller(product.app, key).get(`/v1/articles/${story.id}`)).toHaveStatus(200)
    const lastSeenAt = id === d ? '2026-05-03T00:00:00Z' : null
    expect(await call('PUT', `/v1/staff/partners/${id}/old-feed`, { payload: { lastSeenAt } })).toHaveStatus(
      200,
    )
  }
  const stagesNow = async () => (await get('/v1/staff/board')).json().items.map((one: Item) => one.stage)
  expect(await stagesNow()).toEqual(['imported', 'invited', 'first-fetch', 'first-fetch'])
  product.clock.advance(14 * dayMs - 1)
  expect(await stagesNow()).toEqual(['imported', 'invited', 'first-fetch', 'first-fetch'])

  product.clock.advance(1)
  const board = (await get('/v1/staff/board?limit=3')).json()

  expect(board.stages).toEqual([
    { stage: 'imported', partners: 1, oldestSince: '2026-05-01T00:00:00.000Z' },
    { stage: 'invited', partners: 1, oldestSince: '2026-05-02T00:00:00.000Z' },
    { stage: 'first-fetch', partners: 1, oldestSince: '2026-05-03T00:00:00.000Z' },
    { stage: 'old-feed-quiet', partners: 1, oldestSince: '2026-05-17T00:00:00.000Z' },
  ])
  const rest = (await get(`/v1/staff/board?limit=3&cursor=${board.next}`)).json()
  expect([...board.items, ...rest.items].map(({ name, stage }: Item) => [name, stage])).toEqual([
    ['a', 'imported'],
    ['b', 'invited'],
    ['c', 'first-fetch'],
    ['d', 'old-feed-quiet'],
  ])
  expect(rest.items).toMatchObject([
    { since: '2026-05-17T00:00:00.000Z', oldFeedSeenAt: '2026-05-03T00:00:00.000Z' },
  ])
  expect((await get('/v1/staff/board?stage=invited')).json().items).toMatchObject([
    { partnerId: b, name: 'b' },
  ])
  await decided(product, b, 'suspended')
  expect((await get('/v1/staff/board?stage=invited')).json().items).toEqual([])
})

interface Item {
  name: string
  stage: string
}

test('an old feed is not seen in the future, and not of a partner that there is not', async () => {
  const product = await start()
  const { call } = await anOfficer(product)
  const { id } = await aPartner(product)
  const seen = (partner: string, lastSeenAt: string) =>
    call('PUT', `/v1/staff/partners/${partner}/old-feed`, { payload: { lastSeenAt } })

  expect(await seen(id, '2026-05-02T00:00:00Z')).toHaveProblem('invalid-request')
  expect(await seen('par_01h455vb4pex5vsknk084sn02q', '2026-04-02T00:00:00Z')).toHaveProblem('not-found')
})
