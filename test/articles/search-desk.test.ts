import { expect, test } from 'vitest'
import { aDraft, anArticle, aStaffMember, withdrawn } from '../support/factories.ts'
import { start } from '../support/product.ts'

test('staff find published stories by text and filters, page by page, also under embargo', async () => {
  const product = await start()
  const viewer = await aStaffMember(product, 'viewer')
  const embargoedUntil = product.clock.now() + 3_600_000
  const fields = { headline: 'Bridge', section: 'Local' }
  const made = [await anArticle(product, fields)]
  product.clock.advance(1_000)
  made.unshift(await anArticle(product, fields))
  made.unshift(await anArticle(product, fields, { embargoedUntil }))
  await aDraft(product, fields)
  await withdrawn(product, (await anArticle(product, fields)).id)
  await anArticle(product, { section: 'Local' })

  const first = (await viewer.get('/v1/staff/articles?q=bridge&section=local&limit=2')).json()
  const second = (
    await viewer.get(`/v1/staff/articles?q=bridge&section=local&limit=2&cursor=${first.next}`)
  ).json()

  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made.map(({ id }) => id))
  expect(first.items[0]).toMatchObject({ headline: 'Bridge', status: 'published' })
  expect(second.next).toBeNull()
})

test.each(['q=bridge&status=draft', 'section=local&status=withdrawn', 'q=-', 'topic=x'])(
  'a desk list with %s is refused',
  async (query) => {
    const viewer = await aStaffMember(await start(), 'viewer')

    expect(await viewer.get(`/v1/staff/articles?${query}`)).toHaveProblem('invalid-request')
  },
)
