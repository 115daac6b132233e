import { randomUUID } from 'node:crypto'
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { Problem } from '../../problems.ts'
import { syncFolder } from '../sync-folder.ts'
import type { Hash, Storage } from './storage.ts'

const ownerOnly = 0o600
const shardLength = 2

/** Files in a folder, spread over 256 folders by their first two digits. The folder is made with the first file. */
export function localStorageIn(folder: string): Storage {
  const root = resolve(folder)
  const pathOf = (hash: Hash) => join(root, hash.slice(0, shardLength), hash)
  const has = (hash: Hash) =>
    access(pathOf(hash)).then(
      () => true,
      () => false,
    )
  return {
    has,
    async put(hash, content) {
      if (!(await has(hash))) await writeWhole(pathOf(hash), content)
    },
    open: (hash) =>
      readFile(pathOf(hash)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      }),
    remove: (hash) => rm(pathOf(hash), { force: true }),
  }
}

// Under another name until it is whole: what a crash leaves behind is never taken for the file.
async function writeWhole(path: string, content: Buffer): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.part`
  const made = await mkdir(dirname(path), { recursive: true })
  try {
    const file = await open(unfinished, 'wx', ownerOnly)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw isFull(error) ? new Problem('storage-full') : error
  }
  await syncFolder(dirname(path))
  // The name of a new folder is on disk only when the one that it stands in is.
  if (made !== undefined) await syncBetween(dirname(dirname(path)), dirname(made))
}

async function syncBetween(inner: string, outer: string): Promise<void> {
  await syncFolder(inner)
  if (inner !== outer && inner.startsWith(outer)) await syncBetween(dirname(inner), outer)
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code))
}
