import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { staffWho } from '../actor.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database/database.ts'
import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { type Id, idSchema } from '../platform/ids.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'
import { type ApiKey, createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts'
import { type StartOf, wantedKey } from './feed-secrets.ts'
import { rotateApiKey } from './key-rotation.ts'
import {
  apiKeySchema,
  apiKeyView,
  keySecretSchema,
  newKeyInput,
  newKeySchema,
  newKeyView,
  rotationInput,
} from './key-schema.ts'
import { requirePartner } from './partners.ts'
import { showTestKey } from './test-keys.ts'

const tag = 'Staff: partners'
const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const
const licensing = {
  access: { by: 'staff', roles: staffWho.license },
  tag,
  problems: ['conflict'],
} as const
const params = z.object({ id: idSchema('par') })
export const keyPage = z.strictObject({ limit: limitSchema, cursor: cursorSchema })

/** What keys are listed from. */
export interface Keys {
  database: Database
  now: () => Instant
  sealer: Sealer
  startOf: StartOf
}

export const rotationNote =
  'The new one has the same name, scopes and networks. The old one goes on working for the overlap, and says so on every answer with `Deprecation` and `Sunset`; a key has one successor.'

/** Keys of a partner, as staff manage them. */
export function staffKeyRoutes(app: App, keys: Keys, commit: Commit): void {
  keyListRoutes(app, keys, commit)
  oneKeyRoutes(app, commit)
  secretRoute(app, keys)
}

function keyListRoutes(app: App, keys: Keys, commit: Commit): void {
  app.get(
    '/v1/staff/partners/:id/keys',
    {
      config: readers,
      schema: {
        operationId: 'listPartnerKeys',
        summary: 'List a partner’s keys',
        params,
        querystring: keyPage,
        response: { 200: listSchema(apiKeySchema) },
      },
    },
    async ({ params: { id }, query }) => {
      await requirePartner(keys.database.read, id)
      return keysOf(keys, id, query)
    },
  )
  app.post(
    '/v1/staff/partners/:id/keys',
    {
      config: licensing,
      schema: {
        operationId: 'createPartnerKey',
        summary: 'Create a key',
        params,
        body: newKeyInput,
        response: { 201: newKeySchema },
      },
    },
    async (request, reply) => {
      const { actor } = callerOf(request)
      const { id } = request.params
      return commitKey(commit, request, reply, async (tx) =>
        createApiKey(tx, actor, id, await wantedKey(tx, id, request.body, keys.startOf), keys.sealer),
      )
    },
  )
}

function secretRoute(app: App, keys: Keys): void {
  app.get(
    '/v1/staff/partners/:id/keys/:keyId/secret',
    {
      config: licensing,
      schema: {
        operationId: 'showTestKey',
        summary: 'Show a test key again',
        params: params.extend({ keyId: idSchema('key') }),
        response: { 200: keySecretSchema },
      },
    },
    async ({ params: { id, keyId } }) => showTestKey(keys, id, keyId),
  )
}

function oneKeyRoutes(app: App, commit: Commit): void {
  app.delete(
    '/v1/staff/partners/:id/keys/:keyId',
    {
      config: licensing,
      schema: {
        operationId: 'revokePartnerKey',
        summary: 'Revoke a key',
        params: params.extend({ keyId: idSchema('key') }),
        response: { 200: apiKeySchema },
      },
    },
    async (request, reply) => {
      const { id, keyId } = request.params
      return commit(request, reply, 200, async (tx) =>
        apiKeyView(await revokeApiKey(tx, callerOf(request).actor, id, keyId), tx.now),
      )
    },
  )
  app.post(
    '/v1/staff/partners/:id/keys/:keyId/rotations',
    {
      config: licensing,
      schema: {
        operationId: 'rotatePartnerKey',
        summary: 'Put another key in place of one',
        description: rotationNote,
        params: params.extend({ keyId: idSchema('key') }),
        body: rotationInput.nullish(),
        response: { 201: newKeySchema },
      },
    },
    async (request, reply) => {
      const { id, keyId } = request.params
      const { actor } = callerOf(request)
      return commitKey(commit, request, reply, (tx) => rotateApiKey(tx, actor, id, keyId, request.body ?? {}))
    },
  )
}

/** Makes a key and answers with it; its secret is shown this once. */
export async function commitKey(
  commit: Commit,
  request: FastifyRequest,
  reply: FastifyReply,
  make: (tx: Tx) => Promise<ApiKey & { key: string }>,
): Promise<FastifyReply> {
  return commit(request, reply, 201, async (tx) => newKeyView(await make(tx)), 'key')
}

/** A page of a partner’s keys. */
export async function keysOf(
  { database, now }: Keys,
  partnerId: Id<'par'>,
  { limit, cursor }: z.infer<typeof keyPage>,
) {
  const after = cursor ? decodeCursor(cursor, z.tuple([idSchema('key')]))[0] : undefined
  const rows = await listApiKeys(database.read, partnerId, { limit: limit + 1, after })
  return pageOf(
    rows,
    limit,
    (key) => apiKeyView(key, now()),
    ({ id }) => [id],
  )
}
