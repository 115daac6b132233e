import fc from 'fast-check'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { embeddedIn } from '../../src/articles/media/embedded.ts'
import { aStaffMember } from '../support/factories.ts'
import { aPicture } from '../support/pictures.ts'
import { start } from '../support/product.ts'

async function added(file: Buffer, fields: object = {}) {
  const editor = await aStaffMember(await start(), 'editor')
  const content = file.toString('base64')
  const answer = await editor.post('/v1/staff/media', { content, alt: '', ...fields })
  expect(answer).toHaveStatus(201)
  const { credit, rights } = answer.json()
  return { credit, rights }
}

function withXmp(inside: string, attributes = ''): Promise<Buffer> {
  const description = `<rdf:Description ${attributes}>${inside}</rdf:Description>`
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>${description}</rdf:RDF></x:xmpmeta>`
  return aPicture({ with: (picture) => picture.withXmp(xmp) })
}

/** A JPEG with texts of IPTC-IIM by the number of their data set. */
async function withIptc(texts: [dataSet: number, text: string][]): Promise<Buffer> {
  const sets = texts.map(([dataSet, text]) => {
    const value = Buffer.from(text)
    return Buffer.concat([Buffer.from([0x1c, 2, dataSet, 0, value.length]), value])
  })
  const record = Buffer.concat(sets)
  const size = Buffer.alloc(4)
  size.writeUInt32BE(record.length)
  const resource = Buffer.concat([
    Buffer.from('Photoshop 3.0\x008BIM\x04\x04\x00\x00', 'latin1'),
    size,
    record,
  ])
  const padded = Buffer.concat([resource, Buffer.alloc(resource.length % 2)])
  const segment = Buffer.from([0xff, 0xed, 0, 0])
  segment.writeUInt16BE(padded.length + 2, 2)
  const jpeg = await aPicture()
  return Buffer.concat([jpeg.subarray(0, 2), segment, padded, jpeg.subarray(2)])
}

function withExif(texts: Record<string, string>): Promise<Buffer> {
  return aPicture({ with: (picture) => picture.withExif({ IFD0: texts }) })
}

test.each([
  [
    'XMP',
    await withXmp(
      '<dc:creator><rdf:Seq><rdf:li>Jane Doe</rdf:li></rdf:Seq></dc:creator><photoshop:Credit>Agency &amp; Sons</photoshop:Credit>' +
        '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Agency</rdf:li></rdf:Alt></dc:rights>',
    ),
    { credit: 'Jane Doe/Agency & Sons', rights: '© 2026 Agency' },
  ],
  ['XMP in attributes', await withXmp('', 'photoshop:Credit="Agency"'), { credit: 'Agency', rights: null }],
  [
    'IPTC',
    await withIptc([
      [80, 'Zoë Doe'],
      [110, 'Agency'],
      [116, '© 2026 Agency'],
    ]),
    { credit: 'Zoë Doe/Agency', rights: '© 2026 Agency' },
  ],
  [
    'EXIF',
    await withExif({ Artist: 'Jane Doe', Copyright: '2026 Agency', Model: 'A camera' }),
    { credit: 'Jane Doe', rights: '2026 Agency' },
  ],
  ['nothing', await aPicture(), { credit: null, rights: null }],
])('credit and rights are what the file says in %s, where nobody says otherwise', async (_, file, said) => {
  expect(await added(file)).toEqual(said)
})

test('what an editor says counts more than the file, also that there is nothing to say', async () => {
  const file = await withExif({ Artist: 'Jane Doe', Copyright: '2026 Agency' })

  expect(await added(file, { credit: 'John Roe', rights: null })).toEqual({
    credit: 'John Roe',
    rights: null,
  })
})

test.each([
  ['control characters and line breaks', 'Jane\u0001\r\n\tDoe', 'Jane Doe'],
  ['more than a line', 'x'.repeat(2_000), 'x'.repeat(500)],
  ['nothing but space', '  \u0000 ', null],
  ['half a character at the cut', `${'x'.repeat(499)}💩`, 'x'.repeat(499)],
])('a credit with %s becomes one that can be printed', async (_, text, credit) => {
  expect((await added(await withXmp(`<photoshop:Credit>${text}</photoshop:Credit>`))).credit).toBe(credit)
})

test('metadata of any bytes says something that can be printed, or nothing', async () => {
  const { exif = Buffer.alloc(0) } = await sharp(await withExif({ Artist: 'Jane Doe' })).metadata()
  const bytes = fc.uint8Array({ maxLength: 200 }).map((drawn) => Buffer.from(drawn))
  const spoiled = fc
    .array(fc.tuple(fc.nat(exif.length - 1), fc.nat(255)), { maxLength: 5 })
    .map((changes) => changes.reduce((copy, [at, byte]) => copy.fill(byte, at, at + 1), Buffer.from(exif)))
  const cut = fc.nat(exif.length).map((length) => exif.subarray(0, length))
  const given = fc.record({
    exif: fc.oneof(bytes, spoiled, cut),
    iptc: bytes.map((drawn) => Buffer.concat([Buffer.from([0x1c, 2, 80]), drawn])),
    xmpAsString: fc.string({ unit: 'binary' }).map((text) => `<dc:rights>${text}</dc:rights>`),
  })

  fc.assert(
    fc.property(given, (metadata) => {
      for (const text of Object.values(embeddedIn(metadata)))
        if (text !== null) expect(text).toMatch(/^(?!\s)[^\p{Cc}\p{Cs}]{1,500}$/u)
    }),
    { numRuns: 2_000 },
  )
})
