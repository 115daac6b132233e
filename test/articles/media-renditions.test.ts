import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { collector } from '../../src/articles/media/collecting.ts'
import { setMedia } from '../../src/articles/media/media.ts'
import { Renderer } from '../../src/articles/media/renderer.ts'
import { renditionsOf } from '../../src/articles/media/renditions.ts'
import { media } from '../../src/articles/media/tables.ts'
import { storageOf } from '../../src/installation.ts'
import { insertAll } from '../../src/platform/database/bulk.ts'
import { hashOf } from '../../src/platform/storage/storage.ts'
import { anArticle, anImage, aStaffMember, withdrawn } from '../support/factories.ts'
import { aPicture, metadataOf } from '../support/pictures.ts'
import { actor, letTimeWork, type Product, start } from '../support/product.ts'

async function file({ app }: Product, sha256: string, rendition = '320.jpg'): Promise<Buffer> {
  const answer = await app.inject(`/media/${sha256}/${rendition}`)
  expect(answer).toHaveStatus(200)
  return answer.rawPayload
}

async function shown(product: Product, fields: Parameters<typeof anImage>[1], content?: Buffer) {
  const image = await anImage(product, fields, content)
  await anArticle(product, { media: [image.id] })
  return image
}

const revealing = await aPicture({
  with: (picture) =>
    picture.withExif({
      IFD0: { Artist: 'Somebody', Copyright: 'Somebody', Model: 'A camera', Software: 'A program' },
      IFD3: { GPSLatitude: '38/1 53/1 23/1', GPSLongitude: '77/1 2/1 6/1' },
    }),
})

test.each(['320.jpg', '320.webp', '320.avif'])(
  'of what a file says of itself only credit and rights are left in %s',
  async (rendition) => {
    const product = await start()
    const credit = 'Zoë Doe/Daily Caller & Sons'
    const { sha256 } = await shown(product, { credit, rights: '© 2026 DCNF' }, revealing)

    const { exif, xmp, iptc, icc } = await metadataOf(await file(product, sha256, rendition))

    // EXIF holds ASCII alone.
    expect(exif).toContain('Zoe Doe/Daily Caller & Sons')
    expect(exif).toContain('(C) 2026 DCNF')
    expect(xmp).toContain('<photoshop:Credit>Zoë Doe/Daily Caller &amp; Sons</photoshop:Credit>')
    expect(xmp).toContain('© 2026 DCNF')
    for (const secret of ['Somebody', 'A camera', 'A program']) expect(exif).not.toContain(secret)
    // The tag that leads to the GPS directory, in either byte order.
    for (const tag of ['\x25\x88\x04\x00', '\x88\x25\x00\x04']) expect(exif).not.toContain(tag)
    expect([iptc, icc]).toEqual([undefined, undefined])
  },
)

test('a turned picture is upright in its renditions', async () => {
  const product = await start()
  const turned = await aPicture({
    width: 600,
    height: 300,
    with: (picture) => picture.withMetadata({ orientation: 6 }),
  })
  const { sha256 } = await shown(product, {}, turned)

  const metadata = await metadataOf(await file(product, sha256))

  expect(metadata).toMatchObject({ width: 300, height: 600, space: 'srgb' })
  expect(metadata.orientation ?? 1).toBe(1)
})

test('what hides in an image does not come through', async () => {
  const product = await start()
  const hidden = '<script>alert(1)</script>'
  const polyglot = Buffer.concat([await aPicture(), Buffer.from(hidden)])
  const { sha256 } = await shown(product, {}, polyglot)

  for (const rendition of ['320.jpg', '320.webp', '320.avif'])
    expect((await file(product, sha256, rendition)).includes(hidden)).toBe(false)
})

test('what is transparent is white where there is no transparency', async () => {
  const product = await start()
  const clear = await aPicture({
    encoding: 'png',
    with: (picture) => picture.ensureAlpha(0),
  })
  const { sha256 } = await shown(product, {}, clear)

  const { data } = await sharp(await file(product, sha256))
    .raw()
    .toBuffer({ resolveWithObject: true })

  expect([...data.subarray(0, 3)]).toEqual([255, 255, 255])
  expect((await metadataOf(await file(product, sha256, '320.webp'))).hasAlpha).toBe(true)
})

test('of an animation the first picture is kept', async () => {
  const product = await start()
  const frames = [await aPicture({ seed: 1, encoding: 'png' }), await aPicture({ seed: 2, encoding: 'png' })]
  const animated = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer()
  const { sha256, height } = await shown(product, {}, animated)

  const { pages, ...metadata } = await metadataOf(await file(product, sha256, '800.webp'))

  expect(height).toBe(300)
  expect(metadata).toMatchObject({ width: 400, height: 300 })
  expect(pages ?? 1).toBe(1)
})

test('renditions are as large as they are announced, whatever the shape', async () => {
  const product = await start()
  const sizes = [
    { width: 1700, height: 3 },
    { width: 3, height: 1700 },
    { width: 1, height: 1 },
    { width: 333, height: 777 },
  ]
  for (const size of sizes) {
    const image = await shown(product, {}, await aPicture(size))
    for (const { name, ...announced } of renditionsOf(image)) {
      const made = await metadataOf(await file(product, image.sha256, name))
      expect({ name, width: made.width, height: made.height }).toEqual({
        name,
        width: announced.width,
        height: announced.height,
      })
    }
  }
})

test('renditions are made before anybody asks for them', async () => {
  const product = await start()
  const image = await anImage(product)
  expect(await filesOf(product)).toBe(1)

  await letTimeWork(product)

  expect(await filesOf(product)).toBe(1 + renditionsOf(image).length)
})

test('another credit stands in the renditions, which have another ETag then', async () => {
  const product = await start()
  const image = await shown(product, { credit: 'Jane Doe' })
  const url = `/media/${image.sha256}/320.jpg`
  const before = await product.app.inject(url)

  await product.database.write((tx) => setMedia(tx, actor, image, { credit: 'John Roe' }))
  const after = await product.app.inject(url)

  expect((await metadataOf(after.rawPayload)).exif).toContain('John Roe')
  expect(after.headers.etag).not.toBe(before.headers.etag)
})

test('many who ask for what is not made yet wait for one making', async () => {
  const product = await start()
  const { sha256 } = await shown(product, {})

  const answers = await Promise.all(Array.from({ length: 60 }, () => file(product, sha256)))

  expect(new Set(answers.map((answer) => answer.toString('base64'))).size).toBe(1)
  expect(await filesOf(product)).toBe(2)
})

test('renditions are removed a day after the last published story ceased to show their image', async () => {
  const product = await start()
  const image = await anImage(product)
  const perImage = renditionsOf(image).length
  const { id } = await anArticle(product, { media: [image.id] })
  await anArticle(product, { media: [(await anImage(product)).id] })
  await letTimeWork(product)
  await hoursPass(product, 24, 24, 24)
  expect(await filesOf(product)).toBe(2 + 2 * perImage)

  await withdrawn(product, id)
  await hoursPass(product, 12)
  expect(await filesOf(product)).toBe(2 + 2 * perImage)
  await hoursPass(product, 24)

  expect(await filesOf(product)).toBe(2 + perImage)
})

test('an image that an update left out, or that nobody ever showed, keeps its renditions for a day', async () => {
  const product = await start()
  const editor = await aStaffMember(product, 'editor')
  const image = await anImage(product)
  const { id } = await anArticle(product, { media: [image.id] })
  await letTimeWork(product)
  await hoursPass(product, 24, 24, 24)
  await anImage(product)
  await editor.post(`/v1/staff/articles/${id}/updates`, { media: [] })
  await letTimeWork(product)

  await hoursPass(product, 12)
  expect(await filesOf(product)).toBe(2 + 2 * renditionsOf(image).length)
  await hoursPass(product, 24)

  expect(await filesOf(product)).toBe(2)
})

test('an image that is shown again has its renditions made again, before anybody asks for them', async () => {
  const product = await start()
  const image = await anImage(product)
  await letTimeWork(product)
  await hoursPass(product, 24, 24)
  expect(await filesOf(product)).toBe(1)

  await anArticle(product, { media: [image.id] })
  await letTimeWork(product)

  expect(await filesOf(product)).toBe(1 + renditionsOf(image).length)
  await hoursPass(product, 24, 24)
  expect(await filesOf(product)).toBe(1 + renditionsOf(image).length)
})

test('more images than one run looks at are gone through in several', async () => {
  const product = await start()
  await letTimeWork(product)
  const image = await anImage(product)
  await letTimeWork(product)
  const others = Array.from({ length: 1_000 }, (_, number) => ({
    ...image,
    id: `med_0${String(number).padStart(25, '0')}` as const,
    sha256: hashOf(`${number}`),
    renditionsAt: null,
  }))
  await product.database.append((queries) => insertAll(queries, media, others))

  await hoursPass(product, 24, 24)

  expect(await filesOf(product)).toBe(1)
})

test('an image that a story begins to show while its renditions are removed has them made again', async () => {
  const product = await start()
  const image = await anImage(product)
  await letTimeWork(product)
  product.clock.advance(48 * 60 * 60 * 1_000)
  const storage = storageOf(product.config)
  let shown = false
  const removing = new Renderer({
    ...storage,
    async remove(hash) {
      if (!shown) await anArticle(product, { media: [image.id] })
      shown = true
      await storage.remove(hash)
    },
  })
  const { database, clock } = product
  const run = {
    database,
    log: pino({ enabled: false }),
    now: clock.now(),
    signal: AbortSignal.timeout(5_000),
  }

  await collector(removing).run(run, {})
  await letTimeWork(product)

  expect(await filesOf(product)).toBe(1 + renditionsOf(image).length)
})

/** Lets time pass in which images that nobody needs are looked for once a day, at 3:37. */
async function hoursPass(product: Product, ...spans: number[]): Promise<void> {
  for (const hours of spans) {
    product.clock.advance(hours * 60 * 60 * 1_000)
    await letTimeWork(product)
  }
}

async function filesOf({ config }: Product): Promise<number> {
  const entries = await readdir(join(config.dataDir, 'media'), { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).length
}
