import { z } from 'zod'
import { staffWho } from '../actor.ts'
import type { Database } from '../platform/database/database.ts'
import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { idSchema } from '../platform/ids.ts'
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts'
import { callingPartner } from './calling-partner.ts'
import { decide, listPartners, registerPartner, requirePartner, showPartner } from './partners.ts'
import {
  apiKeySchema,
  apiKeyView,
  newKeyInput,
  newKeySchema,
  newPartnerInput,
  partnerSchema,
  partnerView,
  reasonInput,
} from './schema.ts'
import { partnerStatuses } from './tables.ts'

const readers = { access: { by: 'staff', roles: staffWho.read } } as const
const licensing = { access: { by: 'staff', roles: staffWho.license } } as const
const params = z.object({ id: idSchema('par') })

/** Registering publishers and deciding on them; approval stands in licensing, which knows the terms. */
export function staffPartnerRoutes(app: App, database: Database, commit: Commit): void {
  const page = z.strictObject({
    limit: limitSchema,
    cursor: cursorSchema,
    status: z.enum(partnerStatuses).optional(),
  })
  app.get(
    '/v1/staff/partners',
    {
      config: readers,
      schema: { summary: 'List partners', querystring: page, response: { 200: listSchema(partnerSchema) } },
    },
    async ({ query: { limit, cursor, status } }) => {
      const after = cursor ? decodeCursor(cursor, z.tuple([idSchema('par')]))[0] : undefined
      return pageOf(
        await listPartners(database.read, { limit: limit + 1, status, after }),
        limit,
        partnerView,
        ({ id }) => [id],
      )
    },
  )
  app.post(
    '/v1/staff/partners',
    {
      config: licensing,
      schema: { summary: 'Register a publisher', body: newPartnerInput, response: { 201: partnerSchema } },
    },
    async (request, reply) =>
      commit(request, reply, 201, async (tx) =>
        partnerView(await registerPartner(tx, callerOf(request).actor, request.body)),
      ),
  )
  app.get(
    '/v1/staff/partners/:id',
    { config: readers, schema: { summary: 'Show a partner', params, response: { 200: partnerSchema } } },
    async ({ params: { id } }) => partnerView(await showPartner(database.read, id)),
  )
  for (const [path, decision, summary] of [
    ['suspensions', 'suspended', 'Suspend a partner: it gets no articles until reinstated'],
    ['reinstatements', 'reinstated', 'Lift a suspension'],
    ['terminations', 'terminated', 'End a partnership'],
  ] as const) {
    app.post(
      `/v1/staff/partners/:id/${path}`,
      { config: licensing, schema: { summary, params, body: reasonInput, response: { 201: partnerSchema } } },
      async (request, reply) =>
        commit(request, reply, 201, async (tx) =>
          partnerView(
            await decide(tx, callerOf(request).actor, request.params.id, decision, request.body.reason),
          ),
        ),
    )
  }
}

/** Keys of a partner, as staff manage them. */
export function staffKeyRoutes(app: App, database: Database, commit: Commit): void {
  app.get(
    '/v1/staff/partners/:id/keys',
    {
      config: readers,
      schema: { summary: 'List a partner’s keys', params, response: { 200: listSchema(apiKeySchema) } },
    },
    async ({ params: { id } }) => {
      await requirePartner(database.read, id)
      return { items: (await listApiKeys(database.read, id)).map(apiKeyView), next: null }
    },
  )
  app.post(
    '/v1/staff/partners/:id/keys',
    {
      config: licensing,
      schema: { summary: 'Create a key', params, body: newKeyInput, response: { 201: newKeySchema } },
    },
    async (request, reply) =>
      commit(
        request,
        reply,
        201,
        async (tx) => {
          const { key, ...created } = await createApiKey(
            tx,
            callerOf(request).actor,
            request.params.id,
            request.body,
          )
          return { ...apiKeyView(created), key }
        },
        'key',
      ),
  )
  app.delete(
    '/v1/staff/partners/:id/keys/:keyId',
    {
      config: licensing,
      schema: {
        summary: 'Revoke a key',
        params: params.extend({ keyId: idSchema('key') }),
        response: { 200: apiKeySchema },
      },
    },
    async (request, reply) => {
      const { id, keyId } = request.params
      return commit(request, reply, 200, async (tx) =>
        apiKeyView(await revokeApiKey(tx, callerOf(request).actor, id, keyId)),
      )
    },
  )
}

/** What a partner sees of itself, whatever its status. */
export function ownPartnerRoutes(app: App, database: Database): void {
  app.get(
    '/v1/partner',
    {
      config: { access: { by: 'partner' } },
      schema: { summary: 'Your own profile', response: { 200: partnerSchema } },
    },
    async (request) => partnerView(await showPartner(database.read, callingPartner(request).partner.id)),
  )
  app.get(
    '/v1/partner/keys',
    {
      config: { access: { by: 'partner' } },
      schema: { summary: 'Your own keys', response: { 200: listSchema(apiKeySchema) } },
    },
    async (request) => ({
      items: (await listApiKeys(database.read, callingPartner(request).partner.id)).map(apiKeyView),
      next: null,
    }),
  )
}
