import { expect, test } from 'vitest'
import { rules } from './support/rules.ts'
import { sourcesIn } from './support/source.ts'

const sources = sourcesIn('src', 'test')

test.each(rules)('$says', ({ complaints }) => {
  expect(complaints(sources)).toEqual([])
})

test.each(rules)('it is noticed where not: $says', ({ complaints, broken }) => {
  expect(complaints([broken])).not.toEqual([])
})
