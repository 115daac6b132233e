import { expect, test } from 'vitest'
import { requestIds } from '../../src/platform/http/request-ids.ts'
import { isId } from '../../src/platform/ids.ts'

test('requests have ids of their own, which sort by arrival', () => {
  const nextId = requestIds()

  const ids = Array.from({ length: 5_000 }, () => nextId())

  expect(ids.every((id) => isId('req', id))).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.toSorted()).toEqual(ids)
})

test('two processes give different ids', () => {
  expect(requestIds()()).not.toBe(requestIds()())
})
