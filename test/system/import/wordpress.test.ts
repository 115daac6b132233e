import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWordPress, type WordPress } from '../../support/wordpress/wordpress.ts'

const patienceMs = 120_000

let site: WordPress
beforeAll(async () => {
  site = await startWordPress()
}, patienceMs)
afterAll(() => site.stop(), patienceMs)

test('a WordPress of its own takes posts and gives them out again', async () => {
  const { id } = await site.post({ title: 'Hello', content: '<p>Text.</p>' })

  const posts = await (await fetch(`${site.url}/wp-json/wp/v2/posts?include=${id}`)).json()

  expect(posts).toMatchObject([{ id, title: { rendered: 'Hello' } }])
  expect(await site.exported()).toContain('<title><![CDATA[Hello]]></title>')
})
