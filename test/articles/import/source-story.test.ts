import { expect, test } from 'vitest'
import { isFault, type SourceFault } from '../../../src/articles/import/source-story.ts'
import { aSourceStory } from './support/source-stories.ts'

test('a story is told from what could not be read', () => {
  const fault: SourceFault = { sourceId: null, fault: 'Item 3 has no headline.' }

  expect([aSourceStory(), fault].map(isFault)).toEqual([false, true])
})
