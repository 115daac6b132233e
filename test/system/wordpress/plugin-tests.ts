import { createHmac } from 'node:crypto'
import { globSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { anArticle, anImage, aReporter, aStaffMember, killed, withdrawn } from '../../support/factories.ts'
import { run } from '../../support/wordpress/processes.ts'
import type { WordPress } from '../../support/wordpress/wordpress.ts'
import { coAuthorsPlus } from './co-authors-plus.ts'
import { aNewswire, connectTo, type Newswire } from './newswire.ts'
import { sharedSite } from './shared-site.ts'
import { type Browser, furnish, installPlugin, linkIn, signedIn } from './site.ts'

const minuteMs = 60_000
const toleranceMs = 5 * minuteMs

let site: WordPress
let browser: Browser

// What the plugin in `examples/wordpress` does on the site of a partner.
beforeAll(async () => {
  site = sharedSite()
  await furnish(site)
  browser = await signedIn(site, 'administrator')
})

test('every file of it is good PHP', async () => {
  const files = globSync('examples/wordpress/**/*.php')
  const checks = await Promise.all(files.map((file) => run('php', ['-l', file])))

  expect(files.length).toBeGreaterThan(10)
  for (const { stdout } of checks) expect(stdout).toMatch(/^No syntax errors/)
})

test('from the upload to the first story, with all that must be printed', async () => {
  const settings = await installPlugin(browser)
  const wire = await aNewswire(site)
  const canonicalUrl = 'https://dcnf.example/council'
  await anArticle(wire.product, { headline: 'Council “Votes” [gallery] & <b>', slug: 'vote', canonicalUrl })

  expect(settings).toContain('placeholder="wc_live_…"')
  const saved = await connectTo(browser, wire)
  expect(saved).toContain(`Connected as ${wire.partner.name}.`)
  expect(saved).toContain('Changes are sent to this site as they happen')
  expect(saved).not.toContain(wire.partner.key)

  const page = await read(linkIn(saved, /Stories have arrived\. <a href="([^"]+)"/))
  expect(page).toContain('<p id="author">Jane Doe, Daily Caller News Foundation</p>')
  expect(page).toContain('By Jane Doe, <span class="wire-affiliation">Daily Caller News Foundation</span>')
  const logo = `src="${site.url}/wp-content/uploads/[^"]+" alt="Daily Caller News Foundation logo"`
  expect(page).toMatch(new RegExp(`<img [^>]*${logo}`))
  expect(page).toContain(`<link rel="canonical" href="${canonicalUrl}" />`)
  expect(page).toContain('<h1>Council “Votes” [gallery] &amp; &lt;b&gt;</h1>')
})

test('a correction is applied, and no story is there twice, whoever tells of it', async () => {
  const wire = await connected()
  const { id } = await anArticle(wire.product)
  const cursor = (await wire.partner.get('/v1/changes?after=now')).json().cursor
  await Promise.all([wire.pass(), cron(), cron()])
  await wire.pass(minuteMs)
  const [post] = await postsOf(id)

  const editor = await aStaffMember(wire.product, 'editor')
  const mended = { note: 'The vote was on Tuesday.', bodyHtml: '<p>On Tuesday.</p>' }
  await editor.post(`/v1/staff/articles/${id}/corrections`, mended)
  await wire.pass()
  const page = await read(post?.link)
  expect(page).toContain('<p>On Tuesday.</p>')
  expect(page).toMatch(
    /<p class="wire-correction"><em>Correction, [^:]+: The vote was on Tuesday.<\/em><\/p>/,
  )

  const { items } = (await wire.partner.get('/v1/webhook-endpoints')).json()
  await wire.partner.post(`/v1/webhook-endpoints/${items[0].id}/replays`, { after: cursor })
  await wire.pass(2 * minuteMs)
  expect(await postsOf(id)).toHaveLength(1)
  expect(await read(post?.link)).toBe(page)
})

test('what an editor has written stays, beside what is different', async () => {
  const wire = await connected()
  const { id } = await anArticle(wire.product, { bodyHtml: '<p>One and two.</p>' })
  await wire.pass()
  const [post] = await postsOf(id)
  await site.change(Number(post?.id), { content: '<p>Words of our own.</p>' })
  const editor = await aStaffMember(wire.product, 'editor')
  const mended = { note: 'Not two.', bodyHtml: '<p>One and three.</p>' }
  await editor.post(`/v1/staff/articles/${id}/corrections`, mended)
  await wire.pass()

  expect(await read(post?.link)).toContain('<p>Words of our own.</p>')
  expect(await wire.answerTo(id)).toBeNull()
  expect(await browser.page('edit.php')).toContain('which was edited here. Nothing was overwritten.')
  const form = await browser.page(`post.php?post=${post?.id}&action=edit`)
  expect(form).toContain('It is a correction: Not two.')
  expect(form).toMatch(/<td class='diff-addedline'>.*One and <ins>three<\/ins>/)
  await browser.page(linkIn(form, /href="([^"]+)">Take over the new version/))
  expect(await wire.answerTo(id)).toMatchObject({ answer: 'corrected' })
  expect(await read(post?.link)).toContain('<p>One and three.</p>')
  expect(await browser.page('edit.php')).not.toContain('Nothing was overwritten')
})

test('a kill unpublishes at once and for ever, a withdrawal until it is over', async () => {
  const wire = await connected()
  const [bad, doubtful] = [await anArticle(wire.product), await anArticle(wire.product)]
  await wire.pass()
  const [[down], [away]] = [await postsOf(bad.id), await postsOf(doubtful.id)]
  await site.change(Number(down?.id), { content: '<p>Edited here.</p>' })
  await killed(wire.product, bad.id)
  await withdrawn(wire.product, doubtful.id)
  await wire.pass()

  for (const post of [down, away]) expect((await fetch(String(post?.link))).status).toBe(404)
  expect(await statusOf(bad.id)).toBe('trash')
  expect(await wire.answerTo(bad.id)).toMatchObject({ answer: 'removed', pages: [down?.link] })
  expect(await wire.answerTo(doubtful.id)).toMatchObject({ answer: 'removed', pages: [away?.link] })
  await site.php(`wp_untrash_post(${down?.id}); wp_publish_post(${down?.id});
    wp_update_post(['ID' => ${down?.id}, 'post_status' => 'publish']);
    wp_update_post(['ID' => ${away?.id}, 'post_status' => 'publish']);`)
  expect(await statusOf(bad.id)).toBe('draft')
  expect(await statusOf(doubtful.id)).toBe('draft')

  const editor = await aStaffMember(wire.product, 'editor')
  await editor.post(`/v1/staff/articles/${doubtful.id}/publications`)
  await wire.pass()
  expect(await statusOf(doubtful.id)).toBe('publish')
})

test('what is not signed by the newswire, or not now, is refused', async () => {
  const wire = await connected()
  const { id } = await anArticle(wire.product)
  await wire.pass()
  const secret = await site.php(`echo get_option('wirecopy_webhook')['secret'];`)
  const told = { type: 'article.killed', at: new Date().toISOString(), note: 'Down.' }
  const body = JSON.stringify({ ...told, article: { id, pubStatus: 'canceled' } })
  const send = async (key: string, at = Date.now(), text = body) => {
    const timestamp = String(Math.floor(at / 1_000))
    const mac = createHmac('sha256', Buffer.from(key.replace('whsec_', ''), 'base64'))
    const signature = `v1,${mac.update(`whd_1.${timestamp}.${body}`).digest('base64')}`
    const headers = { 'webhook-id': 'whd_1', 'webhook-timestamp': timestamp, 'webhook-signature': signature }
    const hook = `${site.url}/wp-json/wirecopy/v1/changes`
    const type = { 'content-type': 'application/json' }
    return (await fetch(hook, { method: 'POST', headers: { ...type, ...headers }, body: text })).status
  }

  expect(await send('whsec_d3Jvbmc=')).toBe(401)
  expect(await send(secret, Date.now() - toleranceMs - minuteMs)).toBe(401)
  expect(await send(secret, Date.now() + toleranceMs + minuteMs)).toBe(401)
  expect(await send(secret, Date.now(), body.replace('Down', 'Up'))).toBe(401)
  expect(await statusOf(id)).toBe('publish')
  expect(await send(secret)).toBe(204)
  expect(await statusOf(id)).toBe('trash')
})

test('what was missed is caught up with when the cursor is good no more, but no archive', async () => {
  const wire = await aNewswire(site)
  const old = await anArticle(wire.product)
  await connectTo(browser, wire, { first: '0' })
  await wire.pass(minuteMs)
  const [bad, good] = [await anArticle(wire.product), await anArticle(wire.product)]
  await wire.pass(minuteMs)
  await killed(wire.product, bad.id)
  const late = await anArticle(wire.product)
  const cursor = `['cursor' => str_repeat('A', 22)]`
  await site.php(
    `update_option('wirecopy_state', array_merge(get_option('wirecopy_state'), ${cursor}));
    do_action('wirecopy_follow');`,
  )

  expect(await statusOf(old.id)).toBeUndefined()
  expect(await statusOf(bad.id)).toBe('trash')
  expect(await statusOf(good.id)).toBe('publish')
  expect(await statusOf(late.id)).toBe('publish')
})

test('the main photo becomes the featured image, with its credit', async () => {
  const wire = await connected({ photo: '1', tags: '1' })
  const credit = 'Jane Doe/Daily Caller News Foundation'
  const { id: media } = await anImage(wire.product, { alt: 'A bridge', caption: 'The bridge.', credit })
  const { id } = await anArticle(wire.product, { media: [media], tags: ['Bridges'] })
  await wire.pass()

  const [post] = await postsOf(id)
  const page = await read(post?.link)
  expect(page).toMatch(/<img [^>]*src="[^"]+\/wirecopy-photo-[^"]+" [^>]*alt="A bridge"/)
  expect(page).toContain(`The bridge. (${credit})</figcaption>`)
  expect(page.split('A bridge')).toHaveLength(2)
  expect(post?.tags).toEqual(['Bridges'])
})

test('what was never published here is answered so, and what was deleted stays deleted', async () => {
  const wire = await connected({ status: 'draft' })
  const [unused, deleted] = [await anArticle(wire.product), await anArticle(wire.product)]
  await wire.pass()
  const [post] = await postsOf(deleted.id)
  await site.php(`wp_delete_post(${post?.id}, true);`)
  expect(await statusOf(unused.id)).toBe('draft')
  for (const { id } of [unused, deleted]) await withdrawn(wire.product, id)
  await wire.pass()

  for (const { id } of [unused, deleted])
    expect(await wire.answerTo(id)).toMatchObject({ answer: 'never_used', pages: [] })
  const editor = await aStaffMember(wire.product, 'editor')
  for (const { id } of [unused, deleted]) await editor.post(`/v1/staff/articles/${id}/publications`)
  await wire.pass()
  expect(await statusOf(unused.id)).toBe('draft')
  expect(await postsOf(deleted.id)).toEqual([])
})

test('the reporters are guest authors where Co-Authors Plus is active', async () => {
  const wire = await connected()
  const reporters = [await aReporter(wire.product, 'Jane Doe'), await aReporter(wire.product, 'John Roe')]
  await anArticle(wire.product, { reporters: reporters.map(({ id }) => id) })
  const credited = await site.php(
    `${coAuthorsPlus} do_action('wirecopy_follow'); echo json_encode($credited);`,
  )

  expect(JSON.parse(credited)).toEqual({
    guests: ['Jane Doe, Daily Caller News Foundation', 'John Roe, Daily Caller News Foundation'],
    of: ['jane-doe-daily-caller-news-foundation', 'john-roe-daily-caller-news-foundation'],
  })
})

test('only administrators set it up, and with nothing that is no server or no key', async () => {
  const wire = await aNewswire(site)
  const author = await signedIn(site, 'author')
  const fields = { action: 'wirecopy_save', server: wire.publicUrl, key: wire.partner.key }

  expect(await author.post('admin-post.php', fields)).toContain('You may not change these settings.')
  expect(await browser.post('admin-post.php', fields)).toContain('The link you followed has expired.')
  expect(await connectTo(browser, wire, { server: 'http://wire.example.org' })).toContain(
    'must begin with https:',
  )
  expect(await connectTo(browser, wire, { key: 'wc_live_7' })).toContain('That is not a key')
  const unknown = `${wire.partner.key.slice(0, -1)}${wire.partner.key.endsWith('a') ? 'b' : 'a'}`
  expect(await connectTo(browser, wire, { key: unknown })).toContain('notice-error')
  const tested = await connectTo(browser, wire, { action: 'wirecopy_test' })
  expect(tested).toContain(`Connected as ${wire.partner.name}.`)
  expect(tested).toContain('The newest story: ')
})

test('without the plugin nothing is sent there or kept', async () => {
  const wire = await connected()
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

/** A newswire that the site has been connected to. */
async function connected(fields: Record<string, string> = {}): Promise<Newswire> {
  const wire = await aNewswire(site)
  await connectTo(browser, wire, fields)
  return wire
}

/** What WordPress does every five minutes. */
async function cron(): Promise<void> {
  await site.php(`do_action('wirecopy_follow');`)
}

/** The posts that show a story, whatever became of them. */
async function postsOf(id: string): Promise<{ id: number; link: string; status: string; tags: string[] }[]> {
  const found = await site.php(`
    $statuses = array_keys(get_post_stati());
    $posts = get_posts(['post_status' => $statuses, 'meta_key' => '_wirecopy_of_${id}', 'numberposts' => 5]);
    echo json_encode(array_map(fn ($post) => [
      'id' => $post->ID,
      'link' => get_permalink($post),
      'status' => $post->post_status,
      'tags' => wp_get_post_tags($post->ID, ['fields' => 'names']),
    ], $posts));`)
  return JSON.parse(found)
}

async function statusOf(id: string): Promise<string | undefined> {
  return (await postsOf(id))[0]?.status
}

async function read(address: string | undefined): Promise<string> {
  return (await fetch(String(address))).text()
}
