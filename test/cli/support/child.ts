import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Answer } from './wirecopy.ts'

const cli = fileURLToPath(new URL('../../../dist/cli.js', import.meta.url))

/** `wirecopy` as a process of its own. */
export function wirecopyProcess(argv: string[], settings: Record<string, string>) {
  const child = spawn(process.execPath, [cli, ...argv], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const written = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    written.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    written.err += chunk
  })
  const ended: Promise<Answer> = once(child, 'close').then(([code]) => ({ code, ...written }))

  return { child, ended }
}
