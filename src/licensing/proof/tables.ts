import { instant, integer, json, table, text } from '../../platform/database/columns.ts'

/** An Ed25519 key as others need it to verify what it signed (RFC 8037). */
export interface PublicKey {
  kty: 'OKP'
  crv: 'Ed25519'
  x: string
}

/** What receipts and evidence are signed with; the highest number is in force, and none is ever forgotten. */
export const signingKeys = table('signing_keys', {
  number: integer().primaryKey(),
  /** The thumbprint of the public key (RFC 7638). */
  kid: text().notNull().unique(),
  publicKey: json<PublicKey>().notNull(),
  /** The private key, sealed under SECRET_KEY; gone once the key has retired. */
  sealed: text(),
  createdAt: instant().notNull(),
  retiredAt: instant(),
})
