import { existsSync, statfsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const memory = '/dev/shm'
const roomBytes = 1024 ** 3

/**
 * A folder of its own, in memory where there is room for it: hundreds of databases that are thrown
 * away need not wait for a disk. What a power cut leaves is the system tests' question.
 */
export async function aFolder(name: string): Promise<string> {
  return mkdtemp(join(hasRoom(memory) ? memory : tmpdir(), `wirecopy-${name}-`))
}

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= roomBytes
}
