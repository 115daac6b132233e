import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { freePort } from '../../support/free-port.ts'
import { lastOf } from './dockerfile.ts'
import { buildImage, type Image } from './image.ts'
import { aSandbox } from './sandbox.ts'

const buildMs = 300_000

let image: Image

beforeAll(async () => {
  image = await buildImage()
}, buildMs)

afterAll(() => image?.remove(), buildMs)

test('the image holds what runs and nothing else', async () => {
  const parts = await readdir(join(image.root, 'app'))

  expect(parts.sort()).toEqual(['LICENSE', 'dist', 'migrations', 'node_modules', 'package.json', 'seeds'])
  expect(await readdir(join(image.root, 'app/node_modules'))).not.toContain('typescript')
  expect(await readdir(join(image.root, 'app/node_modules'))).not.toContain('node')
})

test('without settings it says what is missing and ends', async () => {
  const sandbox = await aContainer({})

  const { code, stderr } = await sandbox.run(command())

  expect(code).toBe(78)
  expect(stderr).toMatch(/^PUBLIC_URL is missing/m)
  expect(stderr).toMatch(/^SECRET_KEY is missing/m)
})

test('read-only, not root and as process 1 it serves the seed article and stops at SIGTERM', async () => {
  const variables = await settings()
  const sandbox = await aContainer(variables)
  const server = await sandbox.serve(command())

  expect((await sandbox.run(healthCheck())).code).toBe(0)
  expect((await sandbox.run(wirecopy('seed'))).code).toBe(0)
  const partner = made(await sandbox.run(wirecopy(...newPartner, '--approve', '--json')))
  const { key } = made(await sandbox.run(wirecopy('key', 'create', partner.id, '--name', 'CMS', '--json')))
  const response = await fetch(`${variables.PUBLIC_URL}/v1/articles?include=body`, {
    headers: { authorization: `Bearer ${key}` },
  })

  expect(response.status).toBe(200)
  expect(await response.text()).toContain('Beijing expressed ire at NATO')
  expect(await server.stop('SIGTERM')).toBe(0)
  expect((await sandbox.run(healthCheck())).code).toBe(1)
})

test('nothing but the volume and /tmp can be written', async () => {
  const sandbox = await aContainer({})
  const attempt = `
    const { writeFileSync } = require('node:fs')
    const writable = ['/', '/app', '/app/dist', '/run/secrets', '/data', '/tmp'].filter((folder) => {
      try { writeFileSync(folder + '/probe', ''); return true } catch { return false }
    })
    console.log(JSON.stringify({ user: process.getuid(), writable }))`

  const { stdout } = await sandbox.run(['node', '-e', attempt])

  expect(JSON.parse(stdout)).toEqual({ user: 1000, writable: ['/data', '/tmp'] })
})

const newPartner = [
  ...['partner', 'add', '--name', 'Example Gazette', '--domain', 'gazette.example'],
  ...['--audience', '250000', '--contact', 'desk@gazette.example'],
]

async function aContainer(variables: Record<string, string>) {
  const sandbox = await aSandbox(image, variables)
  onTestFinished(() => sandbox.remove())
  return sandbox
}

async function settings() {
  const port = String(await freePort())
  return {
    HOST: '127.0.0.1',
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    SECRET_KEY_FILE: '/run/secrets/secret_key',
    DRAIN_MS: '0',
  }
}

const commandSchema = z.array(z.string())

/** What the image starts. */
function command(): string[] {
  return commandSchema.parse(JSON.parse(lastOf(image.stage, 'CMD')))
}

function healthCheck(): string[] {
  const [, list = ''] = lastOf(image.stage, 'HEALTHCHECK').split(' CMD ', 2)
  return commandSchema.parse(JSON.parse(list))
}

function wirecopy(...words: string[]): string[] {
  return ['node', 'dist/cli.js', ...words]
}

function made({ stdout }: { stdout: string }) {
  return z.object({ id: z.string(), key: z.string().optional() }).parse(JSON.parse(stdout))
}
