import { expect, test } from 'vitest'
import { aCommandLine, type CommandLine } from '../../cli/support/wirecopy.ts'
import { open } from '../../support/opening.ts'
import { aWordPress, type Site } from './support/wordpress.ts'

/** A command line that knows Jane Doe, and a site. */
async function aDesk(options: Parameters<typeof aWordPress>[0] = {}) {
  const line = await aCommandLine()
  const site = await aWordPress(options)
  const { id: jane } = await line.json('reporter', 'add', '--name', 'Jane Doe')
  await line.json('reporter', 'map', 'Jane Doe', jane)
  return { line, site, jane, read: (...more: string[]) => importing(line, site, ...more) }
}

async function importing({ within }: CommandLine, { url, network }: Site, ...more: string[]) {
  const answer = await within(['import', 'wordpress', url, '--json', ...more], { network })
  if (answer.code !== 0) throw new Error(`The import ended with ${answer.code}: ${answer.err}`)
  return JSON.parse(answer.out).result
}

async function headlines({ json }: CommandLine, status = 'published') {
  const { items } = await json('article', 'list', '--status', status)
  return items
    .map(({ headline }: { headline: string }) => headline)
    .filter((one: string) => one.startsWith('Story'))
}

test('the posts of a site are published under their own dates, and once', async () => {
  const { line, site, read } = await aDesk()
  site.add()
  site.add()

  expect((await read()).counts).toMatchObject({ imported: 2 })
  expect((await read()).counts).toMatchObject({ imported: 0, unchanged: 2 })

  const { items } = await line.json('article', 'list', '--status', 'published', '--limit', '2')
  expect(items).toMatchObject([
    { headline: 'Story 2', publishedAt: '2026-04-01T10:02:00.000Z', revision: 1 },
    { headline: 'Story 1', publishedAt: '2026-04-01T10:01:00.000Z', revision: 1 },
  ])
})

test('a post that was changed becomes the next revision', async () => {
  const { line, site, read } = await aDesk()
  site.add()
  await read()

  site.change(1, { html: '<p>Better text.</p>' })

  expect((await read()).counts).toMatchObject({ updated: 1 })
  const { items } = await line.json('article', 'list', '--limit', '1')
  expect(items).toMatchObject([{ revision: 2 }])
  expect((await line.json('article', 'show', items[0].id)).content.bodyHtml).toBe('<p>Better text.</p>')
})

test('what says the same in other words of HTML is no update', async () => {
  const { site, read } = await aDesk()
  site.add({ html: '<p>Text.</p>' })
  await read()

  site.change(1, { html: '<p class="x">Text.</p>' })

  expect((await read()).counts).toMatchObject({ updated: 0, unchanged: 1 })
})

test('many posts of one second are all read, whatever the size of a page', async () => {
  const { site, read } = await aDesk()
  for (let id = 1; id <= 120; id += 1) site.add({ id, date: '2026-04-01T10:00:00' })

  const result = await read()

  expect(result.counts).toMatchObject({ imported: 120, unchanged: 0, skipped: 0 })
})

test('posts that are modified while they are read are not passed over', async () => {
  const { line, site, read } = await aDesk()
  for (let id = 1; id <= 150; id += 1) {
    site.add({ id, date: `2026-04-01T${`${Math.floor(id / 60) + 10}`}:${`${id % 60}`.padStart(2, '0')}:00` })
  }
  let touched = false
  const { length } = site.asked
  const timer = setInterval(() => {
    if (touched || site.asked.length < length + 2) return
    touched = true
    site.change(3, { html: '<p>Changed meanwhile.</p>' })
  }, 1)
  await read()
  clearInterval(timer)
  await read()

  const { items } = await line.json('article', 'list', '--limit', '300')
  expect(items.filter(({ headline }: { headline: string }) => headline.startsWith('Story '))).toHaveLength(
    150,
  )
})

test('a site without pretty links is read by its parameter', async () => {
  const { site, read } = await aDesk({ pretty: false })
  site.add()

  expect((await read()).counts).toMatchObject({ imported: 1 })
})

test('what is not named as of the wire is counted and not imported', async () => {
  const { line, site, read } = await aDesk()
  site.add({ categories: ['news  foundation'] })
  site.add({ categories: ['Sport'] })
  site.add({ categories: ['Sport'], tags: ['Wire'] })

  const rules = ['--category', 'News Foundation', '--tag', 'wire']
  expect((await read(...rules)).counts).toMatchObject({ imported: 2, outside: 1 })

  expect((await read()).counts).toMatchObject({ imported: 0, outside: 1, unchanged: 2 })
  expect(await headlines(line)).toEqual(['Story 3', 'Story 1'])
})

test('other rules let in what was left out before', async () => {
  const { site, read } = await aDesk()
  site.add({ categories: ['Sport'] })
  site.add({ date: '2026-04-10T10:00:00' })
  await read('--category', 'News')

  expect((await read('--category', 'Sport')).counts).toMatchObject({ imported: 1, outside: 1 })
})

test('a story whose author is unknown waits until somebody says who it is', async () => {
  const { line, site, read, jane } = await aDesk()
  site.add({ author: 'John  Roe' })
  site.add({ author: 'John Roe' })
  site.add()

  const result = await read()

  expect(result.counts).toMatchObject({ imported: 1, waiting: 2 })
  expect(await headlines(line)).toEqual(['Story 3'])
  expect(await line.json('reporter', 'map', 'john roe', jane)).toMatchObject({ released: 2 })
  expect((await headlines(line)).sort()).toEqual(['Story 1', 'Story 2', 'Story 3'])
  expect((await read()).counts).toMatchObject({ unchanged: 3 })
})

test('nobody is guessed: a reporter of the same name is not taken for the author', async () => {
  const line = await aCommandLine()
  const site = await aWordPress()
  await line.json('reporter', 'add', '--name', 'Jane Doe')
  site.add()

  const result = await importing(line, site)

  expect(result).toMatchObject({ counts: { waiting: 1 }, unknownAuthors: [{ name: 'Jane Doe', stories: 1 }] })
})

test('a story that is held is a draft until the desk publishes it', async () => {
  const { line, site, read } = await aDesk()
  site.add()

  expect((await read('--hold')).counts).toMatchObject({ held: 1, imported: 0 })
  expect(await headlines(line, 'draft')).toEqual(['Story 1'])
})

test('a dry run tells what would be, and keeps nothing', async () => {
  const { line, site, read } = await aDesk()
  site.add()
  site.add({ author: 'John Roe' })
  const before = await contents(line)

  expect((await read('--dry-run')).counts).toMatchObject({ imported: 1, waiting: 1 })

  expect(await contents(line)).toEqual(before)
  expect((await read()).counts).toMatchObject({ imported: 1, waiting: 1 })
})

async function contents({ storage, json }: CommandLine) {
  const database = await open(storage.url)
  const { sources, sourceStories, deskEntries, importReports } = await import(
    '../../../src/articles/import/tables.ts'
  )
  const rows = await Promise.all(
    [sources, sourceStories, deskEntries, importReports].map((one) =>
      database.read.select().from(one).limit(10),
    ),
  )
  await database.close()
  const { items } = await json('audit', 'list')
  return { rows, audit: items.length, articles: (await json('article', 'list')).items.length }
}

test('an import that broke off goes on where it was', async () => {
  const { line, site, read } = await aDesk()
  for (let id = 1; id <= 120; id += 1)
    site.add({ id, date: `2026-04-${`${1 + (id % 28)}`.padStart(2, '0')}T10:00:00` })
  const network = breaking(site, 3)

  const broken = await line.within(['import', 'wordpress', site.url, '--json'], { network })

  expect(broken.code).toBe(1)
  expect(broken.err).toContain('news.example')
  const { imported } = JSON.parse(broken.out).result.counts
  expect(imported).toBeGreaterThan(0)
  expect((await read()).counts).toMatchObject({ imported: 120 - imported })
})

/** The network, which ends after so many connections. */
function breaking({ network }: Site, connections: number): Site['network'] {
  let left = connections
  return {
    ...network,
    resolve: async (host, signal) => {
      left -= 1
      if (left < 0) throw Object.assign(new Error('gone'), { code: 'ENOTFOUND' })
      return network.resolve(host, signal)
    },
  }
}

test('a site that is no WordPress, or does not answer, is named', async () => {
  const { line, site } = await aDesk()
  site.down = true

  const { code, err } = await line.within(['import', 'wordpress', site.url], { network: site.network })

  expect(code).toBe(1)
  expect(err).toBe('news.example answered with 503\n')
})

test('a source on a private address is refused unless the configuration has its network', async () => {
  const { line, site } = await aDesk({ host: 'intranet.example', addresses: ['10.20.0.7'] })
  site.add()
  const argv = ['import', 'wordpress', site.url]

  const refused = await line.within(argv, { network: site.network })
  const elsewhere = await line.within(argv, {
    network: site.network,
    env: { PRIVATE_SOURCE_CIDRS: '10.30.0.0/16' },
  })
  const allowed = await line.within(argv, {
    network: site.network,
    env: { PRIVATE_SOURCE_CIDRS: '10.20.0.0/16' },
  })

  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('PRIVATE_SOURCE_CIDRS') })
  expect(elsewhere.code).toBe(1)
  expect(allowed).toMatchObject({ code: 0, out: expect.stringMatching(/imported +1/) })
})

test('an application password is sent, kept sealed, and shown nowhere', async () => {
  const canary = 'canary abcd 7Hq9'
  const { line, site } = await aDesk({ login: `wire:${canary}` })
  site.add()
  const argv = ['import', 'wordpress', site.url, '--json']

  const without = await line.within(argv, { network: site.network })
  const nameless = await line.within([...argv, '--user', 'wire'], { network: site.network })
  const first = await line.within([...argv, '--user', 'wire'], {
    network: site.network,
    env: { SOURCE_PASSWORD: canary },
  })
  const second = await line.within(argv, { network: site.network })

  expect(without).toMatchObject({ code: 1, err: expect.stringContaining('application password') })
  expect(nameless).toMatchObject({ code: 2, err: expect.stringContaining('SOURCE_PASSWORD') })
  expect([first.code, second.code]).toEqual([0, 0])
  const shown = [first, second, await line.wirecopy('audit', 'list', '--json')]
  const secrets = [canary, Buffer.from(`wire:${canary}`).toString('base64')]
  for (const { out, err } of shown) for (const secret of secrets) expect(out + err).not.toContain(secret)
})

test('posts that cannot be stored are named with the reason', async () => {
  const { site, read } = await aDesk()
  site.add({ title: 'x'.repeat(400) })
  site.add({ html: '<p> </p>' })
  site.add()

  const { counts, skipped } = await read()

  expect(counts).toMatchObject({ imported: 1, skipped: 2 })
  expect(skipped).toMatchObject([
    { story: 'http://news.example/story-1/', because: expect.stringContaining('headline') },
    { story: 'http://news.example/story-2/' },
  ])
})

test('progress is a line for every tenth where there is no screen, and a bar on one', async () => {
  const { line, site } = await aDesk()
  for (let id = 1; id <= 60; id += 1) site.add({ id })
  const argv = ['import', 'wordpress', site.url]

  const piped = await line.within(argv, { network: site.network })
  const screen = await line.within([...argv, '--all'], { network: site.network, columns: 100 })

  expect(piped.err).toMatch(/^80 %: 50 of 60, \d+ a second, \d+ s left\n100 %: 60 of 60, .*\n$/)
  expect(screen.err).toMatch(/\rImporting, \d+ a second, .* \[#+\.*\] 50 of 60/)
})
