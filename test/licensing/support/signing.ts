import { createPrivateKey, randomBytes } from 'node:crypto'
import { signerWith } from '../../../src/licensing/proof/jws.ts'
import type { Claims } from '../../../src/licensing/proof/receipt.ts'
import {
  prepareSigningKey,
  rotateSigningKey,
  type Signing,
} from '../../../src/licensing/proof/signing-keys.ts'
import { exampleId } from '../../../src/platform/ids.ts'
import { createSealer } from '../../../src/platform/secrets/sealed.ts'
import { actor, type Product } from '../../support/product.ts'

/** What signs in this product. */
export function signingOf({ database, config }: Product): Signing {
  return { database, sealer: createSealer(config.secretKey, config.previousSecretKeys) }
}

/** Puts a new signing key in force. */
export async function aNewSigningKey(product: Product) {
  const prepared = await prepareSigningKey(signingOf(product).sealer)
  return product.database.write((tx) => rotateSigningKey(tx, actor, prepared))
}

/** A key that signs, and the set in which others find it. */
export async function aKey() {
  const sealer = createSealer(randomBytes(32), [])
  const { kid, publicKey, sealed } = await prepareSigningKey(sealer)
  const { plain } = sealer.open('signing key', sealed)
  const sign = signerWith({ kid, privateKey: createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' }) })
  return { kid, publicKey, sign, keys: { keys: [{ ...publicKey, kid }] } }
}

/** What a receipt says, of nobody in particular. */
export function someClaims(): Claims {
  const [partner, article] = [exampleId('par'), exampleId('art')]
  return {
    ...{ iss: 'https://wire.example', sub: partner, jti: exampleId('grt') },
    ...{ partner: { id: partner, name: 'Gazette' }, grantedAt: '2026-05-01T00:00:00.000Z', how: 'item' },
    article: {
      ...{ id: article, uri: `https://wire.example/id/articles/${article}`, revision: 1, headline: 'Vote' },
      text: { sha256: 'a'.repeat(64), normalization: 'wirecopy-text-1' },
    },
    attribution: {
      ...{ required: ['logo', 'byline', 'affiliation'], byline: 'By Jane Doe', affiliations: ['DCNF'] },
      logo: [{ href: 'https://wire.example/brand/a.svg', sha256: 'b'.repeat(64) }],
    },
    terms: { version: 1, sha256: 'c'.repeat(64) },
  }
}
