import { expect, test } from 'vitest'
import { Chance } from '../../src/articles/generated/chance.ts'
import { generateStory, stockOf } from '../../src/articles/generated/stories.ts'
import { textRow } from '../../src/articles/search/text-index.ts'
import { exampleId } from '../../src/platform/ids.ts'

const author = {
  id: exampleId('rep'),
  name: 'Jane Doe',
  affiliation: { name: 'Example Newswire', shortName: 'EN', url: 'https://wire.example' },
}

test('a made-up story is found by the very words that its text holds, so that they can be forgotten again', () => {
  const stock = stockOf(new Chance(1), [author])
  for (let ordinal = 1; ordinal <= 50; ordinal += 1) {
    const { revisions, wordsInBody } = generateStory(stock, ordinal)
    expect(textRow(ordinal, revisions[0], wordsInBody)).toEqual(textRow(ordinal, revisions[0]))
  }
})
