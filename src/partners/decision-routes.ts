import { z } from 'zod'
import { staffWho } from '../actor.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import type { App } from '../platform/http/server.ts'
import { idSchema } from '../platform/ids.ts'
import { setAdvanceAccess } from './advance-access.ts'
import { decide } from './decisions.ts'
import { type EffectOf, effectSchema } from './effect.ts'
import { advanceAccessInput, partnerSchema, partnerView, reasonInput } from './schema.ts'

const tag = 'Staff: partners'
const licensing = { access: { by: 'staff', roles: staffWho.license }, tag } as const
const deciding = { ...licensing, problems: ['conflict'] } as const
const params = z.object({ id: idSchema('par') })

interface Around {
  database: Database
  effectOf: EffectOf
  now: () => Instant
}

/** Deciding on publishers; licensing, which knows the terms, approves them. */
export function staffDecisionRoutes(app: App, around: Around, commit: Commit): void {
  decisionRoutes(app, commit)
  endingRoutes(app, around, commit)
  advanceAccessRoute(app, commit)
}

function decisionRoutes(app: App, commit: Commit): void {
  for (const [path, decision, operationId, summary] of [
    ['information-requests', 'asked', 'askPartner', 'Ask a publisher for more before it is decided on'],
    ['reapplications', 'taken up again', 'reopenPartner', 'Take up a declined publisher again'],
    ['reinstatements', 'reinstated', 'reinstatePartner', 'Lift a suspension'],
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

function endingRoutes(app: App, { database, effectOf, now }: Around, commit: Commit): void {
  const querystring = z.strictObject({
    preview: z
      .enum(['true', 'false'])
      .default('false')
      .describe('`true` tells what it would do, and does nothing.'),
  })
  for (const [path, decision, operationId, summary] of [
    ['declines', 'declined', 'declinePartner', 'Decline a publisher; it may apply again'],
    ['suspensions', 'suspended', 'suspendPartner', 'Suspend a partner: it gets no articles until reinstated'],
    ['terminations', 'terminated', 'terminatePartner', 'End a partnership'],
  ] as const) {
    app.post(
      `/v1/staff/partners/:id/${path}`,
      {
        config: deciding,
        schema: {
          ...{ operationId, summary, params, querystring, body: reasonInput },
          response: { 200: effectSchema.describe('What it would do.'), 201: partnerSchema },
        },
      },
      async (request, reply) => {
        const { params, body, query } = request
        if (query.preview === 'true') return effectOf(database.read, params.id, decision, now())
        return commit(request, reply, 201, async (tx) =>
          partnerView(await decide(tx, callerOf(request).actor, params.id, decision, body.reason)),
        )
      },
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
