import canonicalize from 'canonicalize'
import { CompactSign, compactVerify, decodeProtectedHeader, errors, importJWK } from 'jose'
import { z } from 'zod'
import { type OpenKey, openSigningKey, type Signing } from './signing-keys.ts'

const algorithm = 'EdDSA'

/** Keys that a signature may have been made with; those of another kind are passed over. */
export const keySetSchema = z.object({ keys: z.array(z.looseObject({ kid: z.string().optional() })) })

export type KeySet = z.infer<typeof keySetSchema>

const verifyingKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  kid: z.string(),
})

/** What sort of statement a signature stands under, so that none can be passed off as another. */
export type StatementType = 'wirecopy-receipt+jwt' | 'wirecopy-evidence+jwt'

/** Signs a compact JWS (RFC 7515) over canonical JSON (RFC 8785). */
export type Sign = (type: StatementType, payload: object) => Promise<string>

/** Signs with the key that is in force now. */
export async function signerOf(signing: Signing): Promise<Sign> {
  return signerWith(await openSigningKey(signing))
}

export function signerWith({ kid, privateKey }: OpenKey): Sign {
  return async (typ, payload) =>
    new CompactSign(Buffer.from(canonicalize(payload) ?? ''))
      .setProtectedHeader({ alg: algorithm, kid, typ })
      .sign(privateKey)
}

/** The payload of a JWS that one of the keys has signed as this type; undefined for any other text. */
export async function verifiedPayload(
  jws: string,
  type: StatementType,
  keys: KeySet,
): Promise<{ kid: string; payload: Buffer } | undefined> {
  if (!isCanonical(jws)) return undefined
  try {
    const { typ, kid } = decodeProtectedHeader(jws)
    const key = keys.keys.map((one) => verifyingKey.safeParse(one).data).find((one) => one?.kid === kid)
    if (typ !== type || !key) return undefined
    const { payload } = await compactVerify(jws, await importJWK(key, algorithm), { algorithms: [algorithm] })
    return { kid: key.kid, payload: Buffer.from(payload) }
  } catch (error) {
    if (isFaultOfText(error)) return undefined
    throw error
  }
}

// Base64url has spare bits at the end of a part; of its spellings only one is ours.
function isCanonical(jws: string): boolean {
  const parts = jws.split('.')
  return (
    parts.length === 3 && parts.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part)
  )
}

// A header that is no header is a TypeError, and a public key of the wrong length a DOMException.
function isFaultOfText(error: unknown): boolean {
  return error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException
}
