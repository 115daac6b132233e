import { expect, test } from 'vitest'
import { type Change, CursorExpired, Wirecopy } from '../../client/src/wirecopy.ts'
import { changeLogEpochs } from '../../src/articles/tables.ts'
import { anArticle, aReporter, aStaffMember, killed } from '../support/factories.ts'
import { aClient } from './support/client.ts'

/** So many changes, as they come. */
async function told(changes: AsyncGenerator<Change, void>, count: number): Promise<Change[]> {
  const found: Change[] = []
  for await (const change of changes) if (found.push(change) === count) break
  return found
}

const typesOf = (changes: Change[]) => changes.map(({ type }) => type)

test('whoever follows is told what happens as it happens, and goes on after any change', async () => {
  const { product, wirecopy } = await aClient()
  const editor = await aStaffMember(product, 'editor')
  const following = told(wirecopy.changes.follow({ after: await wirecopy.changes.now() }), 3)
  const isWaiting = () => expect.poll(() => product.bell.listeners).toBe(1)

  await isWaiting()
  const { id } = await anArticle(product)
  await isWaiting()
  await editor.post(`/v1/staff/articles/${id}/corrections`, { note: 'The vote was on Tuesday.' })
  await isWaiting()
  await killed(product, id)

  const changes = await following
  expect(typesOf(changes)).toEqual(['article.published', 'article.corrected', 'article.killed'])
  expect(changes[1]).toMatchObject({ note: 'The vote was on Tuesday.', article: { id, revision: 2 } })
  const [first] = changes
  expect(typesOf(await told(wirecopy.changes.follow({ after: first?.cursor }), 2))).toEqual([
    'article.corrected',
    'article.killed',
  ])
  const kills = wirecopy.changes.follow({ types: ['article.killed'] })
  expect(await told(kills, 1)).toMatchObject([{ article: { id } }])
})

test('changes bring their stories along, and kills what is to be done', async () => {
  const { product, wirecopy } = await aClient()
  const after = await wirecopy.changes.now()
  const { id } = await anArticle(product, { headline: 'Council Votes' })

  for await (const { document } of wirecopy.changes.follow({ after, format: 'json' })) {
    expect(document?.bodyHtml).toContain('<p>Text of story')
    expect(document?.attribution.byline).toBe('By Jane Doe')
    break
  }
  await killed(product, id)
  const killing = { after, format: 'newsml-g2', types: ['article.killed'] } as const
  for await (const { document } of wirecopy.changes.follow(killing)) {
    expect(document).toContain('stat:canceled')
    break
  }
})

test('whoever stops waiting is let go at once, without an error', async () => {
  const { product, wirecopy } = await aClient()
  const ending = new AbortController()
  const following = told(
    wirecopy.changes.follow({ after: await wirecopy.changes.now(), signal: ending.signal }),
    1,
  )
  await expect.poll(() => product.bell.listeners).toBe(1)

  ending.abort()

  expect(await following).toEqual([])
  await expect.poll(() => product.bell.listeners).toBe(0)
})

test('whatever passes is tried again, and nothing is missed or told twice', async () => {
  const { product, partner, url } = await aClient()
  const reporters = [(await aReporter(product)).id]
  const busy = (status: number) => new Response('busy', { status, headers: { 'retry-after': '0' } })
  const troubles = [busy(503), undefined, busy(429), busy(502)]
  const retried: unknown[] = []
  const wirecopy = new Wirecopy({
    ...{ url, key: partner.key },
    fetch: async (request) => troubles.shift() ?? fetch(request),
  })
  const after = await new Wirecopy({ url, key: partner.key }).changes.now()
  for (let number = 0; number < 60; number += 1) await anArticle(product, { reporters })

  const onRetry = (error: unknown, waitMs: number) => retried.push([error, waitMs])
  const changes = await told(wirecopy.changes.follow({ after, onRetry }), 60)

  expect(new Set(changes.map(({ cursor }) => cursor)).size).toBe(60)
  expect(retried).toMatchObject([
    [{ status: 503 }, 0],
    [{ status: 429 }, 0],
    [{ status: 502 }, 0],
  ])
})

test('a cursor from before a restore is told apart from all other faults', async () => {
  const { product, wirecopy } = await aClient()
  const after = await wirecopy.changes.now()
  await product.database.write(async (tx) => {
    await tx.insert(changeLogEpochs).values({ epoch: 'restored', startedAt: Date.now() + 1_000 })
  })
  const failure = (cursor: string) =>
    told(wirecopy.changes.follow({ after: cursor }), 1).catch((error: unknown) => error)

  expect(await failure(after)).toBeInstanceOf(CursorExpired)
  expect(await failure('none')).toMatchObject({ slug: 'invalid-cursor', status: 400 })
})
