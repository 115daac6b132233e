import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import type { Database } from '../../platform/database/database.ts'
import { callerOf } from '../../platform/http/access.ts'
import type { Commit } from '../../platform/http/commit.ts'
import { hostSchema } from '../../platform/http/fields.ts'
import { listSchema } from '../../platform/http/paging.ts'
import { RateLimit } from '../../platform/http/rate-limit.ts'
import type { App } from '../../platform/http/server.ts'
import { idSchema } from '../../platform/ids.ts'
import { callingPartner } from '../calling-partner.ts'
import { partnerSchema, partnerView } from '../schema.ts'
import type { Asking } from './asking.ts'
import { addHost, removeHost } from './hosts.ts'
import { hostsOf } from './review.ts'
import { newHostInput, verifiedHostSchema } from './schema.ts'
import { Verifying } from './verifying.ts'

const looksPerMinute = 10

const tag = 'Staff: vetting'
const hostParam = hostSchema.meta({ examples: ['gazette.example'] })
const nothing = z.strictObject({}).nullish()
const description =
  'Looks for the challenge in DNS, in the file and in the home page, and answers what was found; it takes up to ten seconds. Once a host was verified it is looked at every week.'

/** Whether the hosts of partners are their own. */
export function domainRoutes(app: App, database: Database, asking: Asking, commit: Commit): void {
  const verifying = new Verifying(database, asking)
  staffDomainRoutes(app, database, verifying, commit)
  ownDomainRoute(app, verifying, commit)
}

function staffDomainRoutes(app: App, database: Database, verifying: Verifying, commit: Commit): void {
  const params = z.object({ id: idSchema('par') })
  app.get(
    '/v1/staff/partners/:id/domains',
    {
      config: { access: { by: 'staff', roles: staffWho.read }, tag },
      schema: {
        operationId: 'listDomains',
        summary: 'Show the hosts of a partner, with what proves that they are its own',
        params,
        response: { 200: listSchema(verifiedHostSchema) },
      },
    },
    async ({ params: { id } }) => ({
      items: await hostsOf(database.read, id, database.auditKey),
      next: null,
    }),
  )
  hostRoutes(app, commit)
  app.post(
    '/v1/staff/partners/:id/domains/:host/verifications',
    {
      config: { access: { by: 'staff', roles: staffWho.license }, tag },
      schema: {
        operationId: 'verifyDomain',
        summary: 'Look at once whether a host is its partner’s own',
        description,
        params: params.extend({ host: hostParam }),
        body: nothing,
        response: { 201: verifiedHostSchema },
      },
    },
    async (request, reply) => {
      const { id, host } = request.params
      const keep = await verifying.look(id, host)
      return commit(request, reply, 201, (tx) => keep(tx, callerOf(request).actor))
    },
  )
}

function hostRoutes(app: App, commit: Commit): void {
  const params = z.object({ id: idSchema('par') })
  const config = { access: { by: 'staff', roles: staffWho.license }, tag, problems: ['conflict'] } as const
  app.post(
    '/v1/staff/partners/:id/domains',
    {
      config,
      schema: {
        operationId: 'addDomain',
        summary: 'Note one more host that a partner publishes on',
        params,
        body: newHostInput,
        response: { 201: partnerSchema },
      },
    },
    async (request, reply) => {
      const { params, body } = request
      return commit(request, reply, 201, async (tx) =>
        partnerView(await addHost(tx, callerOf(request).actor, params.id, body.host)),
      )
    },
  )
  app.delete(
    '/v1/staff/partners/:id/domains/:host',
    {
      config,
      schema: {
        operationId: 'removeDomain',
        summary: 'Forget a host of a partner, and its proof',
        params: params.extend({ host: hostParam }),
        response: { 200: partnerSchema },
      },
    },
    async (request, reply) => {
      const { id, host } = request.params
      return commit(request, reply, 200, async (tx) =>
        partnerView(await removeHost(tx, callerOf(request).actor, id, host)),
      )
    },
  )
}

function ownDomainRoute(app: App, verifying: Verifying, commit: Commit): void {
  const limit = new RateLimit(looksPerMinute, { name: 'domain-checks' })
  app.post(
    '/v1/partner/domains/:host/verifications',
    {
      config: { access: { by: 'partner', sandbox: 'also' }, tag: 'Partner' },
      schema: {
        operationId: 'verifyOwnDomain',
        summary: 'Have it looked at once whether a host is yours',
        description: `${description} At most ${looksPerMinute} times a minute; also before you are approved.`,
        params: z.object({ host: hostParam }),
        body: nothing,
        response: { 201: verifiedHostSchema },
      },
    },
    async (request, reply) => {
      const { partner, actor } = callingPartner(request)
      limit.require(partner.id)
      const keep = await verifying.look(partner.id, request.params.host)
      return commit(request, reply, 201, (tx) => keep(tx, actor))
    },
  )
}
