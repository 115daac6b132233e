import { z } from 'zod'
import { staffWho } from '../actor.ts'
import type { Database } from '../platform/database/database.ts'
import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import { requireMatch } from '../platform/http/if-match.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { idSchema } from '../platform/ids.ts'
import { callingPartner } from './calling-partner.ts'
import { changePartner } from './changing.ts'
import { listPartners, registerPartner, requirePartner, showPartner } from './partners.ts'
import {
  newPartnerInput,
  ownProfileSchema,
  ownProfileView,
  partnerChangesInput,
  partnerSchema,
  partnerView,
} from './schema.ts'
import { partnerStatuses } from './tables.ts'

const tag = 'Staff: partners'
const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const
const registering = {
  access: { by: 'staff', roles: staffWho.license },
  tag,
  problems: ['conflict'],
} as const
const own = { access: { by: 'partner', sandbox: 'also' }, tag: 'Partner' } as const

/** Registering publishers; licensing, which knows the terms, shows one with its agreement. */
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
      config: registering,
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

/** Changing what is known of a partner. */
export function partnerEditRoute(app: App, commit: Commit): void {
  app.patch(
    '/v1/staff/partners/:id',
    {
      config: { ...registering, requestHeaders: ['If-Match'] },
      schema: {
        operationId: 'changePartner',
        summary: 'Change what is known of a partner',
        description: 'What is left out stays as it is; null forgets.',
        params: z.object({ id: idSchema('par') }),
        body: partnerChangesInput,
        response: { 200: partnerSchema },
      },
    },
    async (request, reply) => {
      const { params, body } = request
      return commit(request, reply, 200, async (tx) => {
        const present = await showPartner(tx, params.id)
        await requireMatch(request, present.version, () => partnerView(present))
        const partner = await requirePartner(tx, params.id)
        return partnerView(await changePartner(tx, callerOf(request).actor, partner, body))
      })
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
    async (request) => {
      const profile = await showPartner(database.read, callingPartner(request).partner.id)
      return ownProfileView(profile, database.auditKey)
    },
  )
}
