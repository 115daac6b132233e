import { expect, test } from 'vitest'
import { aPicture } from '../../support/pictures.ts'
import { aSiteWithPhotos, figure, later, own } from './support/photos.ts'

const refused = 'news.example answered with 503'
const html = `<p>Text.</p>${figure('/1.jpg', own)}`

/** A site that refuses its photo for now, and has not been changed for hours. */
async function aBusySite(status = 503) {
  const desk = await aSiteWithPhotos()
  desk.site.refusing.set('/1.jpg', status)
  desk.site.add({ html, modified: later })
  await desk.pass()
  const asked = () => desk.images().length
  return { ...desk, asked }
}

async function wait({ product, pass }: Awaited<ReturnType<typeof aBusySite>>, minutes: number) {
  product.clock.advance((minutes - 1) * 60_000)
  await pass(1)
}

test('an image that its site could not give at the moment is asked for again, and comes', async () => {
  const desk = await aBusySite()
  expect(await desk.newest()).toMatchObject({ bodyHtml: '<p>Text.</p>', media: [] })
  expect((await desk.report()).missingImages).toMatchObject([
    { because: `${refused}; it is asked for again later` },
  ])

  desk.site.refusing.clear()
  await desk.pass()

  expect(await desk.newest()).toMatchObject({ revision: 2, media: [{ credit: 'Photo by Jane Doe/DCNF' }] })
  expect(await desk.counts()).toMatchObject({ updated: 1 })
})

test('it is asked for by the name of its story, however long ago that was modified', async () => {
  const desk = await aBusySite()
  desk.site.add({ date: '2026-03-01T06:00:00', modified: '2026-05-01T06:00:00' })
  await wait(desk, 5)
  desk.site.refusing.clear()

  await wait(desk, 15)

  expect((await desk.newest()).media).toHaveLength(1)
  expect(desk.site.asked.some((url) => url.includes('include=1'))).toBe(true)
})

test('it is asked for more and more seldom and not for ever, and the report says when that is over', async () => {
  const desk = await aBusySite()
  const asked = [desk.asked()]
  const notes = []
  for (const minutes of [5, 5, 10, 60, 240, 720, 1_440, 1_440]) {
    await wait(desk, minutes)
    asked.push(desk.asked())
    notes.push((await desk.report()).missingImages[0]?.because)
  }

  expect(asked).toEqual([1, 2, 2, 3, 4, 5, 6, 7, 7])
  expect(notes.slice(-3)).toEqual([`${refused}; it is asked for again later`, refused, undefined])
  expect(await desk.newest()).toMatchObject({ revision: 1 })
})

test('what is not there is asked for with the next change alone', async () => {
  const desk = await aBusySite(404)

  await wait(desk, 60)

  expect(desk.asked()).toBe(1)
  expect((await desk.report()).missingImages).toEqual([])
})

test('a story that the desk changed meanwhile is not disturbed by a vain try', async () => {
  const desk = await aBusySite()
  const { id } = await desk.newest()
  await desk.staff.post(`/v1/staff/articles/${id}/updates`, { headline: 'Ours' })

  await wait(desk, 5)

  expect(desk.asked()).toBe(2)
  expect(await desk.desk()).toEqual([])
  expect(await desk.newest()).toMatchObject({ headline: 'Ours' })
})

test('a story that vanished keeps no other from its turn', async () => {
  const desk = await aBusySite()
  desk.site.remove(1)
  const before = desk.asked()

  await wait(desk, 5)
  await wait(desk, 60)

  const wanted = desk.site.asked.filter((url) => url.includes('_embed') && url.includes('include='))
  expect(wanted).toHaveLength(1)
  expect(desk.asked()).toBe(before)
})

test('a version that the desk is to decide on brings its images once it is taken', async () => {
  const desk = await aSiteWithPhotos([{ html: '<p>Text.</p>' }])
  const { id } = await desk.newest()
  await desk.staff.post(`/v1/staff/articles/${id}/updates`, { headline: 'Ours' })
  desk.site.files.set('/1.jpg', await aPicture())
  desk.site.refusing.set('/1.jpg', 503)
  desk.site.change(1, { title: 'Theirs', html, modified: later })
  await desk.pass()
  const [entry] = await desk.desk('conflict')
  await desk.staff.post(`/v1/staff/desk/${entry.id}/settlements`, { action: 'update' })

  desk.site.refusing.clear()
  await desk.pass()

  expect((await desk.newest()).media).toHaveLength(1)
})
