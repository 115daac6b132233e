import { expect, test } from 'vitest'
import { aSiteWithPhotos, figure, later, own, theirs } from './support/photos.ts'

const photo = { path: '/1.jpg', credit: 'DCNF' }

/** The only image of a desk, and what partners get of the story that shows it. */
async function present({ staff, newest }: Awaited<ReturnType<typeof aSiteWithPhotos>>) {
  const [image] = (await staff.get('/v1/staff/media')).json().items
  const { media, omittedMedia } = await newest()
  return { image, media, omittedMedia }
}

test.each([
  ['corrected to an agency', { ...photo, credit: 'Jane Roe/Getty Images' }, 'Jane Roe/Getty Images'],
  ['corrected to somebody else', { ...photo, credit: 'Jane Roe' }, 'Jane Roe'],
  ['taken away', { path: '/1.jpg' }, null],
])('an image whose credit is %s at the source is withheld', async (_, corrected, credit) => {
  const desk = await aSiteWithPhotos([{ photo }])
  expect((await present(desk)).media).toHaveLength(1)

  desk.site.change(1, { photo: corrected, modified: later })
  await desk.pass()

  const { image, media, omittedMedia } = await present(desk)
  expect(image).toMatchObject({ redistributable: false, credit })
  expect([media.length, omittedMedia.length]).toEqual([0, 1])
  expect(await desk.report()).toMatchObject({ images: 1, imagesWithoutRights: 1 })
})

test('it is withheld from every story that shows it, of whichever the source says so', async () => {
  const html = `<p>Text.</p>${figure('/1.jpg', own)}`
  const desk = await aSiteWithPhotos([{ photo }, { html, date: '2026-04-02T10:00:00' }])

  desk.site.change(1, { photo: { ...photo, credit: theirs }, modified: later })
  await desk.pass()

  expect(await desk.newest()).toMatchObject({ headline: 'Story 2', media: [], bodyHtml: '<p>Text.</p>' })
})

test('an image that is withheld comes back only by a person, whatever the source says then', async () => {
  const desk = await aSiteWithPhotos([{ photo: { ...photo, credit: theirs } }])

  desk.site.change(1, { photo, modified: later })
  await desk.pass()

  expect((await present(desk)).image).toMatchObject({ redistributable: false })
})

test('what a person has decided stays, as long as the source says what it said', async () => {
  const desk = await aSiteWithPhotos([{ photo: { ...photo, credit: 'Jane Roe' } }])
  const { image } = await present(desk)
  await desk.staff.call('PATCH', `/v1/staff/media/${image.id}`, {
    payload: { redistributable: true, credit: 'Jane Roe for DCNF' },
    headers: { 'If-Match': `"${image.version}"` },
  })

  desk.site.change(1, { title: 'Better', modified: later })
  await desk.pass()

  expect((await present(desk)).media).toMatchObject([{ credit: 'Jane Roe for DCNF' }])
})

test('another story that shows an image without a credit takes none away', async () => {
  const desk = await aSiteWithPhotos([{ photo }])

  desk.site.add({ photo: { path: '/1.jpg' }, modified: later })
  await desk.pass()
  desk.site.change(2, { title: 'Better', modified: '2026-05-01T00:07:00' })
  await desk.pass()

  expect((await present(desk)).image).toMatchObject({ redistributable: true, credit: 'DCNF' })
})

test('it is withheld also where the story itself waits for its author', async () => {
  const desk = await aSiteWithPhotos([{ photo }])
  desk.site.change(1, { photo: { ...photo, credit: theirs }, author: 'Nobody Knows', modified: later })

  await desk.pass()

  expect((await present(desk)).image).toMatchObject({ redistributable: false })
})
