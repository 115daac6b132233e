import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { aPicture } from '../../support/pictures.ts'
import type { WordPress } from '../../support/wordpress/wordpress.ts'
import { callerAt } from '../support/caller.ts'
import { anInstallation, type Installation } from '../support/installation.ts'
import { aPartner } from '../support/staff.ts'
import { sharedSite } from './shared-site.ts'

const notice =
  'Content created by The Daily Caller News Foundation is available without charge to any eligible news publisher that can provide a large audience. For licensing opportunities of our original content, please contact licensing@dailycallernewsfoundation.org.'

interface Report {
  result: { counts: Record<string, number> }
}

interface Entries {
  items: { id: string; kind: string; articleId: string; byline: string | null; note: string | null }[]
}

let site: WordPress
let wire: { id: number }
let author: { id: number }
beforeAll(async () => {
  site = sharedSite()
  wire = await site.term('categories', 'News Foundation')
  author = await site.author('Jane Doe')
})

/** A desk that imports from the site, and a partner that reads what comes of it. */
async function aDesk() {
  const installation = await anInstallation({ PRIVATE_SOURCE_CIDRS: '127.0.0.0/8' })
  const server = await installation.serve()
  const staff = callerAt(server.origin, await installation.aStaffToken())
  const { key } = await aPartner(staff, 'courier')
  const partner = callerAt(server.origin, key)
  const reporter = String((await installation.wirecopy('reporter', 'add', '--name', 'Jane Doe')).id)
  const settle = (entry: string | undefined, ...how: string[]) =>
    installation.wirecopy('desk', 'settle', String(entry), ...how)
  return {
    ...{ installation, staff, partner, reporter, settle },
    run: (...options: string[]) => importing(installation, ...options),
    entries: async () => (await installation.wirecopy<Entries>('desk', 'list')).items,
    listed: async () => (await partner.get('/v1/articles?include=body')).json<{ items: Story[] }>().items,
  }
}

interface Story {
  id: string
  headline: string
  bodyHtml: string
  byline: string
  revision: number
  media: Picture[]
  omittedMedia: Picture[]
  corrections: { note: string }[]
}

interface Picture {
  alt: string
  caption: string
  credit: string
  renditions: { href: string }[]
}

async function importing(
  installation: Installation,
  ...options: string[]
): Promise<Report['result']['counts']> {
  const all = ['import', 'wordpress', site.url, '--category', 'News Foundation', ...options]
  return (await installation.wirecopy<Report>(...all)).result.counts
}

function aPost(title: string, content: string, more: object = {}) {
  return site.post({ title, content, categories: [wire.id], author: author.id, ...more })
}

test('what belongs to the wire arrives with its byline and without the notice, and once', async () => {
  const { installation, reporter, run, listed } = await aDesk()
  const { id } = await aPost(
    'Council &amp; “Bridge”',
    `<!-- wp:paragraph --><p>The council voted.</p><!-- /wp:paragraph -->\n[ad id="7"]\n<p>${notice}</p>`,
  )
  await site.post({ title: 'A column', content: '<p>Not of the wire.</p>' })

  expect(await run()).toMatchObject({ imported: 0, waiting: expect.any(Number) })
  await installation.wirecopy('reporter', 'map', 'Jane Doe', reporter)

  const story = (await listed()).find(({ headline }) => headline === 'Council & “Bridge”')
  expect(story).toMatchObject({ byline: 'By Jane Doe', bodyHtml: '<p>The council voted.</p>', revision: 1 })
  expect((await listed()).map(({ headline }) => headline)).not.toContain('A column')
  expect(await run()).toMatchObject({ imported: 0, updated: 0 })
  await site.remove(id)
})

test('an edit is a new revision, a correction a proposal, a deletion a question', async () => {
  const { installation, partner, reporter, run, listed, entries, settle } = await aDesk()
  await installation.wirecopy('reporter', 'map', 'Jane Doe', reporter)
  const post = await aPost('Vote', '<p>The council voted on Monday.</p>')
  await run()
  const find = async () => (await listed()).find(({ headline }) => headline.startsWith('Vote'))

  await site.change(post.id, { title: 'Vote On Bridge' })
  expect(await run()).toMatchObject({ updated: 1 })
  expect(await find()).toMatchObject({ headline: 'Vote On Bridge', revision: 2, corrections: [] })

  await site.change(post.id, {
    content:
      '<p>The council voted on Tuesday.</p><p><strong>Correction:</strong> The vote was on Tuesday.</p>',
  })
  expect(await run()).toMatchObject({ correction: 1 })
  expect(await find()).toMatchObject({ revision: 2 })
  const [proposed] = await entries()
  expect(proposed).toMatchObject({ kind: 'proposed-correction' })
  await settle(proposed?.id, 'correct')
  expect(await find()).toMatchObject({
    bodyHtml: '<p>The council voted on Tuesday.</p>',
    corrections: [{ note: expect.stringContaining('The vote was on Tuesday.') }],
  })

  await site.remove(post.id)
  expect(await run()).toMatchObject({ vanished: 1 })
  const [vanished] = await entries()
  expect(vanished).toMatchObject({ kind: 'vanished' })
  const path = `/v1/articles/${vanished?.articleId}`
  expect((await partner.get(path)).statusCode).toBe(200)
  await settle(vanished?.id, 'kill', '--advisory', 'Its source took it down.')
  expect((await partner.get(path)).statusCode).toBe(410)
})

test('its own export holds the same stories', async () => {
  const { installation, reporter } = await aDesk()
  await installation.wirecopy('reporter', 'map', 'Jane Doe', reporter)
  const posts = [
    await aPost('From the file, one', '<p>One.</p>'),
    await aPost('From the file, two', '<p>Two.</p>'),
  ]
  const file = join(installation.dataDir, 'export.xml')
  await writeFile(file, await site.exported())
  const read = () => installation.wirecopy<Report>('import', 'wxr', file, '--category', 'News Foundation')

  const { counts } = (await read()).result

  expect(counts).toMatchObject({ imported: expect.any(Number), skipped: 0 })
  expect(counts.imported).toBeGreaterThanOrEqual(posts.length)
  expect((await read()).result.counts).toMatchObject({ imported: 0, updated: 0 })
  for (const { id } of posts) await site.remove(id)
})

test('photos come with their stories, and those of an agency stay with us', async () => {
  const { installation, partner, reporter, run, listed } = await aDesk()
  await installation.wirecopy('reporter', 'map', 'Jane Doe', reporter)
  const photo = async (seed: number, credit: string) =>
    site.photo(`photo-${seed}.jpg`, await aPicture({ seed, width: 900, height: 600 }), {
      alt_text: `Photo ${seed}`,
      caption: `The bridge. (Photo by ${credit})`,
    })
  const ours = await photo(1, 'Jane Doe/Daily Caller News Foundation')
  const theirs = await photo(2, 'John Roe/Getty Images')
  const posts = []
  for (const { id, url } of [ours, theirs]) {
    const image = `<!-- wp:image {"id":${id}} --><figure class="wp-block-image"><img src="${url}" alt="In text" class="wp-image-${id}"/></figure><!-- /wp:image -->`
    const content = `<!-- wp:paragraph --><p>Text.</p><!-- /wp:paragraph -->${image}`
    posts.push(await aPost(`Photo ${id}`, content, { featured_media: id }))
  }

  expect(await run()).toMatchObject({ imported: 2 })

  const find = async ({ id }: { id: number }) =>
    (await listed()).find(({ headline }) => headline === `Photo ${id}`)
  const own = await find(ours)
  expect(own).toMatchObject({
    media: [{ alt: 'Photo 1', caption: 'The bridge.', credit: expect.stringContaining('Jane Doe') }],
    omittedMedia: [],
    bodyHtml: expect.stringMatching(
      /^<p>Text\.<\/p>\n<figure><img src="[^"]+\/media\/[0-9a-f]{64}\/1600\.jpg"/,
    ),
  })
  const { pathname } = new URL(String(own?.media[0]?.renditions.at(-1)?.href))
  expect((await partner.get(pathname)).statusCode).toBe(200)
  expect(await find(theirs)).toMatchObject({
    media: [],
    omittedMedia: [{ alt: 'Photo 2', credit: 'Photo by John Roe/Getty Images' }],
    bodyHtml: '<p>Text.</p>',
  })
  expect(await run()).toMatchObject({ imported: 0, updated: 0 })
  for (const { id } of posts) await site.remove(id)
})

test('a private address is refused where the installation does not name its network', async () => {
  const installation = await anInstallation()
  await installation.serve()

  await expect(installation.wirecopy('import', 'wordpress', site.url)).rejects.toThrow(/PRIVATE_SOURCE_CIDRS/)
})
