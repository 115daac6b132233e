import { expect, test } from 'vitest'
import { Bounded } from '../../src/platform/bounded.ts'

/** Work that goes on until it is let go. */
function heldWork() {
  const ends: (() => void)[] = []
  let most = 0
  let running = 0
  const work = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise<void>((resolve) => ends.push(resolve))
    running -= 1
  }
  const letGo = async () => {
    for (let end = ends.shift(); end; end = ends.shift()) {
      end()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { work, letGo, most: () => most }
}

test('so many run at a time, and the others after them', async () => {
  const { work, letGo, most } = heldWork()
  const bounded = new Bounded({ max: 2, maxWaiting: 10 })
  const all = Array.from({ length: 6 }, () => bounded.run(work))

  await letGo()
  await Promise.all(all)

  expect(most()).toBe(2)
})

test('whoever comes when too many wait is sent away', async () => {
  const { work, letGo } = heldWork()
  const bounded = new Bounded({ max: 1, maxWaiting: 1 })
  const taken = [bounded.run(work), bounded.run(work)]

  await expect(bounded.run(work)).rejects.toMatchObject({ slug: 'unavailable' })

  await letGo()
  await Promise.all(taken)
})

test('work that fails gives its place to the next', async () => {
  const bounded = new Bounded({ max: 1, maxWaiting: 5 })
  const failing = bounded.run(async () => Promise.reject(new Error('no')))
  const next = bounded.run(async () => 'done')

  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('done')
})
