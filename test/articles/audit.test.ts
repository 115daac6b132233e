import { desc } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { auditEntries } from '../../src/platform/audit/tables.ts'
import { aDraft, anArticle, aReporter, aStaffMember } from '../support/factories.ts'
import { type Product, start } from '../support/product.ts'
import { logoFiles } from './support/logo-files.ts'

async function newestEntry({ database }: Product) {
  const [newest] = await database.read.select().from(auditEntries).orderBy(desc(auditEntries.seq)).limit(1)
  return newest
}

const verbs = [
  ['PATCH', '', { headline: 'New' }, 'article.edit', aDraft],
  ['PATCH', '', { headline: 'New' }, 'article.update', anArticle],
  ['POST', '/publications', {}, 'article.publish', aDraft],
  ['POST', '/updates', { headline: 'New' }, 'article.update', anArticle],
  ['POST', '/corrections', { note: 'Wrong.' }, 'article.correct', anArticle],
  ['POST', '/withdrawals', { advisory: 'Gone.' }, 'article.withdraw', anArticle],
] as const

test.each(verbs)(
  '%s …%s with %j is recorded as %s, with who did it',
  async (method, path, payload, verb, make) => {
    const product = await start()
    const editor = await aStaffMember(product, 'editor')
    const article = await make(product)

    await editor.call(method, `/v1/staff/articles/${article.id}${path}`, { payload })

    expect(await newestEntry(product)).toMatchObject({
      verb,
      subject: article.id,
      actorKind: 'staff',
      actor: editor.id,
    })
  },
)

test('starting a story is recorded with who did it', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')

  const { id } = (await editor.post('/v1/staff/articles', { headline: 'Mine' })).json()

  expect(await newestEntry(product)).toMatchObject({
    verb: 'article.create',
    subject: id,
    actor: editor.id,
    details: { headline: 'Mine' },
  })
})

test('adding a reporter is recorded with who did it', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')

  const { id } = (await editor.post('/v1/staff/reporters', { name: 'Jane Doe' })).json()

  expect(await newestEntry(product)).toMatchObject({ verb: 'reporter.add', subject: id, actor: editor.id })
})

test('a change of the newswire is recorded with what it changed', async () => {
  const product = await start()
  const admin = await aStaffMember(product, 'admin')

  await admin.call('PATCH', '/v1/staff/newswire', { payload: { notice: 'Print our logo.' } })

  expect(await newestEntry(product)).toMatchObject({
    verb: 'newswire.set',
    subject: 'newswire',
    actor: admin.id,
    details: { notice: 'Print our logo.' },
  })
})

test('a new logo is recorded by the hashes of its files', async () => {
  const product = await start()
  const admin = await aStaffMember(product, 'admin')

  const changed = await admin.call('PUT', '/v1/staff/newswire/logo', { payload: logoFiles() })

  const sha256 = changed.json().logo.map((rendition: { sha256: string }) => rendition.sha256)
  expect(await newestEntry(product)).toMatchObject({
    verb: 'newswire.logo',
    actor: admin.id,
    details: { sha256 },
  })
})

test('what was refused is not recorded', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  await aReporter(product)
  const { id } = await anArticle(product)
  const before = await newestEntry(product)

  await editor.post(`/v1/staff/articles/${id}/publications`)
  await editor.post(`/v1/staff/articles/${id}/updates`, { headline: 'New' }, { 'if-match': '"77"' })

  expect(await newestEntry(product)).toEqual(before)
})
