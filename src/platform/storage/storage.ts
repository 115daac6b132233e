import { createHash } from 'node:crypto'

/** Where files are kept that are too large for the database, each under a hash. */
export interface Storage {
  /** Resolves when the file would survive a power cut. What is there already stays. */
  put(hash: Hash, content: Buffer): Promise<void>
  /** The file, or undefined where there is none. */
  open(hash: Hash): Promise<Buffer | undefined>
  has(hash: Hash): Promise<boolean>
  /** Does nothing where there is no file. */
  remove(hash: Hash): Promise<void>
}

declare const hashed: unique symbol

/** A SHA-256 in small hexadecimal digits: as the name of a file it can lead nowhere else. */
export type Hash = string & { readonly [hashed]: true }

const pattern = /^[0-9a-f]{64}$/

export function isHash(text: string): text is Hash {
  return pattern.test(text)
}

export function hashOf(content: Buffer | string): Hash {
  const hash = createHash('sha256').update(content).digest('hex')
  if (!isHash(hash)) throw new Error('A SHA-256 has 64 digits')
  return hash
}
