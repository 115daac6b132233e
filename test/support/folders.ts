import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const memory = '/dev/shm'

/**
 * A folder of its own, in memory where there is a place for it: hundreds of databases that are thrown
 * away need not wait for a disk. What a power cut leaves is the system tests' question.
 */
export async function aFolder(name: string): Promise<string> {
  return mkdtemp(join(existsSync(memory) ? memory : tmpdir(), `wirecopy-${name}-`))
}
