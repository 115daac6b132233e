import { expect, test } from 'vitest'
import { anOutsider } from '../database/support/outside.ts'
import { anArticle, aStaffMember, killed, withdrawn } from '../support/factories.ts'
import { type Product, start } from '../support/product.ts'

const secret = { headline: 'Zebras', bodyHtml: '<p>Quaggas and zebras.</p>' }

async function wordsIn({ storage }: Product): Promise<string> {
  const outsider = await anOutsider(storage.url)
  const rows = await outsider.all('SELECT hex(block) AS block FROM article_words_data')
  return rows.map(({ block }) => Buffer.from(String(block), 'hex').toString('latin1')).join('\n')
}

test.each([
  ['killed', killed],
  ['withdrawn', withdrawn],
])('of a story that was %s no word is left in the index', async (_, takeBack) => {
  const product = await start()
  await anArticle(product)
  const { id } = await anArticle(product, secret)
  expect(await wordsIn(product)).toContain('quagga')

  await takeBack(product, id)

  // A word that begins as the one before is kept as the rest of it.
  expect(await wordsIn(product)).not.toMatch(/quagga|ebras/)
})

test('of what a correction took out no word is left in the index', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const { id } = await anArticle(product, secret)

  const right = { note: 'Wrong animal.', headline: 'Horses', bodyHtml: '<p>Horses.</p>' }
  await editor.post(`/v1/staff/articles/${id}/corrections`, right)

  expect(await wordsIn(product)).not.toMatch(/quagga|ebras/)
})
