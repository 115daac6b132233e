import { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { run } from '../../../src/cli/program.ts'
import { dialect } from '../../../src/platform/database/dialect.ts'
import type { Network } from '../../../src/platform/fetch/network.ts'
import { aDatabase, anEmptyDatabase, type TestDatabase } from '../../support/databases.ts'
import { secretKey } from '../../support/opening.ts'

export interface Answer {
  code: number
  out: string
  err: string
}

export type CommandLine = ReturnType<typeof commandLineOn>

interface Surroundings {
  stdin?: string | Buffer
  /** The width of a screen; without it the output is a pipe. */
  columns?: number
  env?: Record<string, string>
  network?: Network
  resolveTxt?: (name: string) => Promise<string[][]>
}

/** `wirecopy` on an installation with the seed in it, ended with the test. */
export async function aCommandLine(): Promise<CommandLine> {
  const storage = await aDatabase()
  onTestFinished(storage.drop)
  return commandLineOn(storage)
}

/** `wirecopy` on an installation where nothing was done yet. */
export async function aNewCommandLine(): Promise<CommandLine> {
  const storage = await anEmptyDatabase()
  onTestFinished(storage.drop)
  return commandLineOn(storage)
}

/** `wirecopy` where there is no database to ask. */
export function aCommandLineAlone(): CommandLine {
  const url = dialect === 'sqlite' ? 'file:/nowhere/wirecopy.db' : 'postgres://nobody@127.0.0.1:1/nowhere'
  return commandLineOn({ url, dataDir: '/nowhere', drop: async () => undefined })
}

/** `wirecopy` on a database that is there. */
export function commandLineOn(storage: TestDatabase) {
  const settings = settingsOf(storage)

  async function wirecopy(
    argv: string[],
    { stdin, columns, env, network, resolveTxt }: Surroundings = {},
  ): Promise<Answer> {
    const written = { out: '', err: '' }
    const output = (name: keyof typeof written) => ({
      write: (text: string) => {
        written[name] += text
      },
      isTTY: columns !== undefined,
      columns,
    })
    const code = await run(argv, {
      stdin: Readable.from(stdin === undefined ? [] : [stdin]),
      stdout: output('out'),
      stderr: output('err'),
      env: { ...settings, ...env },
      ...(network ? { network } : {}),
      ...(resolveTxt ? { resolveTxt } : {}),
    })
    return { code, ...written }
  }

  /** The one JSON document that a command answers with. */
  async function json(...argv: string[]) {
    const { code, out, err } = await wirecopy([...argv, '--json'])
    if (code !== 0) throw new Error(`wirecopy ${argv.join(' ')} ended with ${code}: ${err}`)
    return JSON.parse(out)
  }

  return { storage, settings, json, wirecopy: (...argv: string[]) => wirecopy(argv), within: wirecopy }
}

/** What an installation is told by its environment. */
export function settingsOf({ url, dataDir }: TestDatabase): Record<string, string> {
  return { DATA_DIR: dataDir, DATABASE_URL: url, SECRET_KEY: secretKey.toString('hex') }
}

/** Options of a publisher that can be registered, a different one each time. */
export function aPublisher(...more: string[]): string[] {
  registered += 1
  return [
    ...['partner', 'add', '--name', `Gazette ${registered}`, '--domain', `gazette-${registered}.example`],
    ...['--audience', '250000', '--contact', `desk@gazette-${registered}.example`, ...more],
  ]
}

let registered = 0
