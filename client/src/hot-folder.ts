import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { ChangeFile } from './change-file.ts'
import { type FolderLock, lockFolder } from './folder-lock.ts'
import { makeFolder } from './folder-making.ts'
import { WrongUsage } from './usage.ts'

const stateName = '.wirecopy.json'
const digits = 9

interface State {
  /** The server that the cursor is of. */
  origin: string
  cursor?: string | undefined
  /** How many files were written. */
  written: number
}

/**
 * A folder that another system takes files from. A file is there whole or not at all, and how far it goes is noted
 * after it: whoever is killed in between writes the same file once more.
 */
export class HotFolder {
  readonly statePath: string
  readonly #path: string
  readonly #lock: FolderLock
  #state: State

  private constructor(path: string, state: State, lock: FolderLock) {
    this.#path = path
    this.#lock = lock
    this.statePath = join(path, stateName)
    this.#state = state
  }

  /**
   * Has it for itself until it is closed: two who write would number their files alike. Throws `WrongUsage` where
   * nothing can be written into it.
   */
  static async open(path: string, origin: string): Promise<HotFolder> {
    const lock = await takeFolder(path)
    try {
      const state = (await stateIn(join(path, stateName))) ?? { origin, written: 0 }
      if (state.origin === origin) return new HotFolder(path, state, lock)
      throw new WrongUsage(`${path} follows ${state.origin}; choose another folder for ${origin}`)
    } catch (error) {
      await lock.release()
      throw error
    }
  }

  /** Lets others write into it. */
  async close(): Promise<void> {
    await this.#lock.release()
  }

  /** After which change to go on; undefined for a new folder. */
  get cursor(): string | undefined {
    return this.#state.cursor
  }

  /** Notes where to begin: whoever begins now and is killed goes on from the same now. */
  async begin(cursor: string): Promise<void> {
    await this.#note({ ...this.#state, cursor })
  }

  /** Writes the next file, and that all up to a cursor is written; returns its name. */
  async write({ name, text }: ChangeFile, cursor: string): Promise<string> {
    await this.#lock.check()
    const written = this.#state.written + 1
    const numbered = `${String(written).padStart(digits, '0')}-${name}`
    await this.#put(numbered, text)
    await this.#note({ ...this.#state, cursor, written })
    return numbered
  }

  async #note(state: State): Promise<void> {
    await this.#put(stateName, JSON.stringify(state))
    this.#state = state
  }

  // On disk before it has its name, and its name on disk before it counts.
  async #put(name: string, text: string): Promise<void> {
    const temporary = join(this.#path, `.${name}.part`)
    const file = await open(temporary, 'w')
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, join(this.#path, name))
    const folder = await open(this.#path, 'r')
    await folder.sync().finally(() => folder.close())
  }
}

async function takeFolder(path: string): Promise<FolderLock> {
  try {
    await makeFolder(path)
    return await lockFolder(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      throw new WrongUsage(`${path} is no folder that can be written into: ${error.message}`)
    throw error
  }
}

async function stateIn(path: string): Promise<State | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return text === undefined ? undefined : parsed(text, path)
}

function parsed(text: string, path: string): State {
  try {
    const { origin, cursor, written } = JSON.parse(text)
    if (typeof origin === 'string' && typeof cursor === 'string' && Number.isSafeInteger(written))
      return { origin, cursor, written }
  } catch {
    // Said below.
  }
  throw new Error(`${path} cannot be read; remove it to start again, or put back a copy`)
}
