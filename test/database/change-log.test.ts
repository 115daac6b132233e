import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { asc } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { changes } from '../../src/articles/tables.ts'
import { aPartner } from '../support/factories.ts'
import { type caller, start } from '../support/product.ts'
import { startProgram } from '../support/programs.ts'
import type { Publication } from './support/writer.ts'

const writers = 8
const storiesEach = 12
const pageSize = 7
const patienceMs = 120_000

test(
  'eight processes write while readers follow: no gap, no duplicate, in the order of the commits',
  async () => {
    const here = await start()
    const there = await start({ on: here.storage })
    const partner = await aPartner(here)
    const neighbour = await aPartner(there)
    const before = await logOf(here)
    const children = await Promise.all(Array.from({ length: writers }, () => aWriter(here.storage.url)))

    const following = [partner, partner, neighbour, neighbour].map((reader) =>
      follow(reader, before.length + writers * storiesEach),
    )
    const published = (await Promise.all(children.map(publications))).flat()
    const heard = await Promise.all(following)

    const log = await logOf(here)
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
    const ids = log.map(({ articleId }) => articleId)
    expect(ids.slice(before.length).toSorted()).toEqual(published.map(({ id }) => id).toSorted())
    for (const reader of heard) expect(reader).toEqual(ids)
    expect(overtaken(published, ids)).toEqual([])
  },
  patienceMs,
)

async function logOf({ database }: Awaited<ReturnType<typeof start>>) {
  return database.read.select().from(changes).orderBy(asc(changes.seq)).limit(1_000)
}

async function aWriter(url: string): Promise<ChildProcess> {
  const child = startProgram(new URL('./support/writer.ts', import.meta.url), url, String(storiesEach))
  onTestFinished(() => {
    child.kill()
  })
  await once(child, 'message')
  return child
}

async function publications(child: ChildProcess): Promise<Publication[]> {
  child.send('go')
  const [published] = await once(child, 'message')
  return published
}

/** The articles of all changes, as a partner hears of them page by page until the log has so many. */
async function follow({ get }: ReturnType<typeof caller>, length: number): Promise<(string | null)[]> {
  const heard: (string | null)[] = []
  let after = ''
  while (heard.length < length) {
    const response = await get(`/v1/changes?limit=${pageSize}&wait=5${after}`)
    expect(response).toHaveStatus(200)
    const { items, cursor } = response.json()
    heard.push(...items.map(({ article }: { article: { id: string } | null }) => article?.id ?? null))
    after = `&after=${cursor}`
  }
  expect((await get(`/v1/changes?wait=0${after}`)).json().items).toEqual([])
  return heard
}

/** Stories that stand in the log behind one that was begun only after they had been stored. */
function overtaken(published: Publication[], ids: (string | null)[]): Publication[] {
  const inOrder = published.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
  let latestBegin = 0
  return inOrder.filter(({ begun, stored }) => {
    latestBegin = Math.max(latestBegin, begun)
    return stored < latestBegin
  })
}
