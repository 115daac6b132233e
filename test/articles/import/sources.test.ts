import { expect, test } from 'vitest'
import { aStaffMember } from '../../support/factories.ts'
import { letTimeWork, start } from '../../support/product.ts'
import { aPolledSite } from './support/sources.ts'

test('a source is read when it is added, and again at its interval', async () => {
  const { site, staff, path, pass, partner, counts } = await aPolledSite({ posts: [{}] })
  expect((await partner.get('/v1/articles?limit=1')).json().items).toMatchObject([{ headline: 'Story 1' }])

  site.add({ modified: '2026-05-01T00:02:00' })
  await pass(5)

  expect(await counts()).toMatchObject({ imported: 1 })
  expect((await staff.get(path)).json()).toMatchObject({
    lastRunAt: '2026-05-01T00:05:00.000Z',
    nextRunAt: '2026-05-01T00:10:00.000Z',
    lastError: null,
    running: false,
  })
})

test('what was read before is not stored again', async () => {
  const { pass, partner } = await aPolledSite({ posts: [{}, {}] })
  const before = (await partner.get('/v1/changes')).json().items.length

  await pass(20)

  expect((await partner.get('/v1/changes')).json().items).toHaveLength(before)
})

test('a source that fails is asked less and less often, and says why', async () => {
  const { site, staff, path, pass, counts } = await aPolledSite({ posts: [{}] })
  site.down = true

  await pass(15)

  expect((await staff.get(path)).json()).toMatchObject({
    failures: 2,
    lastError: 'news.example answered with 503',
    nextRunAt: '2026-05-01T00:35:00.000Z',
  })
  site.down = false
  site.add({ modified: '2026-05-01T00:10:00' })
  await pass(20)
  expect((await staff.get(path)).json()).toMatchObject({ failures: 0, lastError: null })
  expect(await counts()).toMatchObject({ imported: 1 })
})

test('a paused source is left alone until it goes on', async () => {
  const { site, staff, path, pass, partner } = await aPolledSite({ posts: [{}] })
  await staff.call('PATCH', path, { payload: { paused: true } })
  site.add({ modified: '2026-05-01T00:01:00' })
  const { length } = site.asked

  await pass(10)
  expect(site.asked).toHaveLength(length)
  expect((await staff.get(path)).json()).toMatchObject({ paused: true, nextRunAt: null })

  await staff.call('PATCH', path, { payload: { paused: false } })
  await pass(1)
  expect((await partner.get('/v1/articles?limit=1')).json().items).toMatchObject([{ headline: 'Story 2' }])
})

test('a source is read now when somebody asks for it', async () => {
  const { product, site, staff, path } = await aPolledSite()
  site.add({ modified: '2026-05-01T00:00:00' })

  const run = await staff.post(`${path}/runs`)
  expect(run).toHaveStatus(201)
  expect(run.json()).toMatchObject({ state: 'waiting', endedAt: null })
  await letTimeWork(product)

  const { items } = (await staff.get(`${path}/reports`)).json()
  expect(items[0]).toMatchObject({ id: run.json().id, state: 'done', result: { counts: { imported: 1 } } })
})

test('a source that was removed comes back with its stories', async () => {
  const { product, site, staff, path, pass, added } = await aPolledSite({ posts: [{}] })

  expect(await staff.call('DELETE', path)).toHaveStatus(200)
  expect(await staff.get(path)).toHaveProblem('not-found')
  const { length } = site.asked
  await pass(10)
  expect(site.asked).toHaveLength(length)

  const again = await staff.post('/v1/staff/sources', { kind: 'wordpress', url: `${site.url}/` })
  await letTimeWork(product)
  expect(again.json().id).toBe(added.json().id)
  expect((await staff.get('/v1/staff/articles')).json().items.filter(isOfTheSite)).toHaveLength(1)
})

function isOfTheSite({ headline }: { headline: string }): boolean {
  return headline.startsWith('Story ')
}

test('one address is one source', async () => {
  const { site, staff } = await aPolledSite()

  expect(await staff.post('/v1/staff/sources', { kind: 'wordpress', url: site.url })).toHaveProblem(
    'conflict',
  )
})

test('an edit on an old version of a source is refused', async () => {
  const { staff, path } = await aPolledSite()
  const change = { payload: { publish: 'hold' }, headers: { 'if-match': '"1"' } }

  expect(await staff.call('PATCH', path, change)).toHaveStatus(200)
  expect(await staff.call('PATCH', path, change)).toHaveProblem('changed-meanwhile')
})

test.each(['', 'not an address', 'https://jane:secret@site.example'])(
  '%j is no address of a source',
  async (url) => {
    const staff = await aStaffMember(await start())

    const refused = await staff.post('/v1/staff/sources', { kind: 'feed', url })

    expect(refused).toHaveProblem('invalid-request')
    expect(refused.json().errors).toMatchObject([{ field: 'url' }])
  },
)

test('a source on a private address says what would let it be', async () => {
  const { staff, path } = await aPolledSite({
    site: { host: 'intranet.example', addresses: ['10.20.0.7'] },
    config: { privateSourceCidrs: [] },
  })

  expect((await staff.get(path)).json().lastError).toBe(
    'intranet.example leads to a private or reserved address; if it is a source of yours, have its network set in PRIVATE_SOURCE_CIDRS',
  )
})

test('a source on a private address that the configuration names is read', async () => {
  const { counts } = await aPolledSite({
    site: { host: 'intranet.example', addresses: ['10.20.0.7'] },
    config: { privateSourceCidrs: ['10.20.0.0/16'] },
    posts: [{}],
  })

  expect(await counts()).toMatchObject({ imported: 1 })
})

test('credentials are sent, and stand neither in answers nor in the log nor in the audit log', async () => {
  const canary = 'canary 7Hq9 xyzw'
  const lines: string[] = []
  const { staff, path, added, counts, product } = await aPolledSite({
    site: { login: `wire:${canary}` },
    posts: [{}],
    source: { credentials: { user: 'wire', password: canary } },
    log: (line) => lines.push(line),
  })

  expect(await counts()).toMatchObject({ imported: 1 })
  expect(added.json()).toMatchObject({ authenticated: true })
  const { auditEntries } = await import('../../../src/platform/audit/tables.ts')
  const audit = await product.database.read.select().from(auditEntries).limit(100)
  const shown = [added.body, (await staff.get(path)).body, JSON.stringify(audit), lines.join('\n')].join('\n')
  expect(shown).not.toContain(canary)
  expect(shown).not.toContain(Buffer.from(`wire:${canary}`).toString('base64'))
})
