import { chmod, writeFile } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dialect } from '../../src/platform/database/dialect.ts'
import type { Network } from '../../src/platform/fetch/network.ts'
import { anOutsider } from '../database/support/outside.ts'
import { anInternet, trustSites } from '../platform/fetch/support/internet.ts'
import { start } from '../support/product.ts'
import { aCommandLine, aNewCommandLine, type CommandLine } from './support/wirecopy.ts'

/** The checks that failed, each with what was found. */
async function ailments({ within }: CommandLine, env: Record<string, string> = {}) {
  const { code, out, err } = await within(['doctor', '--json'], { env })
  const { ok, checks } = JSON.parse(out)
  const failed = checks.filter(({ verdict }: { verdict: string }) => verdict === 'fail')
  expect(code).toBe(ok ? 0 : 1)
  expect(err).toBe(
    ok ? '' : `Not in order: ${failed.map(({ check }: { check: string }) => check).join(', ')}\n`,
  )
  return failed
}

async function onTable(line: CommandLine, table: string, trigger: string, statement: string): Promise<void> {
  const outsider = await anOutsider(line.storage.url)
  await outsider.run(`DROP TRIGGER ${trigger}${dialect === 'postgres' ? ` ON ${table}` : ''}`)
  await outsider.run(statement)
}

test('a seeded installation is in order', async () => {
  const { wirecopy } = await aCommandLine()

  const { code, out, err } = await wirecopy('doctor')

  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('without a gap')
  expect(out).not.toContain('fail')
})

test('an installation without tables is told to migrate', async () => {
  expect(await ailments(await aNewCommandLine())).toEqual([
    expect.objectContaining({ check: 'database', found: expect.stringContaining('wirecopy migrate') }),
  ])
})

test('an installation without a newswire is told to seed', async () => {
  const line = await aNewCommandLine()
  await line.wirecopy('migrate')

  expect(await ailments(line)).toMatchObject([
    { check: 'newswire', found: expect.stringContaining('wirecopy seed') },
    { check: 'logo' },
    { check: 'terms', remedy: 'run: wirecopy seed' },
  ])
})

test('a gap in the change log is found', async () => {
  const line = await aCommandLine()
  await onTable(
    line,
    'changes',
    dialect === 'sqlite' ? 'changes_kept' : 'changes_stay',
    'DELETE FROM changes WHERE seq = 2',
  )

  expect(await ailments(line)).toMatchObject([
    { check: 'history guards', found: expect.stringMatching(/^missing: changes_/) },
    { check: 'change log', found: '1 of 3 entries are missing' },
  ])
})

test('an altered audit log is found', async () => {
  const line = await aCommandLine()
  await onTable(
    line,
    'audit_entries',
    'audit_entries_stay',
    "UPDATE audit_entries SET actor = 'x' WHERE seq = 1",
  )

  expect(await ailments(line)).toMatchObject([
    { check: 'history guards' },
    { check: 'audit log', found: expect.stringContaining('entry 1 was altered') },
  ])
})

test('altered terms are found', async () => {
  const line = await aCommandLine()
  await onTable(line, 'terms', 'terms_stay', "UPDATE terms SET text = 'Pay.'")

  expect(await ailments(line)).toMatchObject([{ check: 'history guards' }, { check: 'terms' }])
})

test('a missing logo file is found', async () => {
  const line = await aCommandLine()
  const outsider = await anOutsider(line.storage.url)
  await outsider.run("DELETE FROM brand_images WHERE content_type = 'image/png'")

  expect(await ailments(line)).toMatchObject([
    { check: 'logo', found: 'the image/png file is missing or altered' },
  ])
})

test('a line of the kill log that cannot be read is found', async () => {
  const line = await aCommandLine()
  const path = join(line.storage.dataDir, 'kills.log')
  await writeFile(path, '\nscribble\n')

  expect(await ailments(line)).toMatchObject([
    { check: 'kill log', found: `of ${path} these lines cannot be read: 2` },
  ])
})

test('a secret that other users can read is found, with the command that mends it', async () => {
  const line = await aCommandLine()
  const path = join(line.storage.dataDir, 'demo.json')
  await writeFile(path, '{}')
  await chmod(path, 0o644)

  expect(await ailments(line)).toMatchObject([{ check: 'data folder', remedy: `run: chmod 600 ${path}` }])
})

test('a production server whose links lead to itself is found', async () => {
  const line = await aCommandLine()

  expect(await ailments(line, { NODE_ENV: 'production', PUBLIC_URL: 'http://127.0.0.1:8080' })).toMatchObject(
    [
      { check: 'address', remedy: expect.stringContaining('PUBLIC_URL') },
      { check: 'mail', remedy: 'set SMTP_URL and MAIL_FROM' },
    ],
  )
})

const publicly = { NODE_ENV: 'production', PUBLIC_URL: 'https://news.example' }

/** What the check of the address finds, where the public address leads to this site. */
async function addressWith(answer: RequestListener) {
  trustSites()
  const { network } = await anInternet({ 'news.example': { answer } })
  return addressOver(network)
}

async function addressOver(network: Network, env: Record<string, string> = publicly) {
  const { out } = await (await aCommandLine()).within(['doctor', '--json'], { env, network })
  return JSON.parse(out).checks.find(({ check }: { check: string }) => check === 'address')
}

test('a server that answers at its public address is found, and told who asks', async () => {
  const asked: unknown[] = []
  const { app } = await start()
  const { body } = await app.inject('/livez')
  const address = await addressWith(({ url, headers }, reply) => {
    asked.push(url, headers['user-agent'])
    reply.end(body)
  })

  expect(address).toMatchObject({ verdict: 'ok', found: 'https://news.example, where this server answers' })
  expect(asked).toEqual([
    '/livez',
    expect.stringMatching(/^Wirecopy\/\d+\.\d+\.\d+ \(\+https:\/\/news\.example\)$/),
  ])
})

test.each([
  ['a page', (_, reply) => reply.end('<h1>Hello</h1>')],
  ['a missing page', (_, reply) => reply.writeHead(404).end()],
  ['a redirect', (_, reply) => reply.writeHead(301, { location: 'https://www.news.example/' }).end()],
] satisfies [string, RequestListener][])('another server there is found by %s', async (_, answer) => {
  expect(await addressWith(answer)).toMatchObject({
    verdict: 'fail',
    found: 'at https://news.example something else answers',
  })
})

test('a server that does not run yet is no fault', async () => {
  expect(await addressWith((_, reply) => reply.writeHead(502).end())).toMatchObject({
    verdict: 'ok',
    found: 'https://news.example, where nothing answers yet but a proxy, with 502',
  })
  const { network } = await anInternet({})
  expect(await addressOver(network)).toMatchObject({
    verdict: 'ok',
    found: expect.stringContaining('where nothing answers yet: news.example is not known'),
  })
})

test('a certificate that partners would refuse is found', async () => {
  const { network } = await anInternet({ 'news.example': {} })

  expect(await addressOver(network)).toMatchObject({
    verdict: 'fail',
    remedy: 'mend the certificate of the proxy in front',
  })
})

test('an address within a private network is not asked', async () => {
  const { network, dialed } = await anInternet({ 'news.example': { addresses: ['10.0.0.1'] } })

  expect(await addressOver(network)).toMatchObject({
    verdict: 'ok',
    found: expect.stringContaining('not asked'),
  })
  expect(dialed).toEqual([])
})
