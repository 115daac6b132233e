import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aDatabase } from '../support/databases.ts'
import { attention, confirmed } from './support/contacts.ts'
import {
  application,
  aReceipt,
  bounce,
  document,
  endpoint,
  entry,
  evidence,
  host,
  image,
  mail,
  newSource,
  paper,
  partner,
  picture,
  published,
  reporter,
  source,
  story,
} from './support/needs.ts'
import { aCommandLineAlone, aPublisher, type CommandLine, commandLineOn } from './support/wirecopy.ts'

const seeds = fileURLToPath(new URL('../../seeds/', import.meta.url))

/** What each command is given; what it needs is made first. */
const commands: Record<string, (line: CommandLine) => Promise<string[]> | string[]> = {
  migrate: () => [],
  'migrate status': () => [],
  seed: () => [],
  doctor: () => [],
  'partner add': () => aPublisher().slice(2),
  'partner list': () => [],
  'partner show': async (line) => [await partner(line)],
  'partner approve': async (line) => [await partner(line)],
  'partner suspend': async (line) => [await partner(line, '--approve'), '--reason', 'test'],
  'partner advance-access': async (line) => [await partner(line, '--approve'), '--reason', 'test'],
  'partner reinstate': async (line) => {
    const id = await partner(line, '--approve')
    await line.json('partner', 'suspend', id, '--reason', 'test')
    return [id]
  },
  'partner terminate': async (line) => [await partner(line), '--reason', 'test'],
  'partner edit': async (line) => [await partner(line), '--country', 'US'],
  'partner ask': async (line) => [await partner(line), '--reason', 'test'],
  'partner decline': async (line) => [await partner(line), '--reason', 'test'],
  'partner reopen': async (line) => {
    const id = await partner(line)
    await line.json('partner', 'decline', id, '--reason', 'test')
    return [id, '--reason', 'test']
  },
  'partner import': async ({ storage }) => {
    made += 1
    const path = join(storage.dataDir, 'partners.csv')
    const row = `Import ${made},import-${made}.example,1000,desk@import-${made}.example,2019`
    await writeFile(path, `name,domains,monthlyUniques,urgentEmail,partnerSince\n${row}\n`)
    return [path]
  },
  'partner imports': () => [],
  'partner import-report': async (line) => {
    const path = join(line.storage.dataDir, 'none.csv')
    await writeFile(path, 'name,domains,monthlyUniques,urgentEmail\n')
    return [(await line.json('partner', 'import', path)).id]
  },
  'partner invite': async (line) => [await partner(line, '--approve')],
  'partner board': () => [],
  'partner old-feed': async (line) => [await partner(line), '--seen', '2026-01-02'],
  'partner confirm-contact': async (line) => {
    const id = await partner(line)
    return [id, '--email', (await line.json('partner', 'show', id)).contacts[0].email]
  },
  'partner domains': async (line) => [await partner(line)],
  'partner attach': async (line) => [await partner(line), await paper(line), '--kind', 'agreement'],
  'partner documents': async (line) => [(await document(line))[0]],
  'partner document': async (line) => {
    made += 1
    return [...(await document(line)), '--out', join(line.storage.dataDir, `paper-${made}.pdf`)]
  },
  'partner detach': document,
  'application add': () => application(),
  'application list': () => [],
  'application show': async (line) => [(await line.json('application', 'add', ...application())).id],
  'application close': async (line) => [
    (await line.json('application', 'add', ...application(await host(line)))).id,
    ...['--reason', 'test'],
  ],
  'attention list': () => [],
  'attention settle': async (line) => [
    await attention(line.storage, await partner(line)),
    '--note',
    'Asked them.',
  ],
  'check list': async (line) => [await partner(line)],
  'check record': async (line) => [await partner(line), 'audience', '--verdict', 'pass', '--note', 'test'],
  'settings show': () => [],
  'settings set': () => ['--audience-threshold', '100000'],
  'settings retention': () => [],
  'settings quiet-feeds': () => ['--after-hours', '12'],
  'feed create': async (line) => [await confirmed(line.storage, await partner(line)), '--name', 'reader'],
  'key create': async (line) => [await partner(line), '--name', 'cms', '--scope', 'articles:read'],
  'key show': async (line) => {
    const owner = await partner(line)
    return [owner, (await line.json('key', 'create', owner, '--name', 'try', '--test')).id]
  },
  'key rotate': async (line) => {
    const owner = await partner(line)
    return [owner, (await line.json('key', 'create', owner, '--name', 'cms')).id, '--overlap', '1h']
  },
  'webhook list': async (line) => [await partner(line)],
  'webhook deliveries': async (line) => [(await endpoint(line)).id],
  'webhook test': async (line) => [(await endpoint(line)).id],
  'webhook resend': async (line) => [(await endpoint(line)).id, '--failed-since', '2026-05-01'],
  'key list': async (line) => [await partner(line)],
  'key revoke': async (line) => {
    const owner = await partner(line)
    return [owner, (await line.json('key', 'create', owner, '--name', 'cms')).id]
  },
  'reporter add': () => ['--name', 'Jane Doe', '--kind', 'person'],
  'reporter list': () => [],
  'reporter rename': async (line) => [await reporter(line), '--name', 'Jane Roe'],
  'reporter replace': async (line) => [await reporter(line), '--by', await reporter(line)],
  'reporter map': async (line) => ['Jane Doe', await reporter(line)],
  'reporter bylines': () => [],
  'source add': () => newSource(),
  'source list': () => [],
  'source show': async (line) => [await source(line)],
  'source pause': async (line) => [await source(line)],
  'source resume': async (line) => [await source(line)],
  'source remove': async (line) => [await source(line)],
  'desk list': () => [],
  'desk settle': async (line) => [await entry(line), 'dismiss'],
  'article add': story,
  'article publish': async (line) => [(await line.json('article', 'add', ...(await story(line)))).id],
  'article withdraw': async (line) => [await published(line), '--advisory', 'Do not use.'],
  'article unschedule': async (line) => {
    const { id } = await line.json('article', 'add', ...(await story(line)))
    await line.json('article', 'publish', id, '--at', '2099-01-01T00:00:00Z')
    return [id]
  },
  'drill start': () => ['--note', 'test'],
  'drill ask': () => [],
  'drill list': () => [],
  'drill show': async (line) => [(await line.json('drill', 'start')).id],
  'article recipients': async (line) => [await published(line)],
  'article revisions': async (line) => [await published(line)],
  'article diff': async (line) => {
    const id = await published(line)
    await line.json('article', 'update', id, '--section', 'Politics')
    return [id]
  },
  'article kill': async (line) => [await published(line), '--advisory', 'Take it down.'],
  'article update': async (line) => [await published(line), '--section', 'Politics'],
  'article correct': async (line) => [
    await published(line),
    '--note',
    'The day was wrong.',
    '--summary',
    'New',
  ],
  'article list': () => [],
  'article show': async (line) => [await published(line)],
  'media add': picture,
  'media list': () => [],
  'media show': async (line) => [await image(line)],
  'media set': async (line) => [await image(line), '--no-redistributable'],
  'newswire show': () => [],
  'newswire set': () => ['--desk-mail', 'desk@newswire.example', '--own-credit', 'DCNF Video'],
  'newswire logo': () => ['--svg', `${seeds}logo.svg`, '--png', `${seeds}logo.png`],
  'terms list': () => [],
  'terms show': () => [],
  'terms publish': async ({ storage }) => {
    made += 1
    const path = join(storage.dataDir, 'terms.md')
    await writeFile(path, `# Terms ${made}`)
    return [path]
  },
  'agreement list': async (line) => [await partner(line)],
  'agreement record': async (line) => [await partner(line)],
  'staff-token create': () => ['--name', 'Jane', '--role', 'editor'],
  'staff-token list': () => [],
  'staff-token revoke': async (line) => [
    (await line.json('staff-token', 'create', '--name', 'Jane', '--role', 'viewer')).id,
  ],
  'report articles': () => [],
  'report partners': () => [],
  'report evidence': () => [],
  'audit list': () => [],
  'verify-receipt': aReceipt,
  'verify-evidence': async (line) => {
    const [id = '', ...options] = await evidence(line)
    await line.json('partner', 'evidence', id, ...options)
    return options.slice(-1)
  },
  'partner evidence': evidence,
  'partner quiet': () => [],
  'partner erase-contacts': async (line) => {
    const id = await partner(line)
    await line.json('partner', 'decline', id, '--reason', 'test')
    return [id, '--reason', 'test', '--dry-run']
  },
  'signing-key list': () => [],
  'signing-key rotate': () => [],
  'secrets reseal': () => [],
  'mail list': () => [],
  'mail show': async (line) => [await mail(line)],
  'mail resend': async (line) => [await mail(line)],
  'mail bounce': async (line) => [await bounce(line)],
  'mail test': () => ['me@gazette.example'],
  'jobs list': () => [],
  'jobs retry': () => ['--all-dead'],
  'audit verify': () => [],
}

// The server, its description, what asks other servers, and what shows how far it is.
const elsewhere = [
  ...['openapi', 'serve', 'partner verify-domain'],
  ...['dev generate', 'import feed', 'import wordpress', 'import wxr'],
]

let made = 0

// No command minds what the others did before it.
let line: CommandLine
beforeAll(async () => {
  line = commandLineOn(await aDatabase())
})
afterAll(() => line.storage.drop())

test('every command of the program is in this table, but for those that are tried elsewhere', async () => {
  expect((await leaves([])).toSorted()).toEqual([...Object.keys(commands), ...elsewhere].toSorted())
})

test.each(Object.entries(commands))('wirecopy %s answers with one JSON document', async (name, given) => {
  const { code, out, err } = await line.wirecopy(...name.split(' '), ...(await given(line)), '--json')

  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(JSON.parse(out)).toBeTypeOf('object')
  expect(out.trimEnd().split('\n')).toHaveLength(1)
})

test.each(Object.entries(commands))('wirecopy %s answers people in text', async (name, given) => {
  const { code, out, err } = await line.wirecopy(...name.split(' '), ...(await given(line)))

  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(() => JSON.parse(out)).toThrow()
  expect(out).toMatch(/\S\n$/)
})

test.each(Object.keys(commands))('wirecopy %s --help gives an example', async (name) => {
  const { code, out } = await aCommandLineAlone().wirecopy(...name.split(' '), '--help')

  expect(code).toBe(0)
  expect(out).toMatch(new RegExp(`\nExample:\n  wirecopy ${name}`))
})

/** The commands below a path that do something, as the help lists them. */
async function leaves(path: string[]): Promise<string[]> {
  const { out } = await aCommandLineAlone().wirecopy(...path, '--help')
  const [, below = ''] = /\nCommands:\n(.*?)(?:\n\n|$)/s.exec(out) ?? []
  const names = [...below.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name = '']) => name)
  const found = path.length > 0 && out.includes('\nExample:\n') ? [path.join(' ')] : []
  for (const name of names.filter((one) => one !== 'help')) found.push(...(await leaves([...path, name])))
  return found
}
