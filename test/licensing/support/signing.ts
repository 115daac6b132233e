import {
  prepareSigningKey,
  rotateSigningKey,
  type Signing,
} from '../../../src/licensing/proof/signing-keys.ts'
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
