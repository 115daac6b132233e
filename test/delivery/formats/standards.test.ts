import { XmlDocument } from 'libxml2-wasm'
import { expect, test } from 'vitest'
import { type Format, formats } from '../../../src/delivery/formats/formats.ts'
import { aStory } from '../support/feed-entries.ts'
import { standard } from '../support/standards.ts'
import { aBareStory, aFullStory } from '../support/stories.ts'
import { faultsIn, standardized } from '../support/validators.ts'

const catalog = '../shared/standards/newsml-g2/catalogs/catalog.IPTC-G2-Standards_41.xml'
const stories = [aStory(), aFullStory(), aBareStory(), aStory({ kind: 'desk', name: 'The Desk' })]

function written(format: Format, { article, attribution, license, publisher }: (typeof stories)[number]) {
  return formats[format].write(article, attribution, license, publisher)
}

test.each(standardized)('%s is valid under its schema', (format) => {
  const texts = stories.map((story) => written(format, story))
  const wrong = (texts[0] ?? '').replaceAll('versionCreated', 'created').replaceAll('tobject', 'object')
  const faults = faultsIn(format, [
    ...texts,
    wrong.replaceAll(/"(pubstatus|pubStatus)":"usable"/g, '"$1":"gone"'),
  ])

  expect(faults?.slice(0, -1) ?? []).toEqual(faults ? texts.map(() => []) : [])
  expect(faults?.at(-1)).not.toEqual([])
})

test('no time has a fraction of a second, which Superdesk refuses', () => {
  for (const format of standardized)
    for (const story of stories) expect(written(format, story), format).not.toMatch(/\d\d:?\d\d:?\d\d\.\d/)
  expect(written('ninjs-1.6', aFullStory())).toContain('"embargoed":"2026-05-01T08:00:00Z"')
  expect(written('newsml-g2', aStory())).toContain('<versionCreated>2026-05-02T06:00:00Z</versionCreated>')
})

test('of several corrections the newest stands first, since many systems read no other', () => {
  const story = aStory()
  const [first] = story.article.corrections
  const second = { revision: 3, at: '2026-05-03T06:00:00.000Z', note: 'The newest.' }
  const article = { ...story.article, corrections: first ? [first, second] : [] }

  for (const format of [...standardized, 'text', 'markdown', 'html', 'embed'] as const) {
    const text = written(format, { ...story, article })
    expect(text.indexOf('Correction, May 3, 2026'), format).toBeGreaterThan(0)
    expect(text.indexOf('Correction, May 2, 2026'), format).toBeGreaterThan(
      text.indexOf('Correction, May 3, 2026'),
    )
  }
})

test('NITF has an urgency of every story, since older versions of Superdesk take none without', () => {
  for (const [story, urgency] of [[aStory(), 4] as const, [aBareStory(), 5] as const])
    expect(written('nitf', story)).toContain(`<urgency ed-urg="${urgency}"/>`)
})

test('NITF is the same with and without its namespace', () => {
  for (const story of stories)
    expect(written('nitf-plain', story)).toBe(
      written('nitf', story).replace(' xmlns="http://iptc.org/std/NITF/2006-10-18/"', ''),
    )
})

test('every code in NewsML-G2 is of a vocabulary in the catalog that it names', () => {
  const text = standard(catalog)
  if (text === undefined) return
  const aliases = new Set([...text.matchAll(/<scheme alias="(\w+)"/g)].map(([, alias]) => alias))
  const codes = stories.flatMap((story) => [
    ...written('newsml-g2', story).matchAll(/ (?:qcode|rel|role|type)="(\w+):/g),
  ])

  expect(aliases.size).toBeGreaterThan(50)
  expect(codes.length).toBeGreaterThan(10)
  expect(codes.map(([, alias]) => alias).filter((alias) => !aliases.has(alias))).toEqual([])
  expect(written('newsml-g2', aStory())).toContain('catalog.IPTC-G2-Standards_41.xml')
})

test('a correction is signaled in NewsML-G2, and its note is in every format for editors', () => {
  expect(written('newsml-g2', aStory())).toContain('<signal qcode="sig:correction"/>')
  expect(written('newsml-g2', aBareStory())).not.toContain('<signal')
  for (const format of ['newsml-g2', 'nitf', 'ninjs', 'ninjs-1.6'] as const)
    expect(written(format, aStory())).toContain('Correction, May 2, 2026: A bridge')
})

test('a desk is an organization wherever a format can say so', () => {
  const desk = aStory({ kind: 'desk', name: 'The Desk' })
  const by = (format: Format) => written(format, desk)

  expect(by('jsonld')).toContain('{"@type":"Organization","name":"The Desk","parentOrganization":')
  expect(by('jsonld')).toContain('{"@type":"Person","name":"John Roe","affiliation":')
  expect(by('nitf')).toContain('<byline>By <byttl><org>The Desk</org></byttl>, <byttl>')
  expect(by('nitf')).toContain('<byline>By <person>John Roe</person>, <byttl>')
  expect(by('newsml-g2')).toContain('<name>The Desk</name><organisationDetails>')
  for (const format of ['ninjs', 'ninjs-2.2', 'ninjs-1.6'] as const) {
    const [, people = '', others = ''] = by(format).split(/"(?:people|person|organisations|organisation)":/)
    expect(people, format).not.toContain('The Desk')
    expect(others, format).toContain('{"name":"The Desk","rel":"author"')
  }
})

test('what many systems lose of NewsML-G2 stands in the HTML behind it', () => {
  using document = XmlDocument.fromString(written('newsml-g2', aFullStory()))
  const last = document.root.lastChild
  const html = document.eval('string(//n:inlineData)', { n: 'http://iptc.org/std/nar/2006-10-01/' })

  expect(last && 'name' in last ? last.name : undefined).toBe('contentSet')
  expect(html).toContain('<a href="https://example.com/?a=1&amp;b=2">linked</a>')
  expect(html).toContain('<figcaption>A bridge (Jane Doe/EW)</figcaption>')
})
