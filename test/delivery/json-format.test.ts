import { expect, test } from 'vitest'
import { findArticle } from '../../src/articles/articles.ts'
import { requireNewswire } from '../../src/articles/newswire.ts'
import { findRevision } from '../../src/articles/revisions.ts'
import { articleJson } from '../../src/delivery/formats/json.ts'
import { linksUnder } from '../../src/delivery/links.ts'
import { attributionOf } from '../../src/licensing/attribution.ts'
import { anArticle } from '../support/factories.ts'
import { publicUrl, start } from '../support/product.ts'

test('a correction that was made while a revision was being read is left to the next one', async () => {
  const product = await start()
  const { read } = product.database
  const { id } = await anArticle(product)
  const [article, revision] = [await findArticle(read, id), await findRevision(read, id, 1)]
  if (!article || !revision) throw new Error('The story was not published')
  const attribution = attributionOf(await requireNewswire(read), revision, publicUrl)
  const corrections = [1, 2].map((number) => ({ revision: number, at: 0, note: `Note ${number}.` }))

  const story = { article, revision, corrections, withheld: new Set<never>() }

  const written = articleJson(story, attribution, linksUnder(publicUrl), true)

  expect(written.corrections).toEqual([{ revision: 1, at: '1970-01-01T00:00:00.000Z', note: 'Note 1.' }])
})
