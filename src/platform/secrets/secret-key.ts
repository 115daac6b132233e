import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Stands in .env.example; production refuses it. */
export const EXAMPLE_SECRET_KEY = '0123456789abcdef'.repeat(4)

const SECRET_KEY_BYTES = 32
const SECRET_KEY_SHAPE = /^(?:[0-9A-Fa-f]{64}|[\w+/-]{43}=?)$/
const KEPT_KEY_FILE = 'secret.key'

/** Whether a text is 32 bytes as 64 hex digits, or as base64 or base64url with or without padding. */
export function isSecretKey(text: string): boolean {
  return SECRET_KEY_SHAPE.test(text)
}

export function decodeSecretKey(text: string): Buffer {
  return Buffer.from(text, text.length === 2 * SECRET_KEY_BYTES ? 'hex' : 'base64')
}

export function isExampleKey(key: Buffer): boolean {
  return key.toString('hex') === EXAMPLE_SECRET_KEY || key.every((byte) => byte === key[0])
}

/** The key kept in `dataDir`, made there once. Throws where the file cannot be written or holds no key. */
export function keptSecretKey(dataDir: string): Buffer {
  const path = join(dataDir, KEPT_KEY_FILE)
  if (!existsSync(path)) createSecretKey(dataDir, path)
  const text = readFileSync(path, 'utf8').trim()
  if (!isSecretKey(text)) throw new Error(`${path} holds no key`)
  return decodeSecretKey(text)
}

// A link, unlike a rename, fails where the file exists: of two processes one wins, and both read its key.
function createSecretKey(dataDir: string, path: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomBytes(8).toString('hex')}`
  const text = `${randomBytes(SECRET_KEY_BYTES).toString('hex')}\n`
  writeFileSync(draft, text, { flag: 'wx', mode: 0o600, flush: true })
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    rmSync(draft)
  }
}
