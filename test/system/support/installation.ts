import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import { launch, type Server } from './server.ts'

const run = promisify(execFile)
const program = (name: string) => fileURLToPath(new URL(`../../../dist/${name}.js`, import.meta.url))

type Environment = Record<string, string>

export type Installation = Awaited<ReturnType<typeof anInstallation>>

/** The built product over a folder, and a database, of its own; removed with the test. */
export async function anInstallation(extra: Environment = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'wirecopy-system-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const env = {
    ...{
      PATH: process.env.PATH ?? '',
      HOME: dataDir,
      DATA_DIR: dataDir,
    },
    ...{ PORT: '0', RATE_LIMIT: '1000000', DRAIN_MS: '200', LOG_LEVEL: 'info' },
    ...extra,
  }

  async function serve(more: Environment = {}): Promise<Server> {
    return launch(process.execPath, [program('main')], { ...env, ...more })
  }

  /** As an operator starts it, `npm start` in a terminal of its own. */
  async function npmStart(more: Environment = {}): Promise<Server> {
    return launch('npm', ['start'], { ...env, ...more })
  }

  async function wirecopy<Answer = Record<string, string>>(...args: string[]): Promise<Answer> {
    const { stdout } = await run(process.execPath, [program('cli'), ...args, '--json'], { env })
    return JSON.parse(stdout)
  }

  return {
    ...{ dataDir, serve, npmStart, wirecopy },
    database: extra.DATABASE_URL ?? `file:${join(dataDir, 'wirecopy.db')}`,
    /** The partner that the first start makes, and the article it can fetch. */
    async demo(): Promise<{ partnerId: string; key: string; articleId: string }> {
      return JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8'))
    },
    async aStaffToken() {
      const { token = '' } = await wirecopy('staff-token', 'create', '--name', 'test', '--role', 'admin')
      return token
    },
  }
}
