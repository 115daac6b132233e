import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Problem } from '../../problems.ts'
import { syncFolder } from '../sync-folder.ts'

/** Lines on disk outside the database, for what a restored backup must not undo. */
export interface Journal {
  /** Resolves when the lines have reached the disk. */
  append(lines: readonly string[]): Promise<void>
  lines(): Promise<JournalLine[]>
}

interface JournalLine {
  text: string
  /** In the file, from 1. */
  number: number
  /** It was not written to its end, so what it stands for was not answered. */
  torn: boolean
}

/**
 * Writes the journal beside a database's commits. A line that could not be written has been committed all the
 * same, so it is owed: before it is paid nothing more is stored, nor an earlier answer repeated.
 */
export class Journaling {
  /** Why the last line could not be written; undefined when it could. */
  fault: string | undefined
  private owed: string[] = []
  private readonly journal: Journal

  constructor(journal: Journal) {
    this.journal = journal
  }

  /** Throws `storage-full` while lines of an earlier write are owed. */
  async settle(): Promise<void> {
    if (this.owed.length === 0) return
    await this.append([]).catch(() => {
      throw new Problem('storage-full')
    })
  }

  /** Resolves when these lines, and those owed, have reached the disk. */
  async append(lines: readonly string[]): Promise<void> {
    const due = [...new Set([...this.owed, ...lines])]
    if (due.length === 0) return
    try {
      await this.journal.append(due)
    } catch (error) {
      this.owed = [...new Set([...this.owed, ...due])]
      this.fault = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error'
      throw error
    }
    this.owed = this.owed.filter((line) => !due.includes(line))
    this.fault = undefined
  }
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
        // All of it or an error: a single write may stop where the disk is full, and not say so.
        await file.appendFile(lines.map((line) => `\n${line}\n`).join(''))
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
      return linesIn(text)
    },
  }
}

// Each is written with an end before and after it, so that behind a whole one there is nothing but the next end.
function linesIn(text: string): JournalLine[] {
  const parts = text.split('\n')
  return parts.flatMap((part, at) =>
    part === '' ? [] : [{ text: part, number: at + 1, torn: parts[at + 1] !== '' }],
  )
}
