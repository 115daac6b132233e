import { z } from 'zod'
import { staffWho } from '../actor.ts'
import type { Database } from '../platform/database/database.ts'
import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { type Id, idSchema } from '../platform/ids.ts'
import { setAdvanceAccess } from './advance-access.ts'
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts'
import { callingPartner } from './calling-partner.ts'
import { decide, listPartners, registerPartner, requirePartner, showPartner } from './partners.ts'
import {
  advanceAccessInput,
  apiKeySchema,
  apiKeyView,
  newKeyInput,
  newKeySchema,
  newPartnerInput,
  ownProfileSchema,
  ownProfileView,
  partnerSchema,
  partnerView,
  reasonInput,
} from './schema.ts'
import { partnerStatuses } from './tables.ts'

const tag = 'Staff: partners'
const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const
const licensing = { access: { by: 'staff', roles: staffWho.license }, tag } as const
const deciding = { ...licensing, problems: ['conflict'] } as const
const own = { access: { by: 'partner' }, tag: 'Partner' } as const
const params = z.object({ id: idSchema('par') })
const keyPage = z.strictObject({ limit: limitSchema, cursor: cursorSchema })

/** Registering publishers and deciding on them; licensing, which knows the terms, shows and approves them. */
export function staffPartnerRoutes(app: App, database: Database, commit: Commit): void {
  registrationRoutes(app, database, commit)
  decisionRoutes(app, commit)
  advanceAccessRoute(app, commit)
}

function registrationRoutes(app: App, database: Database, commit: Commit): void {
  const page = z.strictObject({
    limit: limitSchema,
    cursor: cursorSchema,
    status: z.enum(partnerStatuses).optional(),
  })
  app.get(
    '/v1/staff/partners',
    {
      config: readers,
      schema: {
        operationId: 'listPartners',
        summary: 'List partners',
        querystring: page,
        response: { 200: listSchema(partnerSchema) },
      },
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
      config: deciding,
      schema: {
        operationId: 'registerPartner',
        summary: 'Register a publisher',
        body: newPartnerInput,
        response: { 201: partnerSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 201, async (tx) =>
        partnerView(await registerPartner(tx, callerOf(request).actor, request.body)),
      ),
  )
}

function decisionRoutes(app: App, commit: Commit): void {
  for (const [path, decision, operationId, summary] of [
    ['suspensions', 'suspended', 'suspendPartner', 'Suspend a partner: it gets no articles until reinstated'],
    ['reinstatements', 'reinstated', 'reinstatePartner', 'Lift a suspension'],
    ['terminations', 'terminated', 'terminatePartner', 'End a partnership'],
  ] as const) {
    app.post(
      `/v1/staff/partners/:id/${path}`,
      {
        config: deciding,
        schema: { operationId, summary, params, body: reasonInput, response: { 201: partnerSchema } },
      },
      async (request, reply) =>
        commit(request, reply, 201, async (tx) =>
          partnerView(
            await decide(tx, callerOf(request).actor, request.params.id, decision, request.body.reason),
          ),
        ),
    )
  }
}

function advanceAccessRoute(app: App, commit: Commit): void {
  app.put(
    '/v1/staff/partners/:id/advance-access',
    {
      config: licensing,
      schema: {
        operationId: 'setAdvanceAccess',
        summary: 'Show a partner stories under embargo, or no longer',
        params,
        body: advanceAccessInput,
        response: { 200: partnerSchema },
      },
    },
    async (request, reply) => {
      const { granted, reason } = request.body
      return commit(request, reply, 200, async (tx) =>
        partnerView(await setAdvanceAccess(tx, callerOf(request).actor, request.params.id, granted, reason)),
      )
    },
  )
}

/** Keys of a partner, as staff manage them. */
export function staffKeyRoutes(app: App, database: Database, commit: Commit): void {
  keyListRoutes(app, database, commit)
  oneKeyRoutes(app, commit)
}

function keyListRoutes(app: App, database: Database, commit: Commit): void {
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
      await requirePartner(database.read, id)
      return keysOf(database, id, query)
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
      config: own,
      schema: {
        operationId: 'getOwnProfile',
        summary: 'Your own profile',
        response: { 200: ownProfileSchema },
      },
    },
    async (request) => ownProfileView(await showPartner(database.read, callingPartner(request).partner.id)),
  )
  app.get(
    '/v1/partner/keys',
    {
      config: own,
      schema: {
        operationId: 'listOwnKeys',
        summary: 'Your own keys',
        querystring: keyPage,
        response: { 200: listSchema(apiKeySchema) },
      },
    },
    async (request) => keysOf(database, callingPartner(request).partner.id, request.query),
  )
}

async function keysOf(database: Database, partnerId: Id<'par'>, { limit, cursor }: z.infer<typeof keyPage>) {
  const after = cursor ? decodeCursor(cursor, z.tuple([idSchema('key')]))[0] : undefined
  const rows = await listApiKeys(database.read, partnerId, { limit: limit + 1, after })
  return pageOf(rows, limit, apiKeyView, ({ id }) => [id])
}
