import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'

const versions = z.record(z.string(), z.string())
const manifestSchema = z.object({
  version: z.string(),
  dependencies: versions,
  devDependencies: versions,
  engines: z.object({ node: z.string() }),
})
const manifest = manifestSchema.parse(json('package.json'))
const client = manifestSchema.parse(json('client/package.json'))

const locked = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        dev: z.boolean().optional(),
        link: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
        gypfile: z.boolean().optional(),
        optionalDependencies: versions.default({}),
      }),
    ),
  })
  .parse(json('package-lock.json')).packages

// What is linked is the client, whose own entry stands beside.
const installed = Object.entries(locked).filter(([path, { link }]) => path && !link && existsSync(path))
const production = installed.filter(([, { dev }]) => !dev)

const freeLicenses = ['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0']
// A library of its own beside our code, which anybody may replace: docs/decisions/0010-images-by-sharp.md.
const linkedLibrary = /^node_modules\/@img\/sharp-libvips-[\w-]+$/
const compilers = /gyp|cmake|\bmake\b|cargo|prebuild/

test('every dependency has one exact version', () => {
  const wanted = [manifest, client].flatMap(({ dependencies, devDependencies }) =>
    Object.entries({ ...dependencies, ...devDependencies }),
  )

  expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})

test('what is installed is what the lock file says', () => {
  const different = installed.filter(([path, { version }]) => read(path).version !== version)

  expect(different).toEqual([])
})

test('everything that runs in production is free to use and to hand on', () => {
  const others = production.filter(
    ([path]) => !isFree(read(path).license) && !(linkedLibrary.test(path) && isLesser(read(path).license)),
  )

  expect(others.map(([path]) => `${path}: ${read(path).license}`)).toEqual([])
})

test('the library that reads images is there for every platform that the product runs on', () => {
  const platforms = [
    'linux-x64',
    'linux-arm64',
    'linuxmusl-x64',
    'linuxmusl-arm64',
    'darwin-x64',
    'darwin-arm64',
  ]

  for (const name of platforms)
    expect(Object.keys(locked)).toEqual(
      expect.arrayContaining([`node_modules/@img/sharp-${name}`, `node_modules/@img/sharp-libvips-${name}`]),
    )
})

test('no production package runs anything when it is installed', () => {
  expect(production.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([])
})

test('nothing is compiled on install, not even for development', () => {
  const compiled = installed.filter(([path]) =>
    Object.entries(read(path).scripts).some(
      ([name, script]) => /^(pre|post)?install$/.test(name) && compilers.test(script),
    ),
  )

  expect(compiled).toEqual([])
})

// From the lock file alone npm takes it for a source package, and asks for Python to do nothing. npm drops
// the entry whenever it writes the file; `allowScripts` says the same to newer versions of npm.
test('the lock file says that SQLite comes built', () => {
  expect(locked['node_modules/better-sqlite3'], 'add "gypfile": false to this entry again').toMatchObject({
    gypfile: false,
  })
})

// npm leaves out what its registry did not have at that hour, and then `npm ci` refuses its own file.
test('the lock file names the binaries of every platform', () => {
  const missing = Object.entries(locked).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !locked[`node_modules/${name}`] && !locked[`${path}/node_modules/${name}`],
    ),
  )

  expect(missing).toEqual([])
})

test('npm scripts run on the Node that the product needs', () => {
  expect(manifest.engines.node).toBe('>=22.19')
  expect(manifest.devDependencies.node).toMatch(/^24\./)
})

test('the client has the version of the product, and needs the same Node', () => {
  expect([client.version, client.engines.node]).toEqual([manifest.version, manifest.engines.node])
})

function isFree(license: string): boolean {
  return license
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((name) => freeLicenses.includes(name)))
}

function isLesser(license: string): boolean {
  return license === 'LGPL-3.0-or-later'
}

function read(path: string) {
  return z
    .object({ version: z.string(), license: z.string().default('none'), scripts: versions.default({}) })
    .parse(json(`${path}/package.json`))
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}
