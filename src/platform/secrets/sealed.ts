import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Encrypts what we must be able to read again, such as webhook secrets. */
export interface Sealer {
  /** How everything begins that is sealed under the present key. */
  readonly beginning: string
  seal(purpose: string, plain: Buffer): string
  /** `stale`: sealed under a previous key, so the caller should seal it anew. Throws SealError. */
  open(purpose: string, sealed: string): { plain: Buffer; stale: boolean }
}

export class SealError extends Error {
  override readonly name = 'SealError'
}

const CIPHER = 'aes-256-gcm'
const VERSION = 'v1'
const KEY_BYTES = 32
const KEY_ID_BYTES = 8
const IV_BYTES = 12
const TAG_BYTES = 16
/** Finds sealed values in any text, for redaction. As of keys, most of one is as bad as all of it. */
export const sealedPattern = /v1\.[\w-]{11}\.[\w.-]{16,}/g

const TOKEN = /^v1\.([\w-]{11})\.([\w-]{16})\.([\w-]*)\.([\w-]{22})$/

/** Makes `v1.<key id>.<iv>.<ciphertext>.<tag>`: AES-256-GCM under a key per purpose, derived by HKDF (RFC 5869). */
export function createSealer(secretKey: Buffer, previous: readonly Buffer[]): Sealer {
  const current = keyIdOf(secretKey)
  const secrets = new Map([...previous, secretKey].map((secret) => [keyIdOf(secret), secret]))

  return {
    beginning: `${VERSION}.${current}.`,

    seal(purpose, plain) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(CIPHER, purposeKey(secretKey, purpose), iv, { authTagLength: TAG_BYTES })
      cipher.setAAD(additional(purpose, current))
      const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()])
      return [VERSION, current, ...[iv, ciphertext, cipher.getAuthTag()].map(encode)].join('.')
    },

    open(purpose, sealed) {
      const token = parse(sealed)
      const secret = secrets.get(token.keyId)
      if (secret === undefined) {
        throw new SealError(
          `Sealed under key ${token.keyId}, which is neither SECRET_KEY nor among SECRET_KEY_PREVIOUS; add it to SECRET_KEY_PREVIOUS.`,
        )
      }
      return { plain: decrypt(purposeKey(secret, purpose), purpose, token), stale: token.keyId !== current }
    },
  }
}

// Derived, not a digest of the secret: the id stands beside every ciphertext.
function keyIdOf(secret: Buffer): string {
  return encode(Buffer.from(hkdfSync('sha256', secret, '', 'wirecopy key id', KEY_ID_BYTES)))
}

function purposeKey(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `wirecopy seal ${purpose}`, KEY_BYTES))
}

function additional(purpose: string, keyId: string): Buffer {
  return Buffer.from(`${VERSION}.${keyId}.${purpose}`)
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64url')
}

type Token = { keyId: string; iv: Buffer; ciphertext: Buffer; tag: Buffer }

function parse(sealed: string): Token {
  const [, keyId, iv, ciphertext, tag] = TOKEN.exec(sealed) ?? []
  if (keyId === undefined || iv === undefined || ciphertext === undefined || tag === undefined) {
    throw new SealError(
      'Not a sealed value: it should read v1.<key id>.<iv>.<ciphertext>.<tag> in base64url.',
    )
  }
  return { keyId, iv: decode(iv), ciphertext: decode(ciphertext), tag: decode(tag) }
}

// Base64 has spare bits at the end; two spellings of one value are refused.
function decode(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url')
  if (encode(bytes) !== text)
    throw new SealError('Not a sealed value: a part of it is not canonical base64url.')
  return bytes
}

function decrypt(key: Buffer, purpose: string, { keyId, iv, ciphertext, tag }: Token): Buffer {
  const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES })
  decipher.setAAD(additional(purpose, keyId))
  decipher.setAuthTag(tag)
  const plain = decipher.update(ciphertext)
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch {
    throw new SealError(
      `Cannot open a value sealed for "${purpose}": it was altered, or sealed for another purpose.`,
    )
  }
}
