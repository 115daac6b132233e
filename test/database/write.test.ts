import { expect, test } from 'vitest'
import { newestChange, recordChange } from '../../src/articles/changes.ts'
import { addReporter } from '../../src/articles/reporters.ts'
import { aStaffMember } from '../support/factories.ts'
import { actor, start } from '../support/product.ts'
import { holdWriteLock } from './support/outside.ts'

const writers = 30

test('writes take turns in the order in which they came', async () => {
  const { database } = await start()
  const events: string[] = []

  await Promise.all(
    Array.from({ length: writers }, (_, number) =>
      database.write(async (tx) => {
        events.push(`${number} begins`)
        await recordChange(tx, { type: 'newswire.attribution-changed' })
        events.push(`${number} ends`)
      }),
    ),
  )

  expect(events).toEqual(
    Array.from({ length: writers }, (_, number) => [`${number} begins`, `${number} ends`]).flat(),
  )
})

test('a write has one time, taken when its turn has come', async () => {
  const { database, clock } = await start()
  const times: number[] = []
  const note = database.write(async (tx) => {
    times.push(tx.now)
    clock.advance(1_000)
    times.push(tx.now)
  })
  const next = database.write(async (tx) => {
    times.push(tx.now)
  })
  await Promise.all([note, next])

  expect(times).toEqual([times[0], times[0], Number(times[0]) + 1_000])
})

test('a write that fails leaves nothing behind and lets the next one through', async () => {
  const { database } = await start()
  const before = await newestChange(database.read)

  const failing = database.write(async (tx) => {
    await recordChange(tx, { type: 'newswire.attribution-changed' })
    throw new Error('the verb thought better of it')
  })
  const next = database.write((tx) => recordChange(tx, { type: 'license.terms-changed' }))

  await expect(failing).rejects.toThrow('the verb thought better of it')
  await next
  expect(await newestChange(database.read)).toBe(before + 1)
})

test('what a write returns is seen by everybody once it is there', async () => {
  const product = await start()
  const other = await start({ on: product.storage })

  await product.database.write((tx) => recordChange(tx, { type: 'license.terms-changed' }))

  expect(await newestChange(other.database.read)).toBe(await newestChange(product.database.read))
})

test('while another process writes, ours wait without holding up reads, then say when to come back', async () => {
  const product = await start()
  const staff = await aStaffMember(product)
  const release = await holdWriteLock(product.storage.url)
  let settled = 0

  const waiting = Array.from({ length: writers }, async (_, number) => {
    const response = await staff.post('/v1/staff/reporters', { name: `Reporter ${number}`, kind: 'person' })
    settled += 1
    return response
  })
  for (let read = 0; read < 10; read += 1) {
    expect(await staff.get('/v1/staff/reporters')).toHaveStatus(200)
  }
  expect(settled).toBe(0)

  for (const response of await Promise.all(waiting)) {
    expect(response).toHaveProblem('unavailable')
    expect(response.headers['retry-after']).toBe('1')
  }
  await release()
  const stored = await product.database.write((tx) =>
    addReporter(tx, actor, { name: 'Jane Doe', kind: 'person' }),
  )
  const { items } = (await staff.get('/v1/staff/reporters')).json()
  expect(items.map(({ name }: { name: string }) => name)).toEqual(['Staff', stored.name])
})

test('between writes that follow each other, whatever else there is to do is done', async () => {
  const { database } = await start()
  let turns = 0
  let counting = true
  const count = () => {
    turns += 1
    if (counting) setImmediate(count)
  }
  setImmediate(count)
  for (let written = 0; written < 20; written += 1) await database.write(async () => undefined)
  counting = false

  expect(turns).toBeGreaterThanOrEqual(20)
})
