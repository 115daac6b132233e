import { randomUUID } from 'node:crypto'
import { type FileHandle, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

const lockName = '.wirecopy.lock'
const beatMs = 20_000
/** Whoever has not said for so long that it runs does not, wherever it is. */
const deadAfterMs = 120_000
const maxAttempts = 5

export interface FolderLock {
  /** Throws where another one has the folder now, since this process stood still for so long that it seemed dead. */
  check: () => Promise<void>
  /** Lets others have it. */
  release: () => Promise<void>
}

/**
 * Keeps a folder to this process until it is released. Throws where another one has it; one that has ended without
 * giving it back, on this machine or long ago on another, does not count.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, lockName)
  const own = JSON.stringify({ run: randomUUID(), pid: process.pid, host: hostname() })
  for (let attempt = 1; !(await isMade(path, own)); attempt += 1) {
    const found = await textIn(path)
    if (found !== undefined && (attempt === maxAttempts || !(await isDead(path, found))))
      throw new Error(`${folder} is taken by another follow (${found}); if that does not run, remove ${path}`)
    if (found !== undefined) await remove(path, found)
  }
  const isOurs = async () => (await textIn(path)) === own
  const beating = setInterval(async () => {
    if (await isOurs().catch(() => false)) await touch(path)
  }, beatMs).unref()
  return {
    check: async () => {
      // Whoever empties the folder takes the lock, too, and nobody has it then.
      if (!(await isOurs()) && !(await isMade(path, own)))
        throw new Error(`${folder} was taken over by another follow`)
    },
    release: async () => {
      clearInterval(beating)
      if (await isOurs()) await rm(path, { force: true })
    },
  }
}

async function isMade(path: string, text: string): Promise<boolean> {
  const file = await opened(path)
  if (!file) return false
  try {
    await file.writeFile(text)
    return true
  } catch (error) {
    // On a disk that is full an empty one would be left, and keep the next one away.
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

async function opened(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'wx')
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined
    throw error
  }
}

async function isDead(path: string, text: string): Promise<boolean> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }))
  if (Date.now() - mtimeMs > deadAfterMs) return true
  const [, pid, host] = /"pid":([1-9]\d*),"host":(".*")\}$/.exec(text) ?? []
  // The number of ours was that of another before, as in containers, where it is always the same.
  return host === JSON.stringify(hostname()) && (Number(pid) === process.pid || !isRunning(Number(pid)))
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

// Of several who find it dead one moves it away; what another has made meanwhile is put back.
async function remove(path: string, dead: string): Promise<void> {
  const aside = `${path}.${process.pid}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  const moved = await readFile(aside, 'utf8')
  if (moved !== dead) await isMade(path, moved)
  await rm(aside, { force: true })
}

async function textIn(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

async function touch(path: string): Promise<void> {
  const now = new Date()
  await utimes(path, now, now).catch(() => undefined)
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
