import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'

const writing = 'pwrite64,pwritev,write'
const flushing = 'fsync,fdatasync'

const faults = {
  full: `${writing}:error=ENOSPC`,
  'failing to write': `${writing}:error=EIO`,
  'failing to flush': `${flushing}:error=EIO`,
} as const

/** Breaks the disk under one file of a running process until the returned function is called. */
export async function breakDisk(pid: number, file: string, fault: keyof typeof faults) {
  const strace = spawn(
    'strace',
    [
      '-f',
      '-p',
      String(pid),
      '-P',
      file,
      '-e',
      `trace=${writing},${flushing}`,
      '-e',
      `inject=${faults[fault]}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const ended = once(strace, 'exit')
  const mend = async () => {
    strace.kill('SIGINT')
    await ended
  }
  onTestFinished(mend)
  const lines = createInterface({ input: strace.stderr })
  const [line] = await Promise.race([once(lines, 'line'), ended])
  if (!String(line).includes('attached')) throw new Error(`strace cannot attach: ${line}`)
  lines.on('line', () => undefined)
  return mend
}
