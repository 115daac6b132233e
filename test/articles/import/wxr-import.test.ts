import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aCommandLine } from '../../cli/support/wirecopy.ts'

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
  return { line, read }
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

test('an export file that is not there is named', async () => {
  const { wirecopy } = await aCommandLine()

  expect(await wirecopy('import', 'wxr', '/nowhere/export.xml')).toMatchObject({
    code: 2,
    err: '/nowhere/export.xml cannot be read; name the export file\n',
  })
})
