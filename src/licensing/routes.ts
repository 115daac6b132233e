import { z } from 'zod'
import { staffWho } from '../actor.ts'
import { type PartnerProfile, showPartner } from '../partners/partners.ts'
import { approvalInput } from '../partners/schema.ts'
import type { Database, Queries } from '../platform/database/database.ts'
import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import type { App } from '../platform/http/server.ts'
import { idSchema } from '../platform/ids.ts'
import { agreementOf, approve } from './agreements.ts'
import { staffPartnerSchema, staffPartnerView } from './schema.ts'

/** A partner with its agreement, and the approval that settles checks and terms. */
export function agreementRoutes(app: App, database: Database, commit: Commit): void {
  const tag = 'Staff: partners'
  const params = z.object({ id: idSchema('par') })
  app.get(
    '/v1/staff/partners/:id',
    {
      config: { access: { by: 'staff', roles: staffWho.read }, tag, responseHeaders: ['ETag'] },
      schema: {
        operationId: 'getPartner',
        summary: 'Show a partner with its agreement',
        params,
        response: { 200: staffPartnerSchema },
      },
    },
    async ({ params: { id } }, reply) => {
      const partner = await showPartner(database.read, id)
      reply.header('ETag', `"${partner.version}"`)
      return view(database.read, partner)
    },
  )
  app.post(
    '/v1/staff/partners/:id/approvals',
    {
      config: {
        access: { by: 'staff', roles: staffWho.license },
        tag,
        problems: ['conflict'],
      },
      schema: {
        operationId: 'approvePartner',
        summary: 'Approve a partner; its keys work at once',
        description:
          'The current terms are accepted on its behalf. A partner whose vetting began needs every check passed or waived; one that staff just registered has all of them waived.',
        params,
        body: approvalInput.nullish(),
        response: { 201: staffPartnerSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 201, async (tx) => {
        await approve(tx, callerOf(request).actor, request.params.id, request.body ?? {})
        return view(tx, await showPartner(tx, request.params.id))
      }),
  )
}

async function view(queries: Queries, partner: PartnerProfile) {
  return staffPartnerView(partner, await agreementOf(queries, partner.id))
}
