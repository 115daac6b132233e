import { expect, test } from 'vitest'
import { approve } from '../../src/licensing/agreements.ts'
import { registerPartner } from '../../src/partners/partners.ts'
import { aPartner, aStaffMember, decided } from '../support/factories.ts'
import { actor, type Product, start } from '../support/product.ts'

async function manyPartners({ database }: Product, count: number) {
  await database.write(async (tx) => {
    for (let number = 1; number <= count; number += 1) {
      const { id } = await registerPartner(tx, actor, {
        name: `Publisher ${number}`,
        domains: [1, 2, 3, 4, 5, 6].map((site) => `site-${site}.publisher-${number}.example`),
        audience: { monthlyUniques: number },
        contacts: [{ role: 'urgent', email: `desk@publisher-${number}.example` }],
      })
      await approve(tx, actor, id, {})
    }
  })
}

test('partners are listed page by page, each once and whole, however many there are', async () => {
  const product = await start()
  const viewer = await aStaffMember(product, 'viewer')
  await manyPartners(product, 203)

  const first = (await viewer.get('/v1/staff/partners?limit=200')).json()
  const second = (await viewer.get(`/v1/staff/partners?limit=200&cursor=${first.next}`)).json()

  expect(first.items).toHaveLength(200)
  expect(second.items).toHaveLength(3)
  expect(second.next).toBeNull()
  const all = [...first.items, ...second.items]
  expect(new Set(all.map(({ id }) => id)).size).toBe(203)
  for (const { domains, contacts, checks } of all)
    expect([domains.length, contacts.length, checks.length]).toEqual([6, 1, 5])
})

test('a list holds only partners of the status asked for', async () => {
  const product = await start()
  const viewer = await aStaffMember(product, 'viewer')
  const [waiting, approved, suspended] = [
    await aPartner(product, { approved: false }),
    await aPartner(product),
    await aPartner(product),
  ]
  await decided(product, suspended.id, 'suspended')
  const listed = async (status: string) =>
    (await viewer.get(`/v1/staff/partners?status=${status}`)).json().items.map(({ id }: { id: string }) => id)

  expect(await listed('applied')).toEqual([waiting.id])
  expect(await listed('approved')).toEqual([approved.id])
  expect(await listed('suspended')).toEqual([suspended.id])
  expect(await listed('declined')).toEqual([])
})

test('a status goes on over the pages', async () => {
  const product = await start()
  const viewer = await aStaffMember(product, 'viewer')
  const waiting = []
  for (let made = 0; made < 3; made += 1) {
    waiting.push((await aPartner(product, { approved: false })).id)
    await aPartner(product)
  }

  const first = (await viewer.get('/v1/staff/partners?status=applied&limit=2')).json()
  const second = (await viewer.get(`/v1/staff/partners?status=applied&limit=2&cursor=${first.next}`)).json()

  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(waiting)
})

test.each(['status=closed', 'limit=0', 'limit=201', 'limit=many', 'page=2'])(
  'a list of partners with %s is refused',
  async (query) => {
    const viewer = await aStaffMember(await start(), 'viewer')

    expect(await viewer.get(`/v1/staff/partners?${query}`)).toHaveProblem('invalid-request')
  },
)

test('a cursor that is none of ours is refused', async () => {
  const viewer = await aStaffMember(await start(), 'viewer')

  expect(await viewer.get('/v1/staff/partners?cursor=abc')).toHaveProblem('invalid-cursor')
})
