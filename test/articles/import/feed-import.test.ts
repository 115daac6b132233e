import { expect, test } from 'vitest'
import { aCommandLine } from '../../cli/support/wirecopy.ts'
import { anInternet } from '../../platform/fetch/support/internet.ts'

interface Item {
  id: number
  title?: string
}

function feed(items: Item[], encoding = 'UTF-8'): string {
  const written = items.map(
    ({ id, title = `Story ${id}` }) => `<item>
      <title>${title}</title><link>https://news.example/story-${id}/</link><dc:creator>Jane Doe</dc:creator>
      <pubDate>Wed, 01 Apr 2026 10:0${id}:00 +0000</pubDate><guid isPermaLink="false">story ${id}</guid>
      <content:encoded><![CDATA[<p>Text of story ${id}.</p>]]></content:encoded></item>`,
  )
  return `<?xml version="1.0" encoding="${encoding}"?><rss version="2.0"
    xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel><title>News</title><link>https://news.example</link>${written.join('')}</channel></rss>`
}

async function aDesk() {
  const line = await aCommandLine()
  const served = { body: Buffer.from(feed([{ id: 1 }, { id: 2 }])), type: 'application/rss+xml', status: 200 }
  const { network } = await anInternet({
    'news.example': {
      answer: (_, response) => {
        response.writeHead(served.status, { 'Content-Type': served.type }).end(served.body)
      },
    },
  })
  const { id: jane } = await line.json('reporter', 'add', '--name', 'Jane Doe')
  await line.json('reporter', 'map', 'Jane Doe', jane)
  const read = async () => {
    const { code, out, err } = await line.within(['import', 'feed', 'http://news.example/feed/', '--json'], {
      network,
    })
    return { code, err, ...JSON.parse(out).result }
  }
  return { line, served, read }
}

test('the stories of a feed are imported, and once', async () => {
  const { line, read } = await aDesk()

  expect(await read()).toMatchObject({ code: 0, counts: { imported: 2 } })
  expect(await read()).toMatchObject({ counts: { imported: 0, unchanged: 2 } })

  const { items } = await line.json('article', 'list', '--limit', '2')
  expect(items).toMatchObject([{ headline: 'Story 2' }, { headline: 'Story 1' }])
})

test('a story that a feed no longer lists has not vanished, and one that it changes is updated', async () => {
  const { line, served, read } = await aDesk()
  await read()

  served.body = Buffer.from(feed([{ id: 2, title: 'Better' }]))

  expect(await read()).toMatchObject({ counts: { updated: 1, vanished: 0 } })
  expect((await line.json('desk', 'list')).items).toEqual([])
})

test.each([
  ['the header', 'application/rss+xml; charset=ISO-8859-1', 'UTF-8'],
  ['the document', 'application/rss+xml', 'ISO-8859-1'],
])('a feed in another charset is read as %s says', async (_, type, encoding) => {
  const { line, served, read } = await aDesk()
  served.type = type
  served.body = Buffer.from(feed([{ id: 1, title: 'Café' }], encoding), 'latin1')

  await read()

  expect((await line.json('article', 'list', '--limit', '1')).items).toMatchObject([{ headline: 'Café' }])
})

test('what is no feed is said to be none', async () => {
  const { served, read } = await aDesk()
  served.body = Buffer.from('<!doctype html><title>News</title>')

  expect(await read()).toMatchObject({ counts: { imported: 0, skipped: 1 } })

  served.status = 404
  expect(await read()).toMatchObject({ code: 1, err: 'news.example answered with 404\n' })
})
