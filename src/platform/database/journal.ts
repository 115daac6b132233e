import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Lines on disk outside the database, for what a restored backup must not undo. */
export interface Journal {
  /** Resolves when the lines have reached the disk. */
  append(lines: readonly string[]): Promise<void>
  lines(): Promise<string[]>
}

const ownerOnly = 0o600

/** The journal in a file, which is made with the first line. */
export function journalIn(path: string): Journal {
  return {
    async append(lines) {
      await mkdir(dirname(path), { recursive: true })
      const file = await open(path, 'a', ownerOnly)
      try {
        // A line that a crash tore off must not swallow the next one.
        await file.write(lines.map((line) => `\n${line}\n`).join(''))
        await file.sync()
      } finally {
        await file.close()
      }
      await syncFolder(dirname(path))
    },
    async lines() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return ''
        throw error
      })
      return text.split('\n').filter((line) => line !== '')
    },
  }
}

// The name of a new file is on disk only when its folder is.
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
