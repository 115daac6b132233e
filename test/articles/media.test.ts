import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { storageOf } from '../../src/installation.ts'
import { hashOf } from '../../src/platform/storage/storage.ts'
import { aDraft, anArticle, anImage, aStaffMember, killed } from '../support/factories.ts'
import { aPicture } from '../support/pictures.ts'
import { type Product, start } from '../support/product.ts'
import { chunk } from './support/logo-files.ts'

async function anEditor(product: Product) {
  const editor = await aStaffMember(product, 'editor')
  const add = (file: Buffer, fields: object = { alt: 'A bridge' }) =>
    editor.post('/v1/staff/media', { content: file.toString('base64'), ...fields })
  return { ...editor, add }
}

const described = {
  alt: 'A bridge',
  caption: 'The bridge at noon.',
  credit: 'Jane Doe/DCNF',
  rights: '© 2026 DCNF',
  sourceUrl: 'https://dailycaller.com/bridge.jpg',
  redistributable: false,
}

test.each(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('an image in %s is taken', async (encoding) => {
  const product = await start()
  const { add } = await anEditor(product)
  const file = await aPicture({ width: 900, height: 600, encoding })

  const added = await add(file, described)

  expect(added).toHaveStatus(201)
  expect(added.json()).toMatchObject({
    ...described,
    sha256: hashOf(file),
    contentType: `image/${encoding}`,
    width: 900,
    height: 600,
    bytes: file.length,
    version: 1,
  })
  expect(await storageOf(product.config).open(hashOf(file))).toEqual(file)
})

test('an image is listed and shown with its renditions, which are never larger than itself', async () => {
  const { add, get } = await anEditor(await start())
  const { id, sha256 } = (await add(await aPicture({ width: 1000, height: 500 }))).json()

  const shown = (await get(`/v1/staff/media/${id}`)).json()

  expect((await get('/v1/staff/media')).json()).toEqual({ items: [shown], next: null })
  expect(
    shown.renditions.map(({ width, height }: { width: number; height: number }) => [width, height]),
  ).toEqual([320, 320, 320, 800, 800, 800, 1000, 1000, 1000].map((width) => [width, width / 2]))
  expect(shown.renditions.at(-1).href).toBe(`http://127.0.0.1:8080/media/${sha256}/1600.jpg`)
})

test('pages of images end and go on', async () => {
  const { add, get } = await anEditor(await start())
  for (const seed of [1, 2, 3]) await add(await aPicture({ seed }))

  const first = (await get('/v1/staff/media?limit=2')).json()
  const second = (await get(`/v1/staff/media?limit=2&cursor=${first.next}`)).json()

  expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null])
})

test('a picture that is turned by its file has the size that people see', async () => {
  const { add } = await anEditor(await start())
  const turned = await aPicture({ with: (picture) => picture.withMetadata({ orientation: 6 }) })

  expect((await add(turned)).json()).toMatchObject({ width: 300, height: 400 })
})

test('what is said of an image can be changed, on the version that was read', async () => {
  const { add, call, get } = await anEditor(await start())
  const { id } = (await add(await aPicture(), described)).json()
  const change = (payload: object, version: string) =>
    call('PATCH', `/v1/staff/media/${id}`, { payload, headers: { 'if-match': version } })

  const changed = await change({ alt: '', caption: null, redistributable: true }, '"1"')
  const late = await change({ alt: 'Another' }, '"1"')

  expect(changed.json()).toMatchObject({ alt: '', caption: null, credit: 'Jane Doe/DCNF', version: 2 })
  expect(late).toHaveProblem('changed-meanwhile')
  expect((await get(`/v1/staff/media/${id}`)).headers.etag).toBe('"2"')
})

test('the same image is not added twice', async () => {
  const { add } = await anEditor(await start())
  const file = await aPicture()
  const { id } = (await add(file)).json()

  const again = await add(file, { alt: 'The same' })

  expect(again).toHaveProblem('conflict')
  expect(again.json().detail).toContain(id)
})

test('a repeated upload with one Idempotency-Key is one image', async () => {
  const { post } = await anEditor(await start())
  const body = { content: (await aPicture()).toString('base64'), alt: 'A bridge' }
  const headers = { 'idempotency-key': 'one' }

  const first = await post('/v1/staff/media', body, headers)
  const again = await post('/v1/staff/media', body, headers)

  expect(again).toHaveStatus(201)
  expect(again.json()).toEqual(first.json())
})

test('an image must be described, be it as decoration', async () => {
  const { add } = await anEditor(await start())

  const refused = await add(await aPicture(), {})

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'alt' }])
  expect(await add(await aPicture(), { alt: '' })).toHaveStatus(201)
})

const jpeg = await aPicture({ width: 1_000, height: 1_000 })
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>'

test.each([
  ['an SVG', Buffer.from(svg), 'is no image of a known kind'],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'is no image of a known kind'],
  ['a TIFF', await aPicture({ encoding: 'tiff' }), 'is no image of a known kind'],
  ['nothing but the first bytes of a JPEG', jpeg.subarray(0, 20), 'is no image of a known kind'],
  ['half a JPEG', jpeg.subarray(0, jpeg.length - 40), 'is damaged or cut off'],
  ['half a PNG', (await aPicture({ encoding: 'png' })).subarray(0, -30), 'is damaged or cut off'],
  ['a bomb', aPngOf(30_000, 30_000), 'is 30000 × 30000 pixels'],
  ['a ribbon', aPngOf(20_000, 1), 'is 20000 × 1 pixels'],
  ['a file of more than 15 MiB', Buffer.alloc(15 * 1024 * 1024, 7), 'is no image of a known kind'],
])('%s is refused', async (_, file, message) => {
  const { add, get } = await anEditor(await start())

  const refused = await add(file)

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([
    { field: 'content', message: expect.stringContaining(message) },
  ])
  expect((await get('/v1/staff/media')).json().items).toEqual([])
})

test('a body of more than 20 MiB is not read', async () => {
  const { add } = await anEditor(await start())

  expect(await add(Buffer.alloc(16 * 1024 * 1024))).toHaveProblem('body-too-large')
})

test('the stories that show an image are listed, whatever became of them', async () => {
  const product = await start()
  const { get } = await anEditor(product)
  const image = await anImage(product)
  const [shown, gone] = [
    await anArticle(product, { media: [image.id] }),
    await anArticle(product, { media: [image.id] }),
  ]
  await anArticle(product)
  await aDraft(product, { media: [image.id] })
  await killed(product, gone.id)
  const url = `/v1/staff/media/${image.id}/articles?limit=1`

  const first = (await get(url)).json()
  const second = (await get(`${url}&cursor=${first.next}`)).json()

  expect([...first.items, ...second.items]).toMatchObject([
    { id: shown.id, status: 'published', headline: expect.stringContaining('Story') },
    { id: gone.id, status: 'killed' },
  ])
  expect(second.next).toBeNull()
})

test('only images that there are can be given to a story', async () => {
  const { post } = await anEditor(await start())
  const unknown = 'med_01h455vb4pex5vsknk084sn02q'

  const refused = await post('/v1/staff/articles', { headline: 'Bridge', media: [unknown] })

  expect(refused).toHaveProblem('invalid-request')
  expect(refused.json().errors).toMatchObject([{ field: 'media.0' }])
})

/** A PNG that claims to have so many pixels, and holds none of them. */
function aPngOf(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  const pixels = deflateSync(Buffer.alloc(100))
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
