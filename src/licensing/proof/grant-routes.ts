import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import { callingPartner } from '../../partners/calling-partner.ts'
import type { Instant } from '../../platform/clock.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../../platform/http/paging.ts'
import type { App } from '../../platform/http/server.ts'
import { type Id, idSchema } from '../../platform/ids.ts'
import { Problem } from '../../problems.ts'
import { findGrant, type Grant, listGrants } from '../grants.ts'
import { signerOf } from './jws.ts'
import { claimsReader, signReceipt } from './receipt.ts'
import {
  grantSchema,
  grantView,
  provenGrantSchema,
  provenStaffGrantSchema,
  receiptInput,
  staffGrantSchema,
  staffGrantView,
  verificationSchema,
  verificationView,
} from './schema.ts'
import type { Signing } from './signing-keys.ts'
import { verifyReceipt } from './verification.ts'

/** What receipts are made and verified with. */
export interface Proof extends Signing {
  publicUrl: string
  now(): Instant
}

const own = { access: { by: 'partner', scope: 'usage:read' }, tag: 'Licensing' } as const
const readers = { access: { by: 'staff', roles: staffWho.read }, tag: 'Staff: partners' } as const
const params = z.object({ id: idSchema('grt') })
const page = { limit: limitSchema, cursor: cursorSchema, article: idSchema('art').optional() }

/** A partner's own grants. */
export function grantRoutes(app: App, proof: Proof): void {
  const { database } = proof
  app.get(
    '/v1/grants',
    {
      config: own,
      schema: {
        operationId: 'listGrants',
        summary: 'Your grants, newest first',
        querystring: z.strictObject(page),
        response: { 200: listSchema(grantSchema) },
      },
    },
    async (request) => {
      const { limit, cursor, article: articleId } = request.query
      const { id: partnerId } = callingPartner(request).partner
      const after = positionIn(cursor)
      const rows = await listGrants(database.read, { limit: limit + 1, partnerId, articleId, after })
      return pageOf(rows, limit, grantView, ({ id }) => [id])
    },
  )
  app.get(
    '/v1/grants/:id',
    {
      config: own,
      schema: {
        operationId: 'getGrant',
        summary: 'One of your grants, with its receipt',
        params,
        response: { 200: provenGrantSchema },
      },
    },
    async (request) => {
      const { id } = request.params
      const grant = await findGrant(database.read, id, callingPartner(request).partner.id)
      if (!grant) throw new Problem('not-found', { detail: `You hold no grant ${id}.` })
      return { ...grantView(grant), receipt: await receiptFor(proof, grant) }
    },
  )
}

/** The grants of every partner. */
export function staffGrantRoutes(app: App, proof: Proof): void {
  const { database } = proof
  app.get(
    '/v1/staff/grants',
    {
      config: readers,
      schema: {
        operationId: 'listAllGrants',
        summary: 'List grants, newest first',
        querystring: z.strictObject({ ...page, partner: idSchema('par').optional() }),
        response: { 200: listSchema(staffGrantSchema) },
      },
    },
    async (request) => {
      const { limit, cursor, article: articleId, partner: partnerId } = request.query
      const after = positionIn(cursor)
      const rows = await listGrants(database.read, { limit: limit + 1, partnerId, articleId, after })
      return pageOf(rows, limit, staffGrantView, ({ id }) => [id])
    },
  )
  app.get(
    '/v1/staff/grants/:id',
    {
      config: readers,
      schema: {
        operationId: 'getAnyGrant',
        summary: 'Show a grant with its receipt',
        params,
        response: { 200: provenStaffGrantSchema },
      },
    },
    async ({ params: { id } }) => {
      const grant = await findGrant(database.read, id)
      if (!grant) throw new Problem('not-found', { detail: `${id} is not a grant.` })
      return { ...staffGrantView(grant), receipt: await receiptFor(proof, grant) }
    },
  )
}

/** Whether a receipt is good, for whoever was shown one. */
export function verificationRoutes(app: App, { database, now }: Proof): void {
  app.post(
    '/v1/grants/verify',
    {
      config: { access: { by: 'public' }, tag: 'Licensing' },
      schema: {
        operationId: 'verifyReceipt',
        summary: 'Verify a receipt',
        description:
          'Says whether we signed it, and what became of the story since. A newer revision, new terms or the end of a partnership does not end a license that was granted before.',
        body: receiptInput,
        response: { 200: verificationSchema },
      },
    },
    async ({ body: { receipt } }) => verificationView(await verifyReceipt(database.read, receipt, now())),
  )
}

function positionIn(cursor: string | undefined): Id<'grt'> | undefined {
  return cursor === undefined ? undefined : decodeCursor(cursor, z.tuple([idSchema('grt')]))[0]
}

async function receiptFor(proof: Proof, grant: Grant): Promise<string> {
  const claims = await claimsReader(proof.database.read, proof.publicUrl)(grant)
  return signReceipt(await signerOf(proof), claims)
}
