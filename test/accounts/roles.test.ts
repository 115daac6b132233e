import { expect, test } from 'vitest'
import { createStaffToken, revokeStaffToken } from '../../src/accounts/staff-tokens.ts'
import { type StaffRole, staffRoles } from '../../src/actor.ts'
import { newId } from '../../src/platform/ids.ts'
import { aDraft, anArticle, aPartner, aStaffMember } from '../support/factories.ts'
import { actor, caller, start } from '../support/product.ts'

const reading = [
  'GET /articles',
  'GET /articles/ARTICLE/recipients',
  'GET /articles/ARTICLE/revisions',
  'GET /articles/ARTICLE/revisions/1',
  'GET /articles/ARTICLE/revisions/1/diff',
  'GET /articles/DRAFT',
  'GET /byline-mappings',
  'GET /desk',
  'GET /grants',
  'GET /grants/GRANT',
  'GET /kill-drills',
  'GET /kill-drills/DRILL',
  'GET /mails',
  'GET /mails/MAIL',
  'GET /media',
  'GET /media/IMAGE',
  'GET /media/IMAGE/articles',
  'GET /newswire',
  'GET /partner-imports',
  'GET /partner-imports/IMPORT',
  'GET /partners',
  'GET /partners/PARTNER',
  'GET /partners/PARTNER/agreements',
  'GET /partners/PARTNER/checks',
  'GET /partners/PARTNER/keys',
  'GET /reporters',
  'GET /reporters/REPORTER',
  'GET /reports/articles',
  'GET /reports/partners',
  'GET /signing-keys',
  'GET /settings/vetting',
  'GET /sources',
  'GET /sources/SOURCE',
  'GET /sources/SOURCE/reports',
  'GET /terms',
  'GET /terms/1',
  'GET /usage',
  'GET /applications',
  'GET /applications/APPLICATION',
  'GET /attention',
  'GET /board',
  'GET /partners/PARTNER/documents',
  'GET /partners/PARTNER/domains',
  'GET /partners/PARTNER/webhook-endpoints',
  'GET /quiet-feeds',
  'GET /reports/evidence',
  'GET /settings/quiet-feeds',
  'GET /settings/retention',
]
const editing = [
  'DELETE /articles/DRAFT/publications',
  'PATCH /articles/DRAFT',
  'PATCH /media/IMAGE',
  'POST /articles',
  'POST /articles/ARTICLE/corrections',
  'POST /articles/ARTICLE/kills',
  'POST /articles/ARTICLE/updates',
  'POST /articles/ARTICLE/withdrawals',
  'POST /articles/DRAFT/publications',
  'POST /byline-mappings',
  'POST /desk/ENTRY/settlements',
  'POST /media',
  'POST /reporters',
  'POST /reporters/REPORTER/renames',
  'POST /reporters/REPORTER/replacements',
  'POST /sources/SOURCE/runs',
]
const licensing = [
  'DELETE /partners/PARTNER/keys/KEY',
  'GET /partners/PARTNER/evidence',
  'POST /mails/MAIL/bounces',
  'POST /mails/MAIL/resends',
  'PATCH /partners/PARTNER',
  'GET /partners/PARTNER/keys/KEY/secret',
  'POST /partners',
  'POST /partners/PARTNER/agreements',
  'POST /partners/PARTNER/approvals',
  'POST /partners/PARTNER/declines',
  'POST /partners/PARTNER/information-requests',
  'POST /partners/PARTNER/keys',
  'POST /partners/PARTNER/reapplications',
  'POST /partners/PARTNER/keys/KEY/rotations',
  'POST /partners/PARTNER/reinstatements',
  'POST /partners/PARTNER/suspensions',
  'POST /partners/PARTNER/terminations',
  'PUT /partners/PARTNER/advance-access',
  'PUT /partners/PARTNER/checks/CHECK',
  'DELETE /partners/PARTNER/documents/DOCUMENT',
  'DELETE /partners/PARTNER/domains/HOST',
  'GET /partners/PARTNER/documents/DOCUMENT',
  'POST /applications',
  'POST /applications/APPLICATION/closures',
  'POST /attention/WATCHED/settlements',
  'POST /invitations',
  'POST /kill-drills',
  'POST /partner-imports',
  'POST /partners/PARTNER/contacts/confirmations',
  'POST /partners/PARTNER/documents',
  'POST /partners/PARTNER/domains',
  'POST /partners/PARTNER/domains/HOST/verifications',
  'PUT /partners/PARTNER/old-feed',
]
const administering = [
  'DELETE /sources/SOURCE',
  'GET /jobs',
  'PATCH /newswire',
  'PATCH /sources/SOURCE',
  'POST /jobs/JOB/retries',
  'POST /signing-keys',
  'POST /sources',
  'POST /terms',
  'PUT /newswire/logo',
  'PUT /settings/vetting',
  'POST /partners/PARTNER/contact-erasures',
  'PUT /settings/quiet-feeds',
  'PUT /settings/retention',
]

const everything = [...reading, ...editing, ...licensing, ...administering]

const mayDo: Record<StaffRole, string[]> = {
  viewer: reading,
  editor: [...reading, ...editing],
  licensing: [...reading, ...licensing],
  admin: everything,
}

const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const

async function aStaffedNewsroom() {
  const product = await start()
  const [partner, draft, article] = [await aPartner(product), await aDraft(product), await anArticle(product)]
  const names: Record<string, string> = {
    DRAFT: draft.id,
    ARTICLE: article.id,
    PARTNER: partner.id,
    KEY: partner.keyId,
    GRANT: newId('grt'),
    CHECK: 'audience',
    JOB: newId('job'),
    MAIL: newId('mai'),
    IMAGE: newId('med'),
    REPORTER: newId('rep'),
    SOURCE: newId('src'),
    ENTRY: newId('dsk'),
    APPLICATION: newId('apl'),
    DOCUMENT: newId('doc'),
    IMPORT: newId('imp'),
    WATCHED: newId('att'),
    DRILL: newId('drl'),
    HOST: 'gazette.example',
  }
  const attempt = async (person: ReturnType<typeof caller>, act: string) => {
    const [verb, path = ''] = act.split(' ')
    const method = methods.find((known) => known === verb) ?? 'GET'
    const url = `/v1/staff${path.replace(/[A-Z]+/g, (name) => names[name] ?? name)}`
    return person.call(method, url, method === 'GET' || method === 'DELETE' ? {} : { payload: {} })
  }
  return { product, attempt }
}

test.each(staffRoles)('the role %s may do what belongs to it, and nothing else', async (role) => {
  const { product, attempt } = await aStaffedNewsroom()
  const person = await aStaffMember(product, role)

  const done: string[] = []
  for (const act of everything) {
    const { statusCode } = await attempt(person, act)
    if (statusCode !== 403) done.push(act)
  }

  expect(done).toEqual(mayDo[role])
})

test('every door of staff is tried', async () => {
  const { app } = await start()
  const { paths } = (await app.inject('/openapi.json')).json()

  const doors = Object.entries<object>(paths)
    .filter(([path]) => path.startsWith('/v1/staff/'))
    .flatMap(([path, operations]) =>
      Object.keys(operations)
        .filter((method) => methods.some((known) => known.toLowerCase() === method))
        .map(
          (method) => `${method.toUpperCase()} ${path.replace('/v1/staff', '').replace(/\{\w+\}/g, 'ID')}`,
        ),
    )

  const tried = everything.map((act) => act.replace(/(?<=\/)([A-Z]+|\d+)/g, 'ID'))
  expect([...new Set(doors)].sort()).toEqual([...new Set(tried)].sort())
})

test('whoever lacks a role is told which one is needed', async () => {
  const { product, attempt } = await aStaffedNewsroom()
  const viewer = await aStaffMember(product, 'viewer')

  const refused = await attempt(viewer, 'POST /articles')

  expect(refused).toHaveProblem('role-missing')
  expect(refused.json().detail).toBe('Your role is viewer; this needs editor or admin.')
})

test('a refused attempt changes nothing', async () => {
  const { product, attempt } = await aStaffedNewsroom()
  const viewer = await aStaffMember(product, 'viewer')
  const before = (await attempt(viewer, 'GET /articles/DRAFT')).json()

  await attempt(viewer, 'POST /articles/DRAFT/publications')

  expect((await attempt(viewer, 'GET /articles/DRAFT')).json()).toEqual(before)
})

test('a partner’s key opens no door for staff', async () => {
  const { product, attempt } = await aStaffedNewsroom()
  const partner = await aPartner(product)

  for (const act of everything) expect(await attempt(partner, act)).toHaveProblem('key-wrong-kind')
})

test('a staff token opens no door for partners', async () => {
  const product = await start()
  const admin = await aStaffMember(product, 'admin')

  for (const url of ['/v1/articles', '/v1/changes', '/v1/partner', '/v1/grants'])
    expect(await admin.get(url)).toHaveProblem('key-wrong-kind')
})

test('a token works until the moment that it was made for', async () => {
  const product = await start()
  const { token } = await product.database.write((tx) =>
    createStaffToken(tx, actor, {
      name: 'temporary',
      role: 'viewer',
      expiresAt: Date.parse('2026-05-01T10:00:00Z'),
    }),
  )
  const temp = caller(product.app, token)

  product.clock.set('2026-05-01T09:59:59.999Z')
  expect(await temp.get('/v1/staff/articles')).toHaveStatus(200)
  product.clock.set('2026-05-01T10:00:00Z')
  expect(await temp.get('/v1/staff/articles')).toHaveProblem('key-expired')
})

test('a revoked token is refused for the very next request', async () => {
  const product = await start()
  const admin = await aStaffMember(product, 'admin')
  expect(await admin.get('/v1/staff/articles')).toHaveStatus(200)

  await product.database.write((tx) => revokeStaffToken(tx, actor, admin.id))

  expect(await admin.get('/v1/staff/articles')).toHaveProblem('key-revoked')
})

test('revoking one token leaves the others', async () => {
  const product = await start()
  const [leaving, staying] = [await aStaffMember(product), await aStaffMember(product)]
  await leaving.get('/v1/staff/articles')
  await staying.get('/v1/staff/articles')

  await product.database.write((tx) => revokeStaffToken(tx, actor, leaving.id))

  expect(await staying.get('/v1/staff/articles')).toHaveStatus(200)
})
