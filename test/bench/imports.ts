import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { isFault } from '../../src/articles/import/source-story.ts'
import { wxrStories } from '../../src/articles/import/wxr.ts'
import { anExport, anItem, author } from '../articles/import/support/exports.ts'

const goal = 2_000
const mib = 1024 * 1024
const paragraph =
  'The senator said on Tuesday that the bill would <a href="https://wire.example/">not pass</a> before summer. '
const body = `${`${paragraph.repeat(2)}\n\n`.repeat(18)}(RELATED: <a href="https://wire.example/">Dam</a>)`

/** Reads an export of WordPress with so many posts of ordinary length, and says how fast. */
export async function measureImport(folder: string, posts: number): Promise<string> {
  const path = join(folder, 'export.xml')
  await writeExport(path, posts)
  const start = performance.now()
  const before = process.memoryUsage().rss
  let largest = before
  let stories = 0
  for await (const one of wxrStories(() => createReadStream(path))) {
    if (!isFault(one)) stories += 1
    if (stories % 500 === 0) largest = Math.max(largest, process.memoryUsage().rss)
  }
  if (stories !== posts) throw new Error(`Of ${posts} posts, ${stories} were read`)
  const perS = Math.round((stories / (performance.now() - start)) * 1_000)
  const grown = Math.round((largest - before) / mib)
  const verdict = perS < goal ? `, missed: not ${goal.toLocaleString('en')}` : ''
  return `export of ${posts.toLocaleString('en')} posts  ${perS.toLocaleString('en')} posts/s, memory grew ${grown} MiB${verdict}\n`
}

async function writeExport(path: string, posts: number): Promise<void> {
  const [head = '', tail = ''] = anExport(author('jdoe', 'Jane Doe'), '<!--items-->').split('<!--items-->')
  const file = await open(path, 'w')
  await file.write(head)
  for (let index = 1; index <= posts; index += 1)
    await file.write(anItem({ 'wp:post_id': String(index), 'content:encoded': body }))
  await file.write(tail)
  await file.close()
}
