import { expect, test } from 'vitest'
import { aCommandLine } from '../../cli/support/wirecopy.ts'
import { aPicture } from '../../support/pictures.ts'
import { publicUrl } from '../../support/product.ts'
import { aSiteWithPhotos, figure, later, own, theirs } from './support/photos.ts'
import { aWordPress } from './support/wordpress.ts'

test('the images of a story come with it and are ours from then on', async () => {
  const { newest, product, partner, report } = await aSiteWithPhotos([
    {
      html: `<p>Text.</p>${figure('/2.jpg', `At noon. ${own}`)}<p>More.</p>`,
      photo: { path: '/1.jpg', alt: 'A dam', caption: 'The dam.', credit: 'Daily Caller News Foundation' },
    },
  ])

  const story = await newest()

  expect(story.omittedMedia).toEqual([])
  expect(story.media).toMatchObject([
    { alt: 'A dam', caption: 'The dam.', credit: 'Daily Caller News Foundation' },
    { alt: 'A bridge', caption: 'At noon.', credit: 'Photo by Jane Doe/DCNF' },
  ])
  const [, inText] = story.media
  const { href } = inText.renditions.at(-1)
  expect(story.bodyHtml).toBe(
    `<p>Text.</p>\n<figure><img src="${href}" alt="A bridge" width="900" height="600"><figcaption>At noon. ${own}</figcaption></figure>\n<p>More.</p>`,
  )
  expect(href).toMatch(`${publicUrl}/media/`)
  expect(await product.app.inject(href.replace(publicUrl, ''))).toHaveStatus(200)
  expect(await report()).toMatchObject({ images: 2, imagesWithoutRights: 0, imagesNotImported: 0 })
  expect(await partner.get(`/v1/articles/${story.id}`)).toHaveStatus(200)
})

test('what no credit names as our own stays with us, and partners are told', async () => {
  const { newest, staff, report } = await aSiteWithPhotos([
    { html: `<p>Text.</p>${figure('/2.jpg')}`, photo: { path: '/1.jpg', caption: `The dam. ${theirs}` } },
  ])

  const story = await newest()

  expect(story.media).toEqual([])
  expect(story.omittedMedia).toMatchObject([
    { caption: 'The dam.', credit: 'Photo by Jane Roe/Getty Images' },
    { alt: 'A bridge', credit: null },
  ])
  expect(story.bodyHtml).toBe('<p>Text.</p>')
  expect((await staff.get('/v1/staff/media')).json().items).toMatchObject([
    { redistributable: false, sourceUrl: 'http://news.example/2.jpg' },
    { redistributable: false, sourceUrl: 'http://news.example/1.jpg' },
  ])
  expect(await report()).toMatchObject({ images: 2, imagesWithoutRights: 2 })
})

test('the newswire says which credits are its own besides its names', async () => {
  const desk = await aSiteWithPhotos()
  await desk.staff.call('PATCH', '/v1/staff/newswire', { payload: { ownCredits: ['Capitol Camera'] } })
  desk.site.add({ modified: later, photo: { path: '/1.jpg', credit: 'John Roe, CAPITOL  camera' } })

  await desk.pass()

  expect((await desk.newest()).media).toMatchObject([{ credit: 'John Roe, CAPITOL camera' }])
})

test('a story that did not change asks for no image, one that did only for new ones', async () => {
  const desk = await aSiteWithPhotos([{ html: `<p>Text.</p>${figure('/1.jpg', own)}` }])
  expect(desk.images()).toEqual(['/1.jpg'])
  await desk.pass(10)
  expect(desk.images()).toEqual(['/1.jpg'])

  const html = `<p>Better.</p>${figure('/1.jpg', own)}${figure('/2.jpg', own)}`
  desk.site.change(1, { html, modified: later })
  await desk.pass()

  expect(desk.images()).toEqual(['/1.jpg', '/2.jpg'])
  expect((await desk.newest()).media).toHaveLength(2)
})

test('an image that many stories show is one', async () => {
  const photo = { path: '/1.jpg', credit: 'DCNF' }
  const { staff, images } = await aSiteWithPhotos([{ photo }, { photo }])

  expect((await staff.get('/v1/staff/media')).json().items).toHaveLength(1)
  expect(images()).toEqual(['/1.jpg'])
})

test('an image that is not there loses no story, and is tried again with its next change', async () => {
  const html = `<p>Text.</p>${figure('/9.jpg', own)}`
  const desk = await aSiteWithPhotos([{ html, photo: { path: '/1.jpg', credit: 'DCNF' } }])
  expect(await desk.newest()).toMatchObject({ bodyHtml: '<p>Text.</p>', media: [{ credit: 'DCNF' }] })
  expect(await desk.report()).toMatchObject({
    imagesNotImported: 1,
    missingImages: [
      {
        image: 'http://news.example/9.jpg',
        story: 'http://news.example/story-1/',
        because: 'news.example answered with 404',
      },
    ],
  })

  desk.site.files.set('/9.jpg', await aPicture({ seed: 9 }))
  desk.site.change(1, { html: html.replace('Text', 'Better'), modified: later })
  await desk.pass()

  expect((await desk.newest()).media).toHaveLength(2)
})

test.each([
  ['what is no image', 'news.example', '<svg/>', 'the file is no image of a known kind'],
  ['a private address', '10.0.0.7', '', 'The address must not lead to a private or reserved address'],
  ['a name that nobody knows', 'gone.example', '', 'gone.example is not known'],
])('%s is no image, and the report says why', async (_, host, content, because) => {
  const desk = await aSiteWithPhotos()
  desk.site.files.set('/9.jpg', Buffer.from(content))
  desk.site.add({ modified: later, html: `<p>Text.</p>${figure('/9.jpg', own, host)}` })

  await desk.pass()

  expect(await desk.newest()).toMatchObject({ bodyHtml: '<p>Text.</p>', media: [], omittedMedia: [] })
  expect(await desk.report()).toMatchObject({
    images: 1,
    missingImages: [{ because: expect.stringContaining(because) }],
  })
})

test('images of a private source are fetched from its own host alone, and never with its credentials', async () => {
  const { newest, report, site } = await aSiteWithPhotos(
    [
      {
        photo: { path: '/1.jpg', credit: 'DCNF' },
        html: `<p>Text.</p>${figure('/2.jpg', own, '10.20.0.8')}`,
      },
    ],
    {
      site: { host: 'intranet.example', addresses: ['10.20.0.7'], login: 'wire:secret' },
      source: { credentials: { user: 'wire', password: 'secret' } },
      config: { privateSourceCidrs: ['10.20.0.0/16'] },
    },
  )

  expect((await newest()).media).toHaveLength(1)
  expect(await report()).toMatchObject({ images: 2, imagesNotImported: 1 })
  expect(site.trusted.filter((url) => url.endsWith('.jpg'))).toEqual([])
})

test('a story that waits for its author brings its images when it is released', async () => {
  const photo = { path: '/1.jpg', credit: 'DCNF' }
  const desk = await aSiteWithPhotos([{ author: 'John Roe', photo }])

  await desk.staff.post('/v1/staff/byline-mappings', { byline: 'John Roe', reporter: desk.jane.id })
  await desk.pass(1)

  expect(await desk.newest()).toMatchObject({ headline: 'Story 1', media: [{ credit: 'DCNF' }] })
  expect(desk.images()).toEqual(['/1.jpg'])
})

test('an image that many stories miss is named once', async () => {
  const html = `<p>Text.</p>${figure('/9.jpg')}`
  const { report, images } = await aSiteWithPhotos([{ html }, { html }])

  const { imagesNotImported, missingImages } = await report()

  expect({ imagesNotImported, named: missingImages.length }).toEqual({ imagesNotImported: 2, named: 1 })
  expect(images()).toEqual(['/9.jpg'])
})

test('another main image is a change of the story', async () => {
  const desk = await aSiteWithPhotos([{ photo: { path: '/1.jpg', credit: 'DCNF' } }])

  desk.site.change(1, { modified: later, photo: { path: '/2.jpg', credit: 'DCNF Video' } })
  await desk.pass()

  expect(await desk.newest()).toMatchObject({ revision: 2, media: [{ credit: 'DCNF Video' }] })
})

test('of a story that was killed here nothing is shown, whatever images its source adds', async () => {
  const desk = await aSiteWithPhotos([{}])
  const { id } = await desk.newest()
  await desk.staff.post(`/v1/staff/articles/${id}/kills`, { advisory: 'Take it down.' })

  desk.site.change(1, { modified: later, photo: { path: '/1.jpg', credit: 'DCNF' } })
  await desk.pass()

  expect(await desk.counts()).toMatchObject({ unchanged: 1, updated: 0 })
})

test('a dry run counts images, and fetches and keeps none', async () => {
  const line = await aCommandLine()
  const site = await aWordPress()
  site.add({ photo: { path: '/1.jpg', credit: 'DCNF' }, html: `<p>Text.</p>${figure('/2.jpg')}` })
  const argv = ['import', 'wordpress', site.url, '--dry-run', '--json']

  const { result } = JSON.parse((await line.within(argv, { network: site.network })).out)

  expect(result).toMatchObject({ images: 2, imagesWithoutRights: 1, imagesNotImported: 0 })
  expect(site.asked.filter((url) => url.endsWith('.jpg'))).toEqual([])
  expect((await line.json('media', 'list')).items).toEqual([])
})
