import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const hasten = fileURLToPath(new URL('./hasten.ts', import.meta.url))

/** Starts a program of the tests on a database, in a process of its own. */
export function startProgram(script: URL, databaseUrl: string, ...args: string[]): ChildProcess {
  return fork(fileURLToPath(script), [databaseUrl, ...args], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    execArgv: ['--import', hasten],
  })
}
