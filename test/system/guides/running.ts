import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import type { Language, Step } from './guide.ts'

const patienceMs = 30_000

const programs: Record<Language, { file: string; command: string[] }> = {
  sh: { file: 'sample.sh', command: ['bash', '-euo', 'pipefail'] },
  js: { file: 'sample.mjs', command: [process.execPath] },
  php: { file: 'hook.php', command: ['php'] },
  python: { file: 'sample.py', command: ['python3'] },
}

/** A folder where the client is installed, for as long as the test lasts. */
export async function aWorkshop(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wirecopy-guide-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const client = join(folder, 'node_modules/@wirecopy/client')
  await mkdir(client, { recursive: true })
  await writeFile(join(client, 'package.json'), '{ "type": "module", "exports": "./wirecopy.js" }')
  const source = pathToFileURL('client/src/wirecopy.ts').href
  await writeFile(join(client, 'wirecopy.js'), `export * from '${source}'\n`)
  return folder
}

export interface Running {
  folder: string
  /** All that it has printed so far. */
  printed: () => string
  /** Once it has printed what it should. */
  prints: (pattern: RegExp) => Promise<void>
  /** Once it has ended by itself; what it complained about is an error. */
  ended: Promise<void>
  stop: () => Promise<unknown>
}

interface Where {
  folder: string
  /** Where it ran before. */
  again?: Running
  env: Record<string, string>
  /** Where a page of PHP is served. */
  port?: number
}

/** Starts a sample in a folder of its own, or once more where it was. */
export async function runSample(
  { language, code }: Step['samples'][number],
  { folder, again, env, port }: Where,
): Promise<Running> {
  const { file, command } = programs[language]
  const own = again?.folder ?? (await mkdtemp(join(folder, `${language}-`)))
  await writeFile(join(own, file), code)
  const served = language === 'php' && port ? ['-S', `127.0.0.1:${port}`] : []
  const [program = '', ...words] = [...command, ...served, file]
  const child = spawn(program, words, {
    ...{ cwd: own, stdio: ['ignore', 'pipe', 'pipe'] },
    env: { PATH: process.env.PATH, HOME: own, ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  const closed = once(child, 'close')
  const ended = closed.then(([code]) => {
    if (code !== 0) throw new Error(`The sample in ${language} ended with ${code}: ${err}`)
  })
  ended.catch(() => undefined)
  const matches = (pattern: RegExp) =>
    expect.poll(() => out, { timeout: patienceMs, interval: 5 }).toMatch(pattern)
  return {
    folder: own,
    printed: () => out,
    prints: async (pattern) => {
      // Whoever fails does not have to be waited for.
      await Promise.race([matches(pattern), ended.then(() => matches(pattern))])
    },
    ended,
    stop: async () => {
      child.kill('SIGKILL')
      await closed
    },
  }
}
