import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { anArticle, aReporter, killed } from '../support/factories.ts'
import { aWorkshop, runSample } from '../system/guides/running.ts'
import { aClient } from './support/client.ts'

const fence = /^```js\n([\s\S]*?)^```$/gm

/** What readers have of their own: they print what they would do, and end after so many changes. */
const own = `
const secret = 'whsec_d3Jvbmc='
const load = async () => undefined
const takeDown = async (id, note) => {
  console.log('down', id, note)
  return ['https://gazette.example/story']
}
const put = async ({ id }) => console.log('put', id)
let left = Number(process.env.CHANGES)
const save = async () => {
  if (--left === 0) await finish()
}
async function finish() {
  const forged = new Request('https://gazette.example/hook', { method: 'POST', body: '{}' })
  console.log('forged', (await POST(forged)).status)
  process.exit()
}
`

test('the samples of the README do what they say, also of a story that nobody fetched', async () => {
  const { product, partner, url, wirecopy } = await aClient()
  const reporters = [(await aReporter(product)).id]
  const fields = { reporters, section: 'Politics' }
  const unread = await anArticle(product, fields)
  const story = await anArticle(product, fields)
  await wirecopy.articles.get(story.id)
  await killed(product, unread.id, 'Never mind.')
  await killed(product, story.id, 'It is wrong.')
  product.clock.advance(1_000)
  const { id } = await anArticle(product, { ...fields, headline: 'Council Votes' })
  const changes = (await wirecopy.api.GET('/v1/changes')).data?.items.length

  const readme = readFileSync('client/README.md', 'utf8').replaceAll('https://wire.example.org', url)
  const [reading, following, receiving, ...more] = [...readme.matchAll(fence)].map(([, code]) => code)
  expect(more).toEqual([])
  const running = await runSample(
    { language: 'js', code: [reading, own, receiving, following].join('\n') },
    { folder: await aWorkshop(), env: { WIRECOPY_KEY: partner.key, CHANGES: String(changes) } },
  )
  await running.ended

  expect(running.printed()).toMatch(/^Council Votes .*Daily Caller News Foundation/s)
  for (const [{ id: down }, note] of [
    [unread, 'Never mind.'],
    [story, 'It is wrong.'],
  ] as const)
    expect(running.printed()).toContain(`down ${down} ${note}\n`)
  expect(running.printed()).toMatch(new RegExp(`put ${id}\nforged 401\n$`))
  expect(running.printed()).not.toContain(`put ${story.id}`)
})
