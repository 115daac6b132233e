import type { SourceImage, SourceStory } from '../../../../src/articles/import/source-story.ts'

const image: SourceImage = { url: 'https://wire.example/dam.jpg', alt: 'A dam', caption: null, credit: null }

/** A story as a parser makes it, with the fields that a test is about. */
export function aSourceStory(fields: Partial<SourceStory> = {}): SourceStory {
  return {
    sourceId: '4711',
    url: 'https://wire.example/2026/05/01/dam/',
    headline: 'A Dam Holds',
    summary: 'It held.',
    bodyHtml: '<p>The dam held.</p>',
    language: 'en-US',
    publishedAt: Date.parse('2026-05-01T06:00:00Z'),
    modifiedAt: Date.parse('2026-05-01T07:00:00Z'),
    bylines: ['Jane Doe'],
    categories: ['Politics'],
    tags: ['dams'],
    image,
    described: [],
    correction: null,
    dropped: { shortcodes: [], notices: 0, boxes: 0 },
    ...fields,
  }
}
