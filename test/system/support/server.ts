import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

interface Exit {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface Server {
  origin: string
  pid: number
  /** Sends a signal to the process that was started, as a supervisor does. */
  signal(signal: NodeJS.Signals): void
  /** Sends a signal to everything that was started, as a terminal does. */
  signalAll(signal: NodeJS.Signals): void
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Exit>
  exited: Promise<Exit>
  /** What it has written so far. */
  lines: readonly string[]
}

/** Starts a program and waits until it says where it serves. Killed with the test. */
export async function launch(command: string, args: string[], env: Record<string, string>): Promise<Server> {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const pid = child.pid ?? Number.NaN
  const exited = once(child, 'exit').then(([code, signal]): Exit => ({ code, signal }))
  const lines: string[] = []
  const ready = address(child, lines)
  const signalAll = (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-pid, signal)
  }
  onTestFinished(async () => {
    signalAll('SIGKILL')
    await exited
  })
  const failed = exited.then(({ code }) => {
    throw new Error(`The server ended with ${code}:\n${lines.join('\n')}`)
  })
  const origin = await Promise.race([ready, failed])
  failed.catch(() => undefined)
  return {
    ...{ origin, pid, exited, lines, signalAll },
    signal: (signal) => {
      child.kill(signal)
    },
    end: (signal) => {
      child.kill(signal)
      return exited
    },
  }
}

function address({ stdout, stderr }: ChildProcess, lines: string[]): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  for (const stream of [stdout, stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line)
      const [, origin] = /^Wirecopy is ready: (.+)$/.exec(line) ?? []
      if (origin) resolve(origin)
    })
  }
  return promise
}
