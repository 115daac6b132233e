import { open } from 'node:fs/promises'

/** Resolves when the names in a folder have reached the disk: a new file is there only when its name is. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
