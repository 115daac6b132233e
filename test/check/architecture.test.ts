import { expect, test } from 'vitest'
import { rules } from './support/rules.ts'
import { sourcesIn } from './support/source.ts'

// What is made of the description of the API is nobody's hand.
const sources = sourcesIn('src', 'test', 'client', 'examples').filter(
  ({ path }) => path !== 'client/src/api.ts',
)

test.each(rules)('$says', ({ complaints }) => {
  expect(complaints(sources)).toEqual([])
})

test.each(rules)('it is noticed where not: $says', ({ complaints, broken }) => {
  expect(complaints([broken])).not.toEqual([])
})
