import { expect, test } from 'vitest'
import { anArticle } from '../support/factories.ts'
import { start } from '../support/product.ts'
import { contentsOf } from './support/contents.ts'
import { anOutsider } from './support/outside.ts'

async function aHistory() {
  const product = await start()
  await anArticle(product)
  return anOutsider(product.storage.url)
}

test.each([
  ['a revision', 'revisions', "headline = 'rewritten'"],
  ['a change', 'changes', 'seq = seq + 1000'],
  ['the terms', 'terms', "text = 'rewritten'"],
  ['an audit entry', 'audit_entries', "actor = 'somebody else'"],
])('%s can be neither rewritten nor deleted, whoever asks', async (_, table, rewrite) => {
  const outsider = await aHistory()
  const before = await contentsOf(outsider)
  expect(before[table]).not.toEqual([])

  await expect(outsider.run(`UPDATE ${table} SET ${rewrite}`)).rejects.toThrow(/immutable|append-only/)
  await expect(outsider.run(`DELETE FROM ${table}`)).rejects.toThrow(/immutable|append-only/)

  expect(await contentsOf(outsider)).toEqual(before)
})
