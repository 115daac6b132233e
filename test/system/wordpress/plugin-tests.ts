import { createHmac } from 'node:crypto'
import { globSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { beforeAll, expect, test, vi } from 'vitest'
import { webhookDeliveries } from '../../../src/delivery/webhooks/tables.ts'
import { revokeApiKey } from '../../../src/partners/api-keys.ts'
import { anArticle, anImage, aStaffMember, killed, withdrawn } from '../../support/factories.ts'
import { actor } from '../../support/product.ts'
import { run } from '../../support/wordpress/processes.ts'
import type { WordPress } from '../../support/wordpress/wordpress.ts'
import { aNewswire, connectTo } from './newswire.ts'
import { type PluginSite, pluginOn, read } from './plugin-site.ts'
import { sharedSite } from './shared-site.ts'
import { type Browser, furnish, installPlugin, linkIn, settingsIn, signedIn } from './site.ts'

const minuteMs = 60_000
const toleranceMs = 5 * minuteMs

let site: WordPress
let browser: Browser
let on: PluginSite

// What the plugin in `examples/wordpress` does on the site of a partner.
beforeAll(async () => {
  site = sharedSite()
  await furnish(site)
  browser = await signedIn(site, 'administrator')
  on = pluginOn(site, browser)
})

test('every file of it is good PHP', async () => {
  const files = globSync('examples/wordpress/**/*.php')
  const checks = await Promise.all(files.map((file) => run('php', ['-l', file])))

  expect(files.length).toBeGreaterThan(10)
  for (const { stdout } of checks) expect(stdout).toMatch(/^No syntax errors/)
})

test('from the upload to a draft of the first story in six clicks, with all that must be printed', async () => {
  const wire = await aNewswire(site)
  const canonicalUrl = 'https://dcnf.example/council'
  await anArticle(wire.product, { headline: 'Council “Votes” [gallery] & <b>', slug: 'vote', canonicalUrl })
  const somebody = await signedIn(site, 'administrator')

  const settings = await installPlugin(somebody)
  expect(settings).toContain('placeholder="wc_live_…"')
  const fields = { ...settingsIn(settings), action: 'wirecopy_save', key: wire.setupLink }
  const saved = await somebody.post('admin-post.php', fields)
  expect(fields).toMatchObject({ server: '', status: 'draft', byline: '1' })
  expect(somebody.clicks()).toBe(6)
  expect(saved).toContain(`Connected as ${wire.partner.name}.`)
  expect(saved).toContain('Changes are sent to this site as they happen')
  expect(saved).not.toContain(wire.partner.key)

  const page = await somebody.seen(linkIn(saved, /Stories have arrived\.[\s\S]*<iframe src="([^"]+)"/))
  expect(page).toContain('<p id="author">Jane Doe, Daily Caller News Foundation</p>')
  expect(page).toContain('By Jane Doe, <span class="wire-affiliation">Daily Caller News Foundation</span>')
  const logo = `src="${site.url}/wp-content/uploads/[^"]+" alt="Daily Caller News Foundation logo"`
  expect(page).toMatch(new RegExp(`<img [^>]*${logo}`))
  expect(page).toContain('<h1>Council “Votes” [gallery] &amp; &lt;b&gt;</h1>')
  const [, post = ''] = /<iframe src="[^"]*[?&#;]p=(\d+)/.exec(saved) ?? []
  await site.change(Number(post), { status: 'publish' })
  const canonical = `<link rel="canonical" href="${canonicalUrl}" />`
  expect(await read(`${site.url}/?p=${post}`)).toContain(canonical)
})

test('a set-up link fills in the key where its server is the one, out of sight of every server', async () => {
  const wire = await on.connected()
  const script = (html: string) => /<script id="wirecopy-setup">([\s\S]*?)<\/script>/.exec(html)?.[1]
  const html = await browser.seen(wire.setupLink)
  const { hash, search, pathname } = new URL(wire.setupLink)
  const [field, replaceState] = [{ value: '' }, vi.fn()]
  runInNewContext(script(html) ?? '', {
    ...{ URLSearchParams, location: { hash, search, pathname }, history: { replaceState } },
    document: { getElementById: (id: string) => (id === 'wirecopy-key' ? field : null) },
  })

  expect(field.value).toBe(wire.partner.key)
  expect(replaceState).toHaveBeenCalledExactlyOnceWith(null, '', pathname + search)
  expect(pathname + search).not.toContain('wc_live')
  const elsewhere = await browser.seen(wire.setupLink.replace(/server=[^#]+/, 'server=https://evil.example'))
  expect(elsewhere).toContain(`value="${wire.publicUrl}"`)
  expect(script(elsewhere)).toBeUndefined()
})

test('what is made to be pasted comes through WordPress as it is', async () => {
  const { product, partner } = await aNewswire(site)
  const { id: media } = await anImage(product, { caption: 'A “bridge” & <more>', credit: 'Jane Doe' })
  const text =
    '<h2>Why</h2><p>An <a href="https://x.example/?a=1&amp;b=2"><em>odd</em></a> “story” [gallery]</p>'
  const lists = '<ul><li>One</li></ul><ol><li>Two</li></ol><blockquote><p>Quite.</p></blockquote>'
  const { id } = await anArticle(product, { bodyHtml: text + lists, media: [media], summary: 'S' })
  const editor = await aStaffMember(product, 'editor')
  await editor.post(`/v1/staff/articles/${id}/corrections`, { note: 'It was > 2 & "odd".' })

  const { body } = await partner.get(`/v1/articles/${id}?format=embed`)
  const passed = `wp_kses_post(base64_decode('${Buffer.from(body).toString('base64')}'))`
  expect(body).toMatch(/<img .*<h2>.*wire-attribution/s)
  expect(await site.php(`echo ${passed};`)).toBe(body)
})

test('a correction is applied, and no story is there twice, whoever tells of it', async () => {
  const wire = await on.connected()
  const { id } = await anArticle(wire.product)
  const cursor = (await wire.partner.get('/v1/changes?after=now')).json().cursor
  await Promise.all([wire.pass(), on.cron(), on.cron()])
  await wire.pass(minuteMs)
  const [post] = await on.postsOf(id)

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
  expect(await on.postsOf(id)).toHaveLength(1)
  expect(await read(post?.link)).toBe(page)
})

test('the cron job is there again on the next page of an administrator, as on the sites of a network', async () => {
  await on.connected()
  const next = 'echo wp_next_scheduled("wirecopy_follow") > 0 ? "yes" : "no";'
  expect(await site.php(`wp_clear_scheduled_hook('wirecopy_follow'); ${next}`)).toBe('no')
  await browser.seen('index.php')

  expect(await site.php(next)).toBe('yes')
})

test('what is under embargo is not among the first stories, and comes once it may', async () => {
  const wire = await aNewswire(site, { advanceAccess: true })
  const embargoedUntil = wire.product.clock.now() + 2 * minuteMs
  const { id } = await anArticle(wire.product, {}, { embargoedUntil })
  const open = await anArticle(wire.product)
  await connectTo(browser, wire)

  expect(await on.statusOf(open.id)).toBe('publish')
  expect(await on.postsOf(id)).toEqual([])
  expect(await site.php(`echo strtotime(get_option('wirecopy_state')['begun']) <= time();`)).toBe('1')
  await wire.pass(3 * minuteMs)
  expect(await on.statusOf(id)).toBe('publish')
})

test('changes are sent again soon after they were not, as when a key was only tested', async () => {
  const wire = await on.connected()
  const endpoints = async () => (await wire.partner.get('/v1/webhook-endpoints')).json().items
  await on.cron()
  await connectTo(browser, wire, { action: 'wirecopy_test' })
  expect(await endpoints()).toEqual([])
  await on.cron()
  expect(await endpoints()).toHaveLength(1)

  const refused = `delete_transient('wirecopy_webhook_seen'); update_option('wirecopy_key', 'wc_live_x');`
  const wait = `echo get_option('_transient_timeout_wirecopy_webhook_seen') - time();`
  expect(Number(await site.php(`${refused} do_action('wirecopy_follow'); ${wait}`))).toBeLessThan(3601)
})

test('a kill drill that arrives is answered', async () => {
  const wire = await on.connected()
  const staff = await aStaffMember(wire.product)
  const { id } = (await staff.post('/v1/staff/kill-drills')).json()
  await wire.pass()

  const { answers } = (await staff.get(`/v1/staff/kill-drills/${id}`)).json()
  expect(answers).toMatchObject([{ partner: { id: wire.partner.id }, way: 'api' }])
})

test('a kill unpublishes at once and for ever, a withdrawal until it is over', async () => {
  const wire = await on.connected()
  const [bad, doubtful] = [await anArticle(wire.product), await anArticle(wire.product)]
  await wire.pass()
  const [[down], [away]] = [await on.postsOf(bad.id), await on.postsOf(doubtful.id)]
  await site.change(Number(down?.id), { content: '<p>Edited here.</p>' })
  await killed(wire.product, bad.id)
  await withdrawn(wire.product, doubtful.id)
  await wire.pass()

  for (const post of [down, away]) expect((await fetch(String(post?.link))).status).toBe(404)
  expect(await on.statusOf(bad.id)).toBe('trash')
  expect(await wire.answerTo(bad.id)).toMatchObject({ answer: 'removed', pages: [down?.link] })
  expect(await wire.answerTo(doubtful.id)).toMatchObject({ answer: 'removed', pages: [away?.link] })
  await site.php(`wp_untrash_post(${down?.id}); wp_publish_post(${down?.id});
    wp_update_post(['ID' => ${down?.id}, 'post_status' => 'publish']);
    wp_update_post(['ID' => ${away?.id}, 'post_status' => 'publish']);`)
  expect(await on.statusOf(bad.id)).toBe('draft')
  expect(await on.statusOf(doubtful.id)).toBe('draft')

  const editor = await aStaffMember(wire.product, 'editor')
  await editor.post(`/v1/staff/articles/${doubtful.id}/publications`)
  await wire.pass()
  expect(await on.statusOf(doubtful.id)).toBe('publish')
})

test('a kill is obeyed, and so delivered, also where the key is none any more; what cannot be fetched is not', async () => {
  const wire = await on.connected()
  const { product, partner } = wire
  const { id } = await anArticle(product)
  await wire.pass()
  await product.database.write((tx) => revokeApiKey(tx, actor, partner.id, partner.keyId))
  const { id: unknown } = await anArticle(product)
  await killed(product, id)
  await wire.pass(minuteMs)

  expect(await on.statusOf(id)).toBe('trash')
  const sent = await product.database.read.select().from(webhookDeliveries).limit(10)
  const statusOf = (article: string, type: string) =>
    sent.find((each) => each.articleId === article && each.type === `article.${type}`)?.status
  expect(statusOf(id, 'killed')).toBe('delivered')
  expect(statusOf(unknown, 'published')).toBe('waiting')
})

test('what is not signed by the newswire, or not now, is refused', async () => {
  const wire = await on.connected()
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
  expect(await on.statusOf(id)).toBe('publish')
  expect(await send(secret)).toBe(204)
  expect(await on.statusOf(id)).toBe('trash')
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

  expect(await on.statusOf(old.id)).toBeUndefined()
  expect(await on.statusOf(bad.id)).toBe('trash')
  expect(await on.statusOf(good.id)).toBe('publish')
  expect(await on.statusOf(late.id)).toBe('publish')
})

test('what was never published here is answered so, and what was deleted stays deleted', async () => {
  const wire = await on.connected({ status: 'draft' })
  const [unused, deleted] = [await anArticle(wire.product), await anArticle(wire.product)]
  await wire.pass()
  const [post] = await on.postsOf(deleted.id)
  await site.php(`wp_delete_post(${post?.id}, true);`)
  expect(await on.statusOf(unused.id)).toBe('draft')
  for (const { id } of [unused, deleted]) await withdrawn(wire.product, id)
  await wire.pass()

  for (const { id } of [unused, deleted])
    expect(await wire.answerTo(id)).toMatchObject({ answer: 'never_used', pages: [] })
  const editor = await aStaffMember(wire.product, 'editor')
  for (const { id } of [unused, deleted]) await editor.post(`/v1/staff/articles/${id}/publications`)
  await wire.pass()
  expect(await on.statusOf(unused.id)).toBe('draft')
  expect(await on.postsOf(deleted.id)).toEqual([])
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
