import { expect, onTestFinished, test } from 'vitest'
import { fillIndex } from '../../src/articles/index-filling.ts'
import { dialect } from '../../src/platform/database/dialect.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { readMigrations } from '../../src/platform/database/migrations.ts'
import { newId } from '../../src/platform/ids.ts'
import { seed } from '../../src/seed.ts'
import { anOutsider } from '../database/support/outside.ts'
import { anEmptyDatabase } from '../support/databases.ts'
import { aPartner, killed } from '../support/factories.ts'
import { letTimeWork, start } from '../support/product.ts'

const stories = 130

/** A database as the first release left it, with stories in it, under the present one. */
async function anOldDatabase() {
  const storage = await anEmptyDatabase()
  onTestFinished(storage.drop)
  const { all } = readMigrations(dialect)
  await migrate(storage.url, { all: all.slice(0, 1), programmable: '' })
  const outsider = await anOutsider(storage.url)
  const no = dialect === 'sqlite' ? '0' : 'false'
  for (let number = 0; number < stories; number += 1) {
    const id = newId('art')
    const at = Date.parse('2026-04-01T00:00:00Z') + number
    const author = {
      id: newId('rep'),
      name: 'Jane Doe',
      affiliation: { name: 'A', shortName: 'A', url: 'https://a.example' },
    }
    await outsider.run(
      `INSERT INTO articles (id, status, revision, published_at, updated_at, working_headline, created_at, version)
       VALUES ('${id}', 'published', 1, ${at}, ${at}, ${no}, ${at}, 2);
       INSERT INTO revisions (article_id, number, at, kind, headline, slug, language, section, tags, byline, authors, body_html, word_count)
       VALUES ('${id}', 1, ${at}, 'published', 'Old ${number}', 'old', 'en-US', 'Politics', '["Budget"]', 'By Jane Doe',
               '${JSON.stringify([author])}', '<p>A zebra crossed.</p>', 3)`,
    )
  }
  await migrate(storage.url)
  const product = await start({ on: storage })
  await seed(product.database)
  return product
}

test('stories of the first release are found once the index was filled', async () => {
  const product = await anOldDatabase()
  const partner = await aPartner(product)
  const found = async (query: string) =>
    (await partner.get(`/v1/articles?limit=200&${query}`))
      .json()
      .items.map(({ headline }: { headline: string }) => headline)
  expect(await found('q=zebra')).toEqual([])

  await fillIndex(product.database)
  await letTimeWork(product)

  const all = Array.from({ length: stories }, (_, number) => `Old ${stories - 1 - number}`)
  expect(await found('q=zebra')).toEqual(all)
  expect(await found('section=politics&tag=budget')).toEqual(all)
  expect(await found('q=zebra&language=en')).toEqual(all)
})

test('a story of the first release can be killed before the index was filled, and stays out of it', async () => {
  const product = await anOldDatabase()
  const partner = await aPartner(product)
  const [newest] = (await partner.get('/v1/articles?limit=1&publishedSince=2026-03-01T00:00:00Z')).json()
    .items
  await killed(product, newest.id)

  await fillIndex(product.database)
  await letTimeWork(product)

  const { items } = (await partner.get('/v1/articles?limit=200&q=zebra')).json()
  expect(items).toHaveLength(stories - 1)
})

test('an index that lacks nothing is not filled', async () => {
  const product = await start()
  await fillIndex(product.database)

  expect(await product.worker.look()).toBe(false)
})
