import { z } from 'zod'
import type { Commit } from '../platform/http/commit.ts'
import { listSchema } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { idSchema } from '../platform/ids.ts'
import { revokeApiKey } from './api-keys.ts'
import { callingPartner } from './calling-partner.ts'
import { wantedKey } from './feed-secrets.ts'
import { commitKey, type Keys, keyPage, keysOf, rotationNote } from './key-routes.ts'
import {
  apiKeySchema,
  apiKeyView,
  keySecretSchema,
  newKeyInput,
  newKeySchema,
  rotationInput,
} from './key-schema.ts'
import { createOwnKey, rotateOwnKey, showOwnTestKey } from './own-keys.ts'

const tag = 'Partner'
const reading = { access: { by: 'partner' }, tag } as const
const writing = { access: { by: 'partner', scope: 'keys:write' }, tag } as const
const making = { ...writing, problems: ['conflict'] } as const
const params = z.object({ keyId: idSchema('key') })

/** A partner's own keys, which it manages with a key that may. */
export function ownKeyRoutes(app: App, keys: Keys, commit: Commit): void {
  ownKeyListRoutes(app, keys, commit)
  oneOwnKeyRoutes(app, commit)
  app.get(
    '/v1/partner/keys/:keyId/secret',
    {
      config: making,
      schema: {
        operationId: 'showOwnTestKey',
        summary: 'Show a test key of your own again',
        description: 'It must be no wider and no longer-lived than the key that asks.',
        params,
        response: { 200: keySecretSchema },
      },
    },
    async (request) => showOwnTestKey(keys, callingPartner(request), request.params.keyId),
  )
}

function ownKeyListRoutes(app: App, keys: Keys, commit: Commit): void {
  app.get(
    '/v1/partner/keys',
    {
      config: reading,
      schema: {
        operationId: 'listOwnKeys',
        summary: 'Your own keys',
        querystring: keyPage,
        response: { 200: listSchema(apiKeySchema) },
      },
    },
    async (request) => keysOf(keys, callingPartner(request).partner.id, request.query),
  )
  app.post(
    '/v1/partner/keys',
    {
      config: making,
      schema: {
        operationId: 'createOwnKey',
        summary: 'Create a key of your own',
        description:
          'It has no scope, no network and no longer life than the key that makes it; what you leave out it takes from that key. `keys:write` it has only where you name it.',
        body: newKeyInput,
        response: { 201: newKeySchema },
      },
    },
    async (request, reply) =>
      commitKey(commit, request, reply, async (tx) => {
        const caller = callingPartner(request)
        const wanted = await wantedKey(tx, caller.partner.id, request.body, keys.startOf)
        return createOwnKey(tx, caller, wanted, keys.sealer)
      }),
  )
}

function oneOwnKeyRoutes(app: App, commit: Commit): void {
  app.delete(
    '/v1/partner/keys/:keyId',
    {
      config: writing,
      schema: {
        operationId: 'revokeOwnKey',
        summary: 'Revoke a key of your own; also the one that you call with',
        params,
        response: { 200: apiKeySchema },
      },
    },
    async (request, reply) => {
      const { actor, partner } = callingPartner(request)
      return commit(request, reply, 200, async (tx) =>
        apiKeyView(await revokeApiKey(tx, actor, partner.id, request.params.keyId), tx.now),
      )
    },
  )
  app.post(
    '/v1/partner/keys/:keyId/rotations',
    {
      config: making,
      schema: {
        operationId: 'rotateOwnKey',
        summary: 'Put another key in place of one of your own',
        description: rotationNote,
        params,
        body: rotationInput.nullish(),
        response: { 201: newKeySchema },
      },
    },
    async (request, reply) =>
      commitKey(commit, request, reply, (tx) =>
        rotateOwnKey(tx, callingPartner(request), request.params.keyId, request.body ?? {}),
      ),
  )
}
