import { expect, test } from 'vitest'
import { anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { start } from '../support/product.ts'
import { anOutsider, type Outsider } from './support/outside.ts'

// What the server says of a full disk, without a disk to fill.
async function fillDisk(outsider: Outsider, table: string): Promise<() => Promise<void>> {
  await outsider.run(`
    CREATE FUNCTION refuse_for_want_of_room() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON ${table} EXECUTE FUNCTION refuse_for_want_of_room()`)
  return () => outsider.run(`DROP TRIGGER full_disk ON ${table}; DROP FUNCTION refuse_for_want_of_room()`)
}

test('on a full disk a verb is refused, health says so, and it passes when there is room again', async () => {
  const product = await start()
  const staff = await aStaffMember(product)
  const outsider = await anOutsider(product.storage.url)
  const reporter = { name: 'Jane Doe', kind: 'person' }

  const makeRoom = await fillDisk(outsider, 'reporters')
  expect(await staff.post('/v1/staff/reporters', reporter)).toHaveProblem('storage-full')
  expect(await staff.post('/v1/staff/partners/par_none/suspensions', { reason: 'none' })).toHaveProblem(
    'not-found',
  )
  expect(await staff.get('/v1/staff/reporters')).toHaveStatus(200)
  const health = await staff.get('/health')
  expect(health).toHaveStatus(503)
  expect(health.body).toContain('The last write failed with 53100; free disk space.')

  await makeRoom()
  expect(await staff.post('/v1/staff/reporters', reporter)).toHaveStatus(201)
  expect(await staff.get('/health')).toHaveStatus(200)
})

test('on a full disk no article is handed out whose license cannot be recorded', async () => {
  const product = await start()
  const partner = await aPartner(product)
  const article = await anArticle(product)

  const makeRoom = await fillDisk(await anOutsider(product.storage.url), 'grants')
  expect(await partner.get(`/v1/articles/${article.id}`)).toHaveProblem('storage-full')

  await makeRoom()
  expect(await partner.get(`/v1/articles/${article.id}`)).toHaveStatus(200)
})
