import { afterEach, expect, test, vi } from 'vitest'
import { letTimeWork, start } from '../support/product.ts'
import { watchSqlite } from '../support/statements.ts'
import { anApplicant, anOfficer } from './support/applying.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

const ofApplications = /"application_hosts"|"applications"/

test('no part of the applications is searched or sorted to list, compare and sweep them', async () => {
  const product = await start()
  const officer = await anOfficer(product)
  await (await anApplicant(product)).complete()
  await letTimeWork(product)
  const { plans } = watchSqlite()

  for (const query of ['', '?status=duplicate', '?status=unconfirmed&limit=1'])
    await officer.applications(query)
  product.clock.advance(31 * 24 * 60 * 60 * 1_000)
  await letTimeWork(product)

  const steps = plans(product.storage.url, ofApplications)
  expect(steps.length).toBeGreaterThan(5)
  expect(
    steps.filter((step) => /SCAN application_hosts|SCAN others|SCAN partner_domains/.test(step)),
  ).toEqual([])
  expect(steps.filter((step) => /SCAN applications(?! USING INDEX)/.test(step))).toEqual([])
  expect(steps).toContain('SEARCH applications USING INDEX applications_stale (status=? AND updated_at<?)')
  expect(steps).toContain('SEARCH applications USING INDEX applications_status (status=?)')
})
