import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { fileOf } from '../../client/src/change-file.ts'
import { follow } from '../../client/src/follow-command.ts'
import { WrongUsage } from '../../client/src/usage.ts'
import { changeLogEpochs } from '../../src/articles/tables.ts'
import { anArticle, aReporter, killed } from '../support/factories.ts'
import { aFolder } from '../support/folders.ts'
import { freePort } from '../support/free-port.ts'
import { aClient } from './support/client.ts'

const cli = 'client/src/cli.ts'

type Served = Awaited<ReturnType<typeof aClient>>

/** The command, as a process that writes into a folder. */
function following({ url, partner }: Pick<Served, 'url' | 'partner'>, ...options: string[]) {
  const env = { ...process.env, WIRECOPY_URL: url, WIRECOPY_KEY: partner.key }
  const child = spawn(process.execPath, [cli, 'follow', ...options], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const ended = once(child, 'close').then(([code]) => code)
  return {
    /** Once it has said so much. */
    says: (text: string | RegExp) => expect.poll(() => said, { timeout: 20_000, interval: 5 }).toMatch(text),
    said: () => said,
    end: (signal: NodeJS.Signals) => {
      child.kill(signal)
      return ended
    },
    ended,
  }
}

async function aHotFolder(): Promise<string> {
  const folder = await aFolder('hot-folder')
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => !name.startsWith('.')).sort()
}

test('each change is a file, in their order, kills too, until it is told to end', async () => {
  const served = await aClient()
  const folder = join(await aHotFolder(), 'made/for/it')
  const { wirecopy, product } = served
  const { id } = await anArticle(product, { headline: 'Council Votes' })
  const run = following(served, '--to', folder, '--format', 'newsml-g2', '--after', 'now')
  await run.says(/^Following .* after \S{22}\.$/m)

  const other = await anArticle(product, { headline: 'Bridge Opens' })
  await run.says(`published-${other.id}.xml`)
  await killed(product, id, 'It confuses two people.')
  await run.says(`killed-${id}.xml`)

  expect(await run.end('SIGTERM')).toBe(0)
  expect(await filesIn(folder)).toEqual([`000000001-published-${other.id}.xml`, `000000002-killed-${id}.xml`])
  const [published, kill] = await Promise.all(
    (await filesIn(folder)).map((name) => readFile(join(folder, name), 'utf8')),
  )
  expect(published).toBe(await wirecopy.articles.get(other.id, { format: 'newsml-g2' }))
  expect(kill).toContain('stat:canceled')
  expect(kill).toContain('It confuses two people.')
})

test('whoever is killed again and again loses no change, and leaves no half of a file', async () => {
  const served = await aClient()
  const { product, wirecopy } = served
  const folder = await aHotFolder()
  const reporters = [(await aReporter(product)).id]
  const publish = async (stories: number) => {
    for (let number = 0; number < stories; number += 1) await anArticle(product, { reporters })
  }

  for (const files of [1, 3, 2]) {
    await publish(10)
    const run = following(served, '--to', folder)
    await run.says(new RegExp(`(^\\d{9}-.+\n){${files}}`, 'm'))
    await run.end('SIGKILL')
  }
  await publish(1)
  const query = { limit: 200 }
  const changes = (await wirecopy.api.GET('/v1/changes', { params: { query } })).data?.items ?? []
  const last = following(served, '--to', folder)
  await last.says(`${changes.at(-1)?.article?.id}.json`)
  expect(await last.end('SIGINT')).toBe(0)

  const names = await filesIn(folder)
  expect(names.map((name) => name.replace(/\.(change\.)?json$/, ''))).toEqual(
    changes.map(({ type, article }, at) =>
      [String(at + 1).padStart(9, '0'), type.split('.')[1], article?.id].filter(Boolean).join('-'),
    ),
  )
  for (const [at, name] of names.entries()) {
    const { id, type } = JSON.parse(await readFile(join(folder, name), 'utf8'))
    expect(id ?? type).toBe(changes[at]?.article?.id ?? changes[at]?.type)
  }
})

test('two do not write into one folder, and who has ended leaves it to the next', async () => {
  const served = await aClient()
  const folder = await aHotFolder()
  const lock = join(folder, '.wirecopy.lock')
  const first = following(served, '--to', folder, '--after', 'now')
  await first.says(/^Following /)
  const second = following(served, '--to', folder)

  expect(await second.ended).toBe(1)
  expect(second.said()).toMatch(
    /^wirecopy-client: .* is taken by another follow \(.*"pid":\d+.*\); .*remove \S+\n$/,
  )
  expect(await first.end('SIGTERM')).toBe(0)
  await expect(readFile(lock)).rejects.toThrow('ENOENT')

  const { id } = await anArticle(served.product)
  const next = () => within(served, folder, `000000001-published-${id}.json`)
  await writeFile(lock, '{"pid":1,"host":"elsewhere"}')
  await expect(next()).rejects.toThrow('is taken')
  const longAgo = new Date(Date.now() - 121_000)
  await utimes(lock, longAgo, longAgo)
  await next()
  expect(await readdir(folder)).not.toContain('.wirecopy.lock')
})

test('who was taken for dead, as one that stood still, writes nothing beside who came after it', async () => {
  const served = await aClient()
  const folder = await aHotFolder()
  const lock = join(folder, '.wirecopy.lock')
  const first = following(served, '--to', folder, '--after', 'now')
  await first.says(/^Following /)
  const longAgo = new Date(Date.now() - 121_000)
  await utimes(lock, longAgo, longAgo)
  const second = following(served, '--to', folder)
  await second.says(/^Following /)
  const held = await readFile(lock, 'utf8')
  const { id } = await anArticle(served.product)

  expect(await first.ended).toBe(1)
  expect(first.said()).toMatch(/^wirecopy-client: .* was taken over by another follow/m)
  await second.says(`000000001-published-${id}.json`)
  expect(await readFile(lock, 'utf8')).toBe(held)
  await rm(lock)
  const { id: other } = await anArticle(served.product)
  await second.says(`000000002-published-${other}.json`)
  expect(await readFile(lock, 'utf8')).toBe(held)
  expect(await second.end('SIGTERM')).toBe(0)
  expect(await filesIn(folder)).toHaveLength(2)
})

test('what was written and not noted is written once more, under the same name', async () => {
  const served = await aClient()
  const folder = await aHotFolder()
  await anArticle(served.product)
  const [first, second] = (await served.wirecopy.api.GET('/v1/changes')).data?.items.slice(-2) ?? []
  const before = { origin: served.url, cursor: first?.cursor, written: 1 }
  await writeFile(join(folder, '.wirecopy.json'), JSON.stringify(before))
  const name = `000000002-published-${second?.article?.id}.json`
  await writeFile(join(folder, name), 'as it was')

  await within(served, folder, name)

  expect(await filesIn(folder)).toEqual([name])
  expect(JSON.parse(await readFile(join(folder, name), 'utf8'))).toMatchObject({ id: second?.article?.id })
  expect(JSON.parse(await readFile(join(folder, '.wirecopy.json'), 'utf8'))).toEqual({
    ...before,
    ...{ cursor: second?.cursor, written: 2 },
  })
})

test('what does not help by waiting ends it, and it says what does', async () => {
  const served = await aClient()
  const folder = await aHotFolder()
  const state = join(folder, '.wirecopy.json')
  const failure = async (after?: string) =>
    within(served, folder, 'never', after).catch((error: Error) => error.message)

  expect(await failure('none')).toMatch(/cursor/)
  await expect(readFile(state)).rejects.toThrow('ENOENT')
  await writeFile(state, '{ "origin": "http://127.0.0.1", "cursor": "x", "written": 1 }')
  expect(await failure()).toMatch(/follows http:\/\/127.0.0.1; choose another folder/)
  await writeFile(state, '{ "origin": "http://127.')
  expect(await failure()).toMatch(/\.wirecopy\.json cannot be read; remove it to start again/)
  const standing = (cursor: string) =>
    writeFile(state, JSON.stringify({ origin: served.url, cursor, written: 1 }))
  await standing('A'.repeat(22))
  expect(await failure()).toMatch(
    /follows another log than the one of this key.* Remove .*\.wirecopy\.json to/,
  )
  await standing(await served.wirecopy.changes.now())
  await served.product.database.write(async (tx) => {
    await tx.insert(changeLogEpochs).values({ epoch: 'restored', startedAt: Date.now() + 1_000 })
  })
  expect(await failure()).toMatch(/was restored from a backup. Remove .*\.wirecopy\.json to start again/)
})

test('a folder that cannot be written into is said so at once, and one that is missing is made', async () => {
  const served = await aClient()
  const folder = await aHotFolder()
  const taken = join(folder, 'file')
  await writeFile(taken, '')
  for (const wrong of ['/proc/nowhere/deeper', '/proc', taken, join(taken, 'deeper')]) {
    const child = following(served, '--to', wrong)
    expect([wrong, await child.ended]).toEqual([wrong, 2])
    expect(child.said()).toMatch(/^wirecopy-client: \S+ is no folder that can be written into: [^\n]+\n$/)
  }
  const words = ['ulimit -f 0; exec "$@"', 'sh', process.execPath, cli, 'follow', '--to', folder]
  const env = { ...process.env, WIRECOPY_URL: served.url, WIRECOPY_KEY: served.partner.key }
  const full = spawn('sh', ['-c', ...words], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  expect(await text(full.stderr)).toContain('EFBIG')
  expect(await readdir(folder)).toEqual(['file'])
  const made = following(served, '--to', join(folder, 'a', 'b'))
  await made.says(/Following .* into /)
  expect(await made.end('SIGTERM')).toBe(0)
})

test('a server that is away is waited for, and people are told', async () => {
  const said: string[] = []
  const ending = new AbortController()
  const say = (line: string) => {
    said.push(line)
    if (line.startsWith('Trying')) ending.abort()
  }
  const given = {
    to: await aHotFolder(),
    format: 'json',
    url: `http://127.0.0.1:${await freePort()}`,
    key: 'wc_live_x',
  }

  await follow(given, { signal: ending.signal, say })

  expect(said.at(-1)).toMatch(/^Trying again in 1 s: .*ECONNREFUSED/)
})

test.each([
  [['fly'], 'The command is follow, not fly'],
  [['follow', '--fly'], "Unknown option '--fly'"],
])('called with %j it ends with 2 and says what is wrong', async (words, message) => {
  const run = spawn(process.execPath, [cli, ...words], { stdio: ['ignore', 'ignore', 'pipe'] })
  const said = await text(run.stderr)

  expect(said).toMatch(`wirecopy-client: ${message}`)
  expect(run.exitCode ?? (await once(run, 'exit'))[0]).toBe(2)
})

test.each([
  [{ to: undefined }, '--to DIR'],
  [{ url: undefined }, 'WIRECOPY_URL'],
  [{ key: undefined }, 'WIRECOPY_KEY'],
  [{ format: 'pdf' }, 'not pdf'],
  [{ format: 'constructor' }, 'not constructor'],
  [{ url: 'wire.example' }, 'must begin with https://'],
  [{ key: 'wc_staff_x' }, 'one of a partner'],
])('%j is wrong usage', async (given, message) => {
  const right = { to: '/nowhere', format: 'json', url: 'http://127.0.0.1:1', key: 'wc_live_x' }
  const surroundings = { signal: AbortSignal.abort(), say: () => undefined }

  const failure = await follow({ ...right, ...given }, surroundings).catch((error: unknown) => error)

  expect(failure).toBeInstanceOf(WrongUsage)
  expect(failure).toMatchObject({ message: expect.stringContaining(message) })
})

test('no change gets a name that leads out of its folder', () => {
  const article = { id: `../../etc/passwd\0${'x'.repeat(300)}` }

  expect(fileOf({ type: 'article.killed', document: 'Killed.', article }, 'txt')).toEqual({
    name: expect.stringMatching(/^killed-[\w-]{90,100}\.txt$/),
    text: 'Killed.',
  })
})

/** Follows in this process until a file is written. */
async function within({ url, partner }: Served, to: string, name: string, after?: string): Promise<void> {
  const ending = new AbortController()
  const say = (line: string) => {
    if (line === name) ending.abort()
  }
  await follow({ to, format: 'json', url, key: partner.key, after }, { signal: ending.signal, say })
}
