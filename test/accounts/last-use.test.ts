import { expect, test, vi } from 'vitest'
import { listStaffTokens } from '../../src/accounts/staff-tokens.ts'
import { aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'

test('the last use of a staff token is kept', async () => {
  const product = await start()
  const { id, get } = await aStaffMember(product, 'viewer')

  await get('/v1/staff/articles')

  await vi.waitFor(async () => {
    const token = (await listStaffTokens(product.database.read)).find((candidate) => candidate.id === id)
    expect(token?.lastUsedAt).toBe(product.clock.now())
  })
})
