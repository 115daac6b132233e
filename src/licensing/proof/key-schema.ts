import { z } from 'zod'
import { timeOrNull, toRfc3339 } from '../../platform/clock.ts'
import { line } from '../../platform/http/fields.ts'
import { exampleTime } from '../../platform/http/openapi/examples.ts'
import type { SigningKey } from './signing-keys.ts'

const maxReason = 500
const maxKid = 100

const example = {
  kty: 'OKP',
  crv: 'Ed25519',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
  alg: 'EdDSA',
  use: 'sig',
} as const

export const publicKeySetSchema = z
  .object({
    keys: z.array(
      z.object({
        kty: z.literal('OKP'),
        crv: z.literal('Ed25519'),
        x: z.string(),
        kid: z.string().max(maxKid).describe('Thumbprint of the key (RFC 7638).'),
        alg: z.literal('EdDSA'),
        use: z.literal('sig'),
      }),
    ),
  })
  .meta({
    id: 'PublicKeySet',
    description: 'The newest key first. Keys that have retired stay, so that old receipts verify.',
    examples: [{ keys: [example] }],
  })

export const newSigningKeyInput = z
  .strictObject({ reason: line(maxReason).optional() })
  .meta({ examples: [{ reason: 'The yearly change.' }] })

export const signingKeySchema = z
  .object({
    number: z.int(),
    kid: z.string(),
    createdAt: z.iso.datetime(),
    retiredAt: z.iso.datetime().nullable().describe('Null while it is in force.'),
  })
  .meta({
    id: 'SigningKey',
    description: 'What receipts and evidence are signed with.',
    examples: [{ number: 1, kid: example.kid, createdAt: exampleTime, retiredAt: null }],
  })

export function signingKeyView({
  number,
  kid,
  createdAt,
  retiredAt,
}: SigningKey): z.infer<typeof signingKeySchema> {
  return {
    number,
    kid,
    createdAt: toRfc3339(createdAt),
    retiredAt: timeOrNull(retiredAt),
  }
}
