import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { desc, eq, lt } from 'drizzle-orm'
import { calculateJwkThumbprint } from 'jose'
import type { Actor } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Database, Queries, Tx } from '../../platform/database/database.ts'
import type { Sealer } from '../../platform/secrets/sealed.ts'
import { Problem } from '../../problems.ts'
import { type PublicKey, signingKeys } from './tables.ts'

// All of them stand in the set of public keys, for ever.
const maxKeys = 1_000
/** What they are sealed for. */
export const signingKeyPurpose = 'signing key'
const system: Actor = { kind: 'system', name: 'signing' }
const makeKeyPair = promisify(generateKeyPair)

export type SigningKey = typeof signingKeys.$inferSelect

/** A new key, its private part sealed already. */
export type PreparedKey = Pick<SigningKey, 'kid' | 'publicKey'> & { sealed: string }

/** Where keys are kept, and what opens them. */
export interface Signing {
  database: Database
  sealer: Sealer
}

/** Makes an Ed25519 key; slow work that a verb must not do. */
export async function prepareSigningKey(sealer: Sealer): Promise<PreparedKey> {
  const pair = await makeKeyPair('ed25519')
  const { x = '' } = pair.publicKey.export({ format: 'jwk' })
  const publicKey: PublicKey = { kty: 'OKP', crv: 'Ed25519', x }
  const sealed = sealer.seal(signingKeyPurpose, pair.privateKey.export({ format: 'der', type: 'pkcs8' }))
  return { kid: await calculateJwkThumbprint(publicKey), publicKey, sealed }
}

/** Puts a key in force. The one before signs nothing any more, and what it signed still verifies. */
export async function rotateSigningKey(
  tx: Tx,
  actor: Actor,
  prepared: PreparedKey,
  reason?: string,
): Promise<SigningKey> {
  const before = await currentSigningKey(tx)
  const number = (before?.number ?? 0) + 1
  if (number > maxKeys) {
    throw new Problem('conflict', {
      detail: `There are ${maxKeys} signing keys, and none is ever forgotten; there can be no more.`,
    })
  }
  if (before) {
    await tx
      .update(signingKeys)
      .set({ retiredAt: tx.now, sealed: null })
      .where(eq(signingKeys.number, before.number))
  }
  const row: SigningKey = { number, ...prepared, createdAt: tx.now, retiredAt: null }
  await tx.insert(signingKeys).values(row)
  await audit(tx, actor, 'signing-key.rotate', row.kid, {
    retired: before?.kid ?? null,
    reason: reason ?? null,
  })
  return row
}

/** A private key with its name. */
export interface OpenKey {
  kid: string
  privateKey: KeyObject
}

/** Opens the private key in force that is in force. The first one is made when it is first needed. */
export async function openSigningKey({ database, sealer }: Signing): Promise<OpenKey> {
  const key = (await currentSigningKey(database.read)) ?? (await makeFirst({ database, sealer }))
  const { plain, stale } = sealer.open(signingKeyPurpose, key.sealed ?? '')
  if (stale) await sealAnew({ database, sealer }, key.kid, plain)
  return { kid: key.kid, privateKey: createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' }) }
}

// Whoever else made one meanwhile is in the transaction before: its key is taken, and ours was never used.
async function makeFirst({ database, sealer }: Signing): Promise<SigningKey> {
  const prepared = await prepareSigningKey(sealer)
  return database.write(async (tx) => (await currentSigningKey(tx)) ?? rotateSigningKey(tx, system, prepared))
}

async function sealAnew({ database, sealer }: Signing, kid: string, plain: Buffer): Promise<void> {
  const sealed = sealer.seal(signingKeyPurpose, plain)
  await database.write(async (tx) => {
    const current = await currentSigningKey(tx)
    if (current?.kid === kid) await tx.update(signingKeys).set({ sealed }).where(eq(signingKeys.kid, kid))
  })
}

async function currentSigningKey(queries: Queries): Promise<SigningKey | undefined> {
  const [newest] = await listSigningKeys(queries, { limit: 1 })
  return newest
}

interface Page {
  limit: number
  /** Keys older than this one. */
  before?: number | undefined
}

/** A page of the keys, the one in force first. */
export async function listSigningKeys(queries: Queries, { limit, before }: Page): Promise<SigningKey[]> {
  return queries
    .select()
    .from(signingKeys)
    .where(before === undefined ? undefined : lt(signingKeys.number, before))
    .orderBy(desc(signingKeys.number))
    .limit(limit)
}

/** Every public key that ever was, as a JWK Set (RFC 7517). */
export async function publicKeySet(queries: Queries) {
  const keys = await listSigningKeys(queries, { limit: maxKeys })
  return {
    keys: keys.map(({ kid, publicKey }) => ({
      ...publicKey,
      kid,
      alg: 'EdDSA' as const,
      use: 'sig' as const,
    })),
  }
}
