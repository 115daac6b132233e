import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { secretKey } from '../support/opening.ts'
import type { Answer } from './answers.ts'
import type { Library } from './databases.ts'

const product = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
const bare = fileURLToPath(new URL('bare.ts', import.meta.url))
const probe = new URL('probe.ts', import.meta.url).href
const keptOutput = 10_000
const listening = /listening at (http:\/\/[\d.]+:\d+)/

const usageSchema = z.object({ cpuMicros: z.number(), rssBytes: z.number() })

export interface Server {
  url: string
  /** From its start until it listened. */
  startMs: number
  /** The process's CPU time since its start, and its memory now. */
  usage(): Promise<z.infer<typeof usageSchema>>
  stop(): Promise<void>
}

/** What the bench has to end. */
export interface Stoppable {
  stop(): Promise<void>
}

/** Starts the built product on a library, as an operator would in production. */
export async function startProduct(library: Library, folder: string, profiles?: string): Promise<Server> {
  const profiling = profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : []
  return serverOf(
    fork(product, {
      silent: true,
      execArgv: ['--import', probe, ...profiling],
      env: {
        ...{ PATH: process.env.PATH, NODE_ENV: 'production', PUBLIC_URL: 'https://wire.example.org' },
        ...{ DATABASE_URL: library.url, DATA_DIR: folder, SECRET_KEY: secretKey.toString('hex') },
        ...{ PORT: '0', DRAIN_MS: '0', RATE_LIMIT: '1000000' },
      },
    }),
  )
}

/** Starts Fastify with one route per answer. */
export async function startBare(answers: Answer[], folder: string): Promise<Server> {
  const file = join(folder, 'answers.json')
  await writeFile(file, JSON.stringify(answers))
  return serverOf(fork(bare, [file], { silent: true, execArgv: ['--import', probe] }))
}

async function serverOf(child: ChildProcess): Promise<Server> {
  const began = performance.now()
  const exited = once(child, 'exit')
  const url = await Promise.race([
    addressOf(child),
    exited.then(([code]) => Promise.reject(new Error(`A server ended at its start with ${code}`))),
  ])
  return {
    url,
    startMs: performance.now() - began,
    async usage() {
      child.send('usage')
      const [answer] = await once(child, 'message')
      return usageSchema.parse(answer)
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

function addressOf({ stdout, stderr }: ChildProcess): Promise<string> {
  stderr?.pipe(process.stderr)
  let printed = ''
  return new Promise((resolve) => {
    // Read to the end of the process: a full pipe would stop it.
    stdout?.on('data', (chunk: Buffer) => {
      printed = `${printed}${chunk}`.slice(-keptOutput)
      const url = listening.exec(printed)?.[1]
      if (url) resolve(url)
    })
  })
}
