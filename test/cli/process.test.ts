import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { jobPruning } from '../../src/platform/jobs/pruning.ts'
import { jobs } from '../../src/platform/jobs/tables.ts'
import { freePort } from '../support/free-port.ts'
import { open } from '../support/opening.ts'
import { wirecopyProcess } from './support/child.ts'
import { aCommandLine } from './support/wirecopy.ts'

const patienceMs = 60_000

async function aServerProcess(settings: Record<string, string>) {
  const server = wirecopyProcess(['serve', '--json'], { ...settings, PORT: '0', DRAIN_MS: '0' })
  onTestFinished(() => {
    server.child.kill('SIGKILL')
  })
  const lines = createInterface(server.child.stdout)
  for await (const line of lines) {
    const said = JSON.parse(line)
    if ('address' in said) return { ...server, address: String(said.address) }
  }
  throw new Error((await server.ended).err)
}

async function aTakenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.close()
  })
  return portOf(server)
}

async function portOf(server: Server): Promise<number> {
  await once(server, 'listening')
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

test(
  'a command answers and ends by itself, with its exit code',
  async () => {
    const { settings } = await aCommandLine()

    const answer = await wirecopyProcess(['partner', 'list', '--json'], settings).ended
    const refusal = await wirecopyProcess(['partner', 'lst'], settings).ended

    expect(answer).toEqual({ code: 0, out: '{"items":[],"next":null}\n', err: '' })
    expect(refusal).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/^wirecopy partner: .*\n$/),
    })
  },
  patienceMs,
)

test(
  'a reader that stops reading, as head does, makes no error',
  async () => {
    const { settings } = await aCommandLine()
    const { child, ended } = wirecopyProcess(['article', 'list'], settings)
    child.stdout.destroy()

    expect(await ended).toMatchObject({ code: 0, err: '' })
  },
  patienceMs,
)

test(
  'the server says where it listens, answers there, and ends when told to',
  async () => {
    const { settings } = await aCommandLine()
    const { child, address, ended } = await aServerProcess(settings)

    const response = await fetch(`${address}/livez`)
    child.kill('SIGTERM')

    expect(response.status).toBe(200)
    expect((await ended).code).toBe(0)
  },
  patienceMs,
)

test(
  'metrics are told on a port of their own, whatever name it is called by, until the server ends',
  async () => {
    const { settings } = await aCommandLine()
    const port = await freePort()
    const { child, ended } = await aServerProcess({ ...settings, METRICS_PORT: String(port) })
    const url = `http://127.0.0.1:${port}/metrics`

    const metrics = await (await fetch(url, { headers: { 'x-forwarded-for': '203.0.113.7' } })).text()
    child.kill('SIGTERM')

    expect(metrics).toContain('wirecopy_ready 1')
    expect((await ended).code).toBe(0)
    await expect(fetch(url)).rejects.toThrow()
  },
  patienceMs,
)

test(
  'the server does what is due, also what another process has asked for',
  async () => {
    const { settings, storage } = await aCommandLine()
    const { child, ended } = await aServerProcess(settings)
    const database = await open(storage.url)
    const remaining = () => database.read.select({ kind: jobs.kind }).from(jobs).limit(1)

    await database.write((tx) => jobPruning.schedule.enqueue(tx))

    await expect.poll(remaining, { timeout: 10_000 }).toEqual([])
    await database.close()
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
  },
  patienceMs,
)

test(
  'a port in use is said in one line, and the server ends',
  async () => {
    const { settings } = await aCommandLine()
    const port = await aTakenPort()

    const { code, err } = await wirecopyProcess(['serve'], { ...settings, PORT: String(port) }).ended

    expect(err).toBe(
      'EADDRINUSE: the port is in use, perhaps by another Wirecopy; set PORT (or METRICS_PORT) to a free one\n',
    )
    expect(code).toBe(1)
  },
  patienceMs,
)

test(
  'a Node that is too old is told so before anything is loaded that would crash on it',
  async () => {
    const { settings } = await aCommandLine()
    const versions = `Object.defineProperty(process,'versions',{value:{...process.versions,node:'22.18.0'}})`

    const { code, err } = await wirecopyProcess(['partner', 'list'], {
      ...settings,
      NODE_OPTIONS: `--import data:text/javascript,${versions}`,
    }).ended

    expect(err).toBe('Wirecopy needs Node 22.19 or newer; this is 22.18.0.\n')
    expect(code).toBe(1)
  },
  patienceMs,
)
