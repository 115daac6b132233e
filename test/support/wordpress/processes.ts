import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const pollMs = 100
const patienceMs = 60_000

/** Runs a program to its end; answers what it printed. */
export const run = promisify(execFile)

/** A program that serves until it is ended. */
export interface Daemon {
  end(): Promise<void>
}

/** Starts a program and waits until it answers. Rejects where it ends before it does. */
export async function daemon(
  [command, ...args]: [string, ...string[]],
  answers: () => Promise<unknown>,
  env: Record<string, string> = {},
): Promise<Daemon> {
  // In a group of its own: the server of PHP leaves its workers behind when it is ended alone.
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
    detached: true,
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-2_000)
  })
  const end = async () => {
    if (child.pid && isRunning(child)) {
      process.kill(-child.pid, 'SIGTERM')
      await once(child, 'exit')
    }
  }
  const deadline = Date.now() + patienceMs
  while (!(await answers().then(Boolean, () => false))) {
    if (!isRunning(child)) throw new Error(`${command} ended: ${said}`)
    if (Date.now() > deadline) {
      await end()
      throw new Error(`${command} does not answer: ${said}`)
    }
    await sleep(pollMs)
  }
  return { end }
}

function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}
