import { globSync, readFileSync, statSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { run } from '../../src/cli/program.ts'
import { variables } from '../../src/variables.ts'
import { caller, type Product, start } from '../support/product.ts'
import {
  addressesIn,
  commandsIn,
  type Document,
  documentOf,
  documents,
  type Mention,
  npmScriptsIn,
  pathsIn,
  variablesIn,
} from './support/documents.ts'
import { rooms } from './support/rooms.ts'

const pages = documents()
const npmCommands = ['ci', 'i', 'prune']

const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json'))).scripts

const files = globSync('{*,.*,{src,test,docs,examples,migrations,seeds,.ci,client/src}/**,client/*}').map(
  (path) => (statSync(path).isDirectory() ? `${path}/` : path),
)
const written = ['src', 'test', 'examples', '.ci', 'client/src'].flatMap((folder) =>
  files.filter((path) => path.startsWith(`${folder}/`)),
)

let settings: Set<string>

beforeAll(() => {
  const text = written
    .filter((path) => !/\/$|\.md$|^test\/check\//.test(path))
    .map(read)
    .join('\n')
  settings = new Set([
    ...Object.keys(variables.shape),
    ...(text.match(/\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\b/g) ?? []),
  ])
  for (const name of Object.keys(variables.shape)) settings.add(`${name}_FILE`)
})

describe.each(pages)('$path', (page) => {
  test('names only npm scripts that there are', () => {
    expect(unknownScripts(page)).toEqual([])
  })

  test('names only files that there are', () => {
    expect(unknownPaths(page)).toEqual([])
  })

  test('names only settings that are read', () => {
    expect(unknownSettings(page)).toEqual([])
  })

  test('names only commands and options that there are', async () => {
    expect(await unknownCommands(page)).toEqual([])
  })

  test('names only addresses that the server knows', async () => {
    expect(await unknownAddresses(await start(), page)).toEqual([])
  })
})

test('whatever does not exist is noticed', async () => {
  const page = documentOf(
    'wrong.md',
    '`npm run fly` `src/fly.ts` [x](docs/fly.md) `FLY_HIGH` `wirecopy partner fly` `wirecopy partner add --fly` `PUT /v1/fly`',
  )

  expect(unknownScripts(page)).toEqual(['fly'])
  expect(unknownPaths(page)).toEqual(['docs/fly.md', 'src/fly.ts'])
  expect(unknownSettings(page)).toEqual(['FLY_HIGH'])
  expect(await unknownCommands(page)).toEqual(['wirecopy partner fly', 'wirecopy partner add --fly'])
  expect(await unknownAddresses(await start(), page)).toEqual(['PUT /v1/fly'])
})

test('README.md lists every setting with its default', () => {
  const rows = Object.entries(variables.shape).map(([name, schema]) => {
    const byDefault = schema.safeParse(undefined).data
    const value = byDefault === undefined || `${byDefault}` === '' ? '' : `\`${byDefault}\` `
    return `| \`${name}\` | ${value}| ${schema.meta()?.description} |`
  })

  expect(unpadded(read('README.md'))).toContain(rows.join('\n'))
})

test('ARCHITECTURE.md prints the table that is enforced, and is short', () => {
  const rows = Object.entries(rooms).map(([room, before]) => `| ${room} | ${before.join(', ')} |`)

  expect(unpadded(read('ARCHITECTURE.md'))).toContain(unpadded(rows.join('\n')))
  expect(read('ARCHITECTURE.md').split('\n').length).toBeLessThanOrEqual(150)
})

test('the version is the same wherever it is written', () => {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(read('package.json')))

  expect(read('Dockerfile')).toContain(`image.version="${version}"`)
  expect(read('compose.yaml')).toContain(`wirecopy:${version}`)
  expect(read('compose.postgres.yaml')).toContain(`wirecopy:${version}`)
  expect(read('CHANGELOG.md')).toContain(`## ${version}`)
})

test.each(['compose.yaml', 'compose.postgres.yaml'])('%s sets only settings that are read', (path) => {
  const names = [...read(path).matchAll(/^ {6}([A-Z_]+):/gm)].map(([, name = '']) => name)

  // Those of the PostgreSQL image are its own.
  expect(names.filter((name) => !name.startsWith('POSTGRES_') && !settings.has(name))).toEqual([])
  expect(names).toContain('SECRET_KEY_FILE')
})

test('.ci/run installs every package that the system tests ask for', () => {
  const asked = read('test/system/support/requirements.ts').matchAll(/^ {2}[\w'./-]+: '([\w-]+)',$/gm)
  const installed = /^packages=\((.*)\)$/m.exec(read('.ci/run'))?.[1]?.split(' ')

  expect(installed).toEqual(expect.arrayContaining([...asked].map(([, name]) => name)))
})

function unknownScripts(page: Document): string[] {
  return npmScriptsIn(page).filter((name) => !(name in scripts) && !npmCommands.includes(name))
}

function unknownPaths(page: Document): string[] {
  return pathsIn(page).filter(
    (path) => !files.some((file) => `/${file}`.endsWith(`/${path}`) || `/${file}`.endsWith(`/${path}/`)),
  )
}

function unknownSettings(page: Document): string[] {
  return variablesIn(page).filter((name) => !settings.has(name))
}

async function unknownCommands(page: Document): Promise<string[]> {
  const found = await Promise.all(
    commandsIn(page).map(async (mention) => ({ mention, help: await helpOf(mention) })),
  )
  return found.flatMap(({ mention: { command, options }, help }) => {
    const path = ['wirecopy', ...command].join(' ')
    if (!help.startsWith(`Usage: ${path} [`)) return [path]
    return options.filter((option) => !help.includes(`${option} `)).map((option) => `${path} ${option}`)
  })
}

/** What the command says of itself. */
async function helpOf({ command }: Mention): Promise<string> {
  let said = ''
  const stdout = {
    write: (text: string) => {
      said += text
    },
  }
  await run([...command, '--help'], { stdin: process.stdin, stdout, stderr: stdout, env: {} })
  return said
}

async function unknownAddresses({ app }: Product, page: Document): Promise<string[]> {
  const found: string[] = []
  for (const { method, url } of addressesIn(page)) {
    const { statusCode, body } = await caller(app).call(
      methodOf(method),
      url.replace(/\{\w+\}|…|par_…/g, 'x'),
    )
    const isKnown = statusCode !== 405 && !(statusCode === 404 && body.includes('There is nothing at'))
    if (!isKnown) found.push(`${method} ${url}`)
  }
  return found
}

function methodOf(word: string) {
  return z.enum(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE']).parse(word)
}

// The formatter pads tables.
function unpadded(table: string): string {
  return table.replace(/ {2,}/g, ' ')
}

function read(path: string): string {
  return readFileSync(path, 'utf8')
}
