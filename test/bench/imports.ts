import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { isFault } from '../../src/articles/import/source-story.ts'
import { wxrStories } from '../../src/articles/import/wxr.ts'
import { anExport, anItem, author } from '../articles/import/support/exports.ts'

const run = promisify(execFile)
const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

const readGoal = 2_000
const storeGoal = 300
const mib = 1024 * 1024
const firstPost = Date.UTC(2025, 0, 1)
const postEveryMs = 30 * 60 * 1_000
const paragraph =
  'The senator said on Tuesday that the bill would <a href="https://wire.example/">not pass</a> before summer. '
const body = `${`${paragraph.repeat(2)}\n\n`.repeat(18)}(RELATED: <a href="https://wire.example/">Dam</a>)`

/** Reads an export of WordPress with so many posts of ordinary length, stores it in SQLite, and says how fast. */
export async function measureImport(folder: string, posts: number): Promise<string> {
  const path = join(folder, 'export.xml')
  await writeExport(path, posts)
  const read = await measureReading(path, posts)
  return `export of ${posts.toLocaleString('en')} posts\n${read}${await measureStoring(folder, path, posts)}`
}

async function measureReading(path: string, posts: number): Promise<string> {
  const start = performance.now()
  const before = process.memoryUsage().rss
  let largest = before
  let stories = 0
  for await (const one of wxrStories(() => createReadStream(path))) {
    if (!isFault(one)) stories += 1
    if (stories % 500 === 0) largest = Math.max(largest, process.memoryUsage().rss)
  }
  requireAll(stories, posts)
  const grown = Math.round((largest - before) / mib)
  return line('read', stories, performance.now() - start, readGoal, `, memory grew ${grown} MiB`)
}

const reportSchema = z.object({
  startedAt: z.coerce.date(),
  endedAt: z.coerce.date(),
  result: z.object({ counts: z.object({ imported: z.int() }) }),
})

// As staff would: by the command, into a database of its own.
async function measureStoring(folder: string, path: string, posts: number): Promise<string> {
  const home = join(folder, 'imported')
  const env = { PATH: process.env.PATH, DATA_DIR: home, DATABASE_URL: `file:${join(home, 'wire.db')}` }
  const wirecopy = async (...args: string[]) => (await run(process.execPath, [cli, ...args], { env })).stdout
  await wirecopy('migrate')
  await wirecopy('seed')
  const reporter = await wirecopy('reporter', 'add', '--name', 'Jane Doe', '--kind', 'person', '--json')
  await wirecopy('reporter', 'map', 'Jane Doe', z.object({ id: z.string() }).parse(JSON.parse(reporter)).id)
  const report = reportSchema.parse(JSON.parse(await wirecopy('import', 'wxr', path, '--json')))
  const { imported } = report.result.counts
  requireAll(imported, posts)
  return line('stored', imported, report.endedAt.getTime() - report.startedAt.getTime(), storeGoal)
}

function requireAll(stories: number, posts: number): void {
  if (stories !== posts) throw new Error(`Of ${posts} posts, ${stories} came through`)
}

function line(what: string, stories: number, ms: number, goal: number, more = ''): string {
  const perS = Math.round((stories / ms) * 1_000)
  const verdict = perS < goal ? `, missed: not ${goal.toLocaleString('en')}` : ''
  return `${what.padEnd(8)}${perS.toLocaleString('en')} posts/s${more}${verdict}\n`
}

async function writeExport(path: string, posts: number): Promise<void> {
  const [head = '', tail = ''] = anExport(author('jdoe', 'Jane Doe'), '<!--items-->').split('<!--items-->')
  const file = await open(path, 'w')
  await file.write(head)
  for (let index = 1; index <= posts; index += 1) {
    const date = new Date(firstPost + index * postEveryMs).toISOString().slice(0, 19).replace('T', ' ')
    await file.write(
      anItem({ 'wp:post_id': String(index), 'wp:post_date_gmt': date, 'content:encoded': body }),
    )
  }
  await file.write(tail)
  await file.close()
}
