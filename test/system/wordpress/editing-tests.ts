import { beforeAll, expect, test } from 'vitest'
import { anArticle, anImage, aReporter, aStaffMember, withdrawn } from '../../support/factories.ts'
import type { WordPress } from '../../support/wordpress/wordpress.ts'
import { coAuthorsPlus } from './co-authors-plus.ts'
import { aNewswire, connectTo } from './newswire.ts'
import { type PluginSite, pluginOn, read } from './plugin-site.ts'
import { sharedSite } from './shared-site.ts'
import { type Browser, linkIn, signedIn } from './site.ts'

const minuteMs = 60_000

let site: WordPress
let browser: Browser
let on: PluginSite

// What becomes of posts that editors have changed; then the plugin is removed.
beforeAll(async () => {
  site = sharedSite()
  browser = await signedIn(site, 'administrator')
  on = pluginOn(site, browser)
})

test('what an editor has written stays, beside what is different', async () => {
  const wire = await on.connected()
  const { id } = await anArticle(wire.product, { bodyHtml: '<p>One and two.</p>' })
  await wire.pass()
  const [post] = await on.postsOf(id)
  await site.change(Number(post?.id), { content: '<p>Words of our own.</p>' })
  const editor = await aStaffMember(wire.product, 'editor')
  const mended = { note: 'Not two.', bodyHtml: '<p>One and three.</p><ul><li>Four</li><li>Five</li></ul>' }
  await editor.post(`/v1/staff/articles/${id}/corrections`, mended)
  await wire.pass()

  expect(await read(post?.link)).toContain('<p>Words of our own.</p>')
  expect(await wire.answerTo(id)).toBeNull()
  expect(await browser.page('edit.php')).toContain('which was edited here. Nothing was overwritten.')
  const form = await browser.page(`post.php?post=${post?.id}&action=edit`)
  expect(form).toContain('It is a correction: Not two.')
  const [, changed, own] = form.split('<h3>')
  expect(changed).toMatch(/<td class='diff-addedline'>.*One and <ins>three<\/ins>/)
  expect(changed).toMatch(/diff-addedline'>.*Four<\/td>/)
  expect(own).toMatch(/<td class='diff-deletedline'>.*Words of our own\..*<td class='diff-addedline'>/s)
  await browser.page(linkIn(form, /href="([^"]+)">Take over the new version/))
  expect(await wire.answerTo(id)).toMatchObject({ answer: 'corrected' })
  expect(await read(post?.link)).toContain('<p>One and three.</p>')
  expect(await browser.page('edit.php')).not.toContain('Nothing was overwritten')
})

test('what is open in an editor is not corrected behind its back, but once it is closed as it was', async () => {
  const wire = await on.connected()
  const { id } = await anArticle(wire.product, { bodyHtml: '<p>One and two.</p>' })
  await wire.pass()
  const [post] = await on.postsOf(id)
  const edit = `post.php?post=${post?.id}&action=edit`
  await browser.page(edit)
  const editor = await aStaffMember(wire.product, 'editor')
  const mended = { note: 'Not two.', bodyHtml: '<p>One and three.</p>' }
  await editor.post(`/v1/staff/articles/${id}/corrections`, mended)
  await wire.pass()

  expect(await read(post?.link)).toContain('<p>One and two.</p>')
  expect(await browser.page('edit.php')).toContain('while it was open in an editor.')
  expect(await wire.answerTo(id)).toBeNull()
  await site.php(`update_post_meta(${post?.id}, '_edit_lock', (time() - 151) . ':1');`)
  await on.cron()
  expect(await read(post?.link)).toContain('<p>One and three.</p>')
  expect(await wire.answerTo(id)).toMatchObject({ answer: 'corrected' })
})

test('what only an administrator may embed outlasts a withdrawal', async () => {
  const wire = await on.connected()
  const { id } = await anArticle(wire.product)
  await wire.pass()
  const [post] = await on.postsOf(id)
  const video = '<iframe src="https://video.example/1"></iframe>'
  await site.change(Number(post?.id), { content: `<p>Ours.</p>${video}` })
  expect(await read(post?.link)).toContain(video)
  await withdrawn(wire.product, id)
  await wire.pass()
  expect(await on.statusOf(id)).toBe('draft')
  const editor = await aStaffMember(wire.product, 'editor')
  await editor.post(`/v1/staff/articles/${id}/publications`)
  await wire.pass()

  expect(await read(post?.link)).toContain(video)
})

test('an excerpt of the editor and a photo that was put in place of ours stay', async () => {
  const wire = await on.connected({ photo: '1' })
  const { id: one } = await anImage(wire.product)
  const { id: two } = await anImage(wire.product)
  const { id } = await anArticle(wire.product, { media: [one], summary: 'Ours.' })
  await wire.pass()
  const [post] = await on.postsOf(id)
  const editor = await aStaffMember(wire.product, 'editor')
  const update = async (fields: object) => {
    await editor.post(`/v1/staff/articles/${id}/updates`, fields)
    await wire.pass(minuteMs)
  }
  const stands = async (): Promise<{ photo: number; excerpt: string }> =>
    JSON.parse(
      await site.php(`echo json_encode(['photo' => get_post_thumbnail_id(${post?.id}),
        'excerpt' => get_post(${post?.id})->post_excerpt]);`),
    )

  const first = await stands()
  await update({ media: [two], summary: 'Ours again.' })
  const second = await stands()
  expect([first.photo, second.photo].every(Boolean)).toBe(true)
  expect(second).toEqual({ photo: expect.not.toBeOneOf([first.photo]), excerpt: 'Ours again.' })

  await site.php(`set_post_thumbnail(${post?.id}, ${first.photo});`)
  await update({ summary: 'The last.' })
  expect(await stands()).toEqual({ photo: first.photo, excerpt: 'The last.' })

  await site.change(Number(post?.id), { excerpt: 'Words of the editor.' })
  await update({ summary: 'Once more.' })
  expect((await stands()).excerpt).toBe('Words of the editor.')
  const form = await browser.page(`post.php?post=${post?.id}&action=edit`)
  expect(form).toMatch(/diff-deletedline.*Words of the editor\..*diff-addedline.*Once more\./s)
})

test('the main photo becomes the featured image, with its credit', async () => {
  const wire = await on.connected({ photo: '1', tags: '1' })
  const credit = 'Jane Doe/Daily Caller News Foundation'
  const { id: media } = await anImage(wire.product, { alt: 'A bridge', caption: 'The bridge.', credit })
  const { id } = await anArticle(wire.product, { media: [media], tags: ['Bridges'] })
  await wire.pass()

  const [post] = await on.postsOf(id)
  const page = await read(post?.link)
  expect(page).toMatch(/<img [^>]*src="[^"]+\/wirecopy-photo-[^"]+" [^>]*alt="A bridge"/)
  expect(page).toContain(`The bridge. (${credit})</figcaption>`)
  expect(page.split('A bridge')).toHaveLength(2)

  const staff = await aStaffMember(wire.product)
  await staff.call('PATCH', `/v1/staff/media/${media}`, { payload: { credit: 'Joan Doe/DCNF' } })
  await staff.post(`/v1/staff/articles/${id}/updates`, { bodyHtml: '<p>More.</p>' })
  await wire.pass(minuteMs)
  expect(await read(post?.link)).toContain('The bridge. (Joan Doe/DCNF)</figcaption>')
  expect(post?.tags).toEqual(['Bridges'])
})

test('a headline is text in the media library, too, whoever fetches the story', async () => {
  const wire = await aNewswire(site)
  const { id: media } = await anImage(wire.product)
  await anArticle(wire.product, { media: [media], headline: 'Votes <script>alert(1)</script> & more' })
  await connectTo(browser, wire, { photo: '1' })

  const titles = await site.php(`global $wpdb;
    echo implode('|', $wpdb->get_col("SELECT post_title FROM $wpdb->posts WHERE post_type = 'attachment'"));`)
  expect(titles).toContain('Votes &lt;script&gt;alert(1)&lt;/script&gt; &amp; more')
  expect(titles).not.toContain('<script>')
})

test('the reporters are guest authors where Co-Authors Plus is active, each printed once', async () => {
  const wire = await on.connected()
  const reporters = [await aReporter(wire.product, 'Jane Doe'), await aReporter(wire.product, 'John Roe')]
  const { id } = await anArticle(wire.product, { reporters: reporters.map(({ id }) => id) })
  await site.php(`${coAuthorsPlus} do_action('wirecopy_follow');`)
  const [post] = await on.postsOf(id)
  const printed = () =>
    site.php(`${coAuthorsPlus} echo coauthors_posts_links(${post?.id}), '|', get_the_author();`)

  const [jane, john] = ['Jane Doe', 'John Roe'].map((name) => `${name}, Daily Caller News Foundation`)
  const line = 'Jane Doe and John Roe, Daily Caller News Foundation'
  expect(await printed()).toBe(`<a>${jane}</a> and <a>${john}</a>|${line}`)

  const editor = await aStaffMember(wire.product, 'editor')
  const correct = async (bodyHtml: string) => {
    await editor.post(`/v1/staff/articles/${id}/corrections`, { note: 'It was more.', bodyHtml })
    await site.php(`${coAuthorsPlus} do_action('wirecopy_follow');`)
  }
  await site.php(`update_post_meta(${post?.id}, 'coauthors', ['john-roe-daily-caller-news-foundation']);`)
  await correct('<p>Much more.</p>')
  expect(await printed()).toBe(`<a>${john}</a>|${line}`)
  expect(await read(post?.link)).toContain('<p>Much more.</p>')
})

test('without the plugin nothing is sent there or kept', async () => {
  const wire = await on.connected()
  const endpoints = async () => (await wire.partner.get('/v1/webhook-endpoints')).json().items
  expect(await endpoints()).toHaveLength(1)
  const left = await site.php(`
    require_once ABSPATH . 'wp-admin/includes/plugin.php';
    deactivate_plugins('wirecopy/wirecopy.php');
    uninstall_plugin('wirecopy/wirecopy.php');
    global $wpdb;
    echo $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->options WHERE option_name LIKE '%wirecopy%'");`)

  expect(await endpoints()).toEqual([])
  expect(left).toBe('0')
})
