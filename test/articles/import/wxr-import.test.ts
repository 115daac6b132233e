import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aCommandLine } from '../../cli/support/wirecopy.ts'
import { anItem, anExport as anotherExport } from './support/exports.ts'
import { aWordPress } from './support/wordpress.ts'

function anExport(headlines: string[]): string {
  const items = headlines.map(
    (headline, at) => `<item><title>${headline}</title><link>https://news.example/${at + 1}/</link>
      <dc:creator><![CDATA[jane]]></dc:creator><guid isPermaLink="false">https://news.example/?p=${at + 1}</guid>
      <content:encoded><![CDATA[<p>Text of story ${at + 1}.</p>]]></content:encoded>
      <wp:post_id>${at + 1}</wp:post_id><wp:post_date_gmt>2026-04-01 10:0${at + 1}:00</wp:post_date_gmt>
      <wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
    xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>News</title><wp:wxr_version>1.2</wp:wxr_version>
    <wp:author><wp:author_login><![CDATA[jane]]></wp:author_login>
    <wp:author_display_name><![CDATA[Jane Doe]]></wp:author_display_name></wp:author>
    ${items.join('\n')}</channel></rss>`
}

async function aDesk() {
  const line = await aCommandLine()
  const { id: jane } = await line.json('reporter', 'add', '--name', 'Jane Doe')
  await line.json('reporter', 'map', 'Jane Doe', jane)
  const file = join(line.storage.dataDir, 'export.xml')
  const read = async (headlines: string[], ...more: string[]) => {
    await writeFile(file, anExport(headlines))
    return (await line.json('import', 'wxr', file, ...more)).result.counts
  }
  return { line, file, read }
}

test('the posts of an export file are imported, and once', async () => {
  const { line, read } = await aDesk()

  expect(await read(['One', 'Two'], '--dry-run')).toMatchObject({ imported: 2 })
  expect(await read(['One', 'Two'])).toMatchObject({ imported: 2 })
  expect(await read(['One', 'Two', 'Three'])).toMatchObject({ imported: 1, unchanged: 2, vanished: 0 })

  const { items } = await line.json('article', 'list', '--limit', '3')
  expect(items).toMatchObject([
    { headline: 'Three', publishedAt: '2026-04-01T10:03:00.000Z' },
    { headline: 'Two' },
    { headline: 'One' },
  ])
})

test('an export is read as a source that is there, with its rules, and nothing of it comes twice', async () => {
  const { line, file, read } = await aDesk()
  const site = await aWordPress()
  site.add({ id: 1, title: 'One', html: '<p>Text of story 1.</p>' })
  const { network } = site
  const importing = ['import', 'wordpress', site.url, '--hold', '--json']
  await line.within(importing, { network })
  const [source] = (await line.json('source', 'list')).items

  expect(await read(['One', 'Two'], '--source', source.id)).toMatchObject({ updated: 1, held: 1 })

  const asked = site.asked.length
  await line.within(['import', 'wxr', file, '--source', source.id], { network })
  expect(site.asked).toHaveLength(asked)
  expect((await line.json('source', 'list')).items).toHaveLength(1)
})

test('a feed is no source of an export', async () => {
  const { line, file, read } = await aDesk()
  await read(['One'])
  const { id } = await line.json('source', 'add', 'https://news.example/feed', '--kind', 'feed')

  expect(await line.wirecopy('import', 'wxr', file, '--source', id)).toMatchObject({
    code: 2,
    err: expect.stringContaining('is a feed'),
  })
})

test('what is no published post is counted by its kind', async () => {
  const { line, file } = await aDesk()
  const others = [
    anItem({ 'wp:post_type': 'page' }),
    anItem({ 'wp:status': 'draft' }),
    anItem({ 'wp:post_type': 'page', 'wp:post_id': '7' }),
  ]
  await writeFile(file, anotherExport(...others))

  expect((await line.json('import', 'wxr', file, '--dry-run')).result.leftOut).toEqual([
    { name: 'page', items: 2 },
    { name: 'draft', items: 1 },
  ])
  const { out } = await line.wirecopy('import', 'wxr', file, '--dry-run')
  expect(out).toMatch(/no published post: page +2/)
})

test('an export file that is not there is named', async () => {
  const { wirecopy } = await aCommandLine()

  expect(await wirecopy('import', 'wxr', '/nowhere/export.xml')).toMatchObject({
    code: 2,
    err: '/nowhere/export.xml cannot be read; name the export file\n',
  })
})
