import { createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Finding } from './refusal.ts'

/** Writes a file that must not be there yet. */
export async function writeNewFile(content: Readable, path: string): Promise<void> {
  try {
    await pipeline(content, createWriteStream(path, { flags: 'wx' }))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new Finding(`${path} is there already; name another file.`)
    throw error
  }
}
