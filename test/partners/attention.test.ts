import { expect, test } from 'vitest'
import { commandLineOn } from '../cli/support/wirecopy.ts'
import { mailsOf } from '../mail/support/mailbox.ts'
import { aPartner, aStaffMember } from '../support/factories.ts'
import { letTimeWork, start } from '../support/product.ts'

/** A partner whose audience was found good on 1 May 2026, and what waits for a person. */
async function aVettedPartner() {
  const product = await start()
  const admin = await aStaffMember(product)
  const partner = await aPartner(product)
  const path = `/v1/staff/partners/${partner.id}`
  const pass = () =>
    admin.call('PUT', `${path}/checks/audience`, { payload: { verdict: 'pass', note: 'Print audit.' } })
  await pass()
  // Schedules begin with the first look at them.
  await letTimeWork(product)
  return {
    ...{ product, admin, partner, path, pass },
    at: async (time: string) => {
      product.clock.set(time)
      await letTimeWork(product)
    },
    waiting: async (query = '') => (await admin.get(`/v1/staff/attention?${query}`)).json().items,
    set: async (changes: object) => {
      const { version: _, updatedAt: __, ...present } = (await admin.get('/v1/staff/settings/vetting')).json()
      await admin.call('PUT', '/v1/staff/settings/vetting', { payload: { ...present, ...changes } })
      await letTimeWork(product)
    },
    change: (changes: object) => admin.call('PATCH', path, { payload: changes }),
  }
}

test('thirty days before evidence expires the partner is reminded, once, and a person is asked', async () => {
  const { product, at, waiting, partner } = await aVettedPartner()
  await at('2027-03-31T12:00:00Z')
  expect(await waiting()).toEqual([])

  await at('2027-04-01T12:00:00Z')
  await at('2027-04-02T12:00:00Z')

  expect(await waiting()).toMatchObject([
    {
      ...{ kind: 'evidence-expiring', subject: 'audience', partner: { id: partner.id, name: partner.name } },
      note: 'The evidence of its audience expires on 2027-05-01.',
    },
  ])
  const [mail, ...more] = await mailsOf(product, '&kind=evidence.expiring')
  expect(more).toEqual([])
  expect(mail).toMatchObject({
    recipient: `urgent@${partner.host}`,
    subject: 'Please send us new figures of your audience by 2027-05-01',
  })
  expect(mail.text).toContain('1,000,000 monthly unique visitors')
})

test('evidence that has expired asks a person, and stops nothing', async () => {
  const { at, waiting, partner } = await aVettedPartner()
  await at('2027-04-05T12:00:00Z')

  await at('2027-05-02T12:00:00Z')

  expect(await waiting()).toMatchObject([
    { kind: 'evidence-expired', note: 'The evidence of its audience expired on 2027-05-01.' },
  ])
  expect(await partner.get('/v1/articles')).toHaveStatus(200)
})

test('new evidence ends the question, and the next reminder comes a year later', async () => {
  const { product, at, waiting, pass } = await aVettedPartner()
  await at('2027-04-05T12:00:00Z')

  await pass()

  expect(await waiting()).toEqual([])
  await at('2028-03-07T12:00:00Z')
  expect(await waiting()).toMatchObject([{ note: 'The evidence of its audience expires on 2028-04-05.' }])
  expect(await mailsOf(product, '&kind=evidence.expiring')).toHaveLength(2)
})

test('a partner that was settled is asked about again when its evidence has expired', async () => {
  const { admin, at, waiting } = await aVettedPartner()
  await at('2027-04-05T12:00:00Z')
  const [entry] = await waiting()
  await admin.post(`/v1/staff/attention/${entry.id}/settlements`, { note: 'Asked them.' })
  await at('2027-04-06T12:00:00Z')
  expect(await waiting()).toEqual([])

  await at('2027-05-02T12:00:00Z')

  expect(await waiting()).toMatchObject([{ kind: 'evidence-expired' }])
})

test('an audience below the threshold asks a person, unless one has waived it', async () => {
  const { product, set, waiting, partner, change } = await aVettedPartner()
  const waived = await aPartner(product)

  await set({ audienceThreshold: 2_000_000 })

  expect(await waiting('kind=audience-below-threshold')).toMatchObject([
    {
      partner: { id: partner.id },
      note: 'It has 1,000,000 monthly unique visitors; 2,000,000 are asked for.',
    },
  ])
  expect(await waiting(`partner=${waived.id}`)).toEqual([])
  await change({ audience: { monthlyUniques: 2_500_000 } })
  expect(await waiting()).toEqual([])
})

test('pages that are asked for and not given are told with the check, and ask a person', async () => {
  const { admin, path, set, waiting, change } = await aVettedPartner()
  await set({ pages: ['ownership', 'corrections'] })

  const { items } = (await admin.get(`${path}/checks`)).json()

  expect(items[0]).toMatchObject({
    check: 'legitimate-publisher',
    missingPages: ['ownership', 'corrections'],
  })
  expect(items[1]).toMatchObject({ missingPages: [] })
  expect(await waiting()).toMatchObject([
    { kind: 'pages-missing', note: 'It has not given the pages that are asked for: ownership, corrections.' },
  ])
  await change({ ownershipPage: 'https://partner.example/about' })
  expect(await waiting()).toMatchObject([
    { note: 'It has not given the pages that are asked for: corrections.' },
  ])
  await change({ correctionsPolicy: 'https://partner.example/corrections' })
  expect(await waiting()).toEqual([])
})

test('staff are mailed once a day of what has come up', async () => {
  const { product, set, at } = await aVettedPartner()
  await set({ pages: ['ownership'], audienceThreshold: 2_000_000 })

  await at('2026-05-01T12:00:00Z')
  await at('2026-05-02T12:00:00Z')

  const [mail, ...more] = await mailsOf(product, '&kind=attention.waiting')
  expect(more).toEqual([])
  expect(mail).toMatchObject({
    subject: '2 things of partners wait for you',
    recipient: 'licensing@dailycallernewsfoundation.org',
  })
  expect(mail.text).toContain('It has not given the pages that are asked for: ownership.')
})

test('more partners than one write looks at are all looked at', async () => {
  const { product, set, waiting } = await aVettedPartner()
  for (let made = 0; made < 60; made += 1) await aPartner(product)

  await set({ pages: ['ownership'] })

  const listed = (await waiting('limit=200')).map(({ partner }: { partner: { id: string } }) => partner.id)
  expect(new Set(listed).size).toBe(61)
})

test.each(['kind=none', 'state=closed', 'partner=par_1'])('a list with %s is refused', async (query) => {
  const { admin } = await aVettedPartner()

  expect(await admin.get(`/v1/staff/attention?${query}`)).toHaveProblem('invalid-request')
})

test('the list goes on over the pages, and the command line shows and settles it', async () => {
  const { product, admin, set, waiting } = await aVettedPartner()
  await set({ pages: ['ownership'], audienceThreshold: 2_000_000 })
  const first = (await admin.get('/v1/staff/attention?limit=1')).json()
  const second = (await admin.get(`/v1/staff/attention?limit=1&cursor=${first.next}`)).json()
  expect([first, second].flatMap(({ items }) => items)).toHaveLength(2)
  expect(second.next).toBeNull()
  const { wirecopy } = commandLineOn(product.storage)

  const listed = await wirecopy('attention', 'list', '--kind', 'pages-missing')
  expect(listed.out).toContain('not given the pages that are asked for: ownership.')
  const [entry] = await waiting('kind=pages-missing')
  expect(await wirecopy('attention', 'settle', entry.id, '--note', 'Asked them.')).toMatchObject({ code: 0 })

  expect(await waiting('kind=pages-missing')).toEqual([])
  expect(await wirecopy('attention', 'settle', entry.id, '--note', 'Again.')).toMatchObject({ code: 1 })
})
