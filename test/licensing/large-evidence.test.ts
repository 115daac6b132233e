import { buffer } from 'node:stream/consumers'
import { eq } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { articles, revisions } from '../../src/articles/tables.ts'
import { evidenceOf } from '../../src/licensing/proof/evidence.ts'
import { grants } from '../../src/licensing/tables.ts'
import { type Id, newId } from '../../src/platform/ids.ts'
import { anArticle, aPartner } from '../support/factories.ts'
import { type Product, publicUrl, start } from '../support/product.ts'
import { countStatements } from '../support/statements.ts'
import { signingOf } from './support/signing.ts'

const held = 1_000
const perInsert = 250

afterEach(() => {
  vi.restoreAllMocks()
})

/** Licenses a partner so many stories, all alike. */
async function withGrants({ database }: Product, partnerId: Id<'par'>, like: Id<'art'>): Promise<void> {
  await database.write(async (tx) => {
    const [article] = await tx.select().from(articles).where(eq(articles.id, like)).limit(1)
    const [revision] = await tx.select().from(revisions).where(eq(revisions.articleId, like)).limit(1)
    if (!article || !revision) throw new Error('There is no story to be like')
    const license = { partnerId, how: 'item', termsVersion: 1, attributionVersion: 1, at: tx.now } as const
    for (let made = 0; made < held; made += perInsert) {
      const ids = Array.from({ length: perInsert }, () => newId('art'))
      await tx.insert(articles).values(ids.map((id) => ({ ...article, id, slug: id })))
      await tx.insert(revisions).values(ids.map((articleId) => ({ ...revision, articleId })))
      const rows = ids.map((articleId) => ({ ...license, id: newId('grt'), articleId, revision: 1 }))
      await tx.insert(grants).values(rows)
    }
  })
}

test('a bundle of a thousand grants asks the database a page at a time', async () => {
  const product = await start()
  const partner = await aPartner(product)
  await withGrants(product, partner.id, (await anArticle(product)).id)
  const { count } = countStatements()
  const asked = { partnerId: partner.id, at: product.clock.now() }

  const bundle = await buffer(await evidenceOf(signingOf(product), publicUrl, asked))

  expect(bundle.toString().split('"receipt"')).toHaveLength(held + 1)
  expect(count()).toBeLessThan(60)
})
