import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aPdf } from '../support/papers.ts'
import { aCommandLine, aPublisher } from './support/wirecopy.ts'

async function aDesk() {
  const line = await aCommandLine()
  const { id } = await line.json(...aPublisher())
  const paper = aPdf()
  const path = join(line.storage.dataDir, 'Agreement 2019.pdf')
  await writeFile(path, paper)
  return { ...line, id, paper, path, beside: (name: string) => join(line.storage.dataDir, name) }
}

test('a document is attached, listed, saved and removed', async () => {
  const { json, wirecopy, id, path, paper, beside } = await aDesk()

  const added = await json('partner', 'attach', id, path, '--kind', 'agreement')
  expect(added).toMatchObject({ kind: 'agreement', name: 'Agreement 2019.pdf', bytes: paper.length })
  expect((await wirecopy('partner', 'documents', id)).out).toMatch(/doc_\S+ +agreement .*Agreement 2019\.pdf/)

  const saved = await wirecopy('partner', 'document', id, added.id, '--out', beside('copy.pdf'))
  expect(saved.out).toContain('holds Agreement 2019.pdf')
  expect(await readFile(beside('copy.pdf'))).toEqual(paper)

  expect((await wirecopy('partner', 'detach', id, added.id)).out).toContain('Removed Agreement 2019.pdf')
  expect((await wirecopy('partner', 'documents', id)).out).toContain('No documents.')
})

test('nothing is written over, and what is no document or kind is refused by its name', async () => {
  const { json, wirecopy, id, path, beside } = await aDesk()
  const added = await json('partner', 'attach', id, path, '--kind', 'other', '--name', 'Minutes')
  expect(added.name).toBe('Minutes.pdf')
  await writeFile(beside('page.pdf'), '<html></html>')

  const over = await wirecopy('partner', 'document', id, added.id, '--out', path)
  const page = await wirecopy('partner', 'attach', id, beside('page.pdf'), '--kind', 'other')
  const kind = await wirecopy('partner', 'attach', id, path, '--kind', 'contract')

  expect([over.code, over.err]).toEqual([1, expect.stringContaining('is there already')])
  expect(page.err).toContain(`${beside('page.pdf')} is no document of a known kind`)
  expect([kind.code, kind.err]).toEqual([2, expect.stringContaining('--kind "contract"')])
})
