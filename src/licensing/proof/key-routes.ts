import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import { callerOf } from '../../platform/http/access.ts'
import type { Commit } from '../../platform/http/commit.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../../platform/http/paging.ts'
import type { App } from '../../platform/http/server.ts'
import { newSigningKeyInput, publicKeySetSchema, signingKeySchema, signingKeyView } from './key-schema.ts'
import {
  listSigningKeys,
  prepareSigningKey,
  publicKeySet,
  rotateSigningKey,
  type Signing,
} from './signing-keys.ts'

/** The public keys, for anybody who verifies what we signed. */
export function publicKeyRoutes(app: App, { database }: Signing): void {
  app.get(
    '/.well-known/jwks.json',
    {
      config: {
        access: { by: 'public' },
        tag: 'Licensing',
        responseHeaders: ['Cache-Control', 'Access-Control-Allow-Origin'],
      },
      schema: {
        operationId: 'listPublicKeys',
        summary: 'The keys that receipts and evidence verify with',
        response: { 200: { content: { 'application/jwk-set+json': { schema: publicKeySetSchema } } } },
      },
    },
    async (_, reply) =>
      reply
        .headers({ 'Cache-Control': 'public, max-age=300', 'Access-Control-Allow-Origin': '*' })
        .type('application/jwk-set+json')
        .send(await publicKeySet(database.read)),
  )
}

/** The keys as staff see them, and putting a new one in force. */
export function staffSigningKeyRoutes(app: App, { database, sealer }: Signing, commit: Commit): void {
  const tag = 'Staff: operation'
  app.get(
    '/v1/staff/signing-keys',
    {
      config: { access: { by: 'staff', roles: staffWho.read }, tag },
      schema: {
        operationId: 'listSigningKeys',
        summary: 'List the signing keys, the one in force first',
        querystring: z.strictObject({ limit: limitSchema, cursor: cursorSchema }),
        response: { 200: listSchema(signingKeySchema) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const before = cursor ? decodeCursor(cursor, z.tuple([z.int()]))[0] : undefined
      const rows = await listSigningKeys(database.read, { limit: limit + 1, before })
      return pageOf(rows, limit, signingKeyView, ({ number }) => [number])
    },
  )
  app.post(
    '/v1/staff/signing-keys',
    {
      config: { access: { by: 'staff', roles: staffWho.administer }, tag, problems: ['conflict'] },
      schema: {
        operationId: 'createSigningKey',
        summary: 'Put a new signing key in force',
        description: 'The one before signs nothing any more; what it signed still verifies.',
        body: newSigningKeyInput.nullish(),
        response: { 201: signingKeySchema },
      },
    },
    async (request, reply) => {
      const prepared = await prepareSigningKey(sealer)
      return commit(request, reply, 201, async (tx) =>
        signingKeyView(await rotateSigningKey(tx, callerOf(request).actor, prepared, request.body?.reason)),
      )
    },
  )
}
