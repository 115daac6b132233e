import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import { timeOrNull } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { callerOf } from '../../platform/http/access.ts'
import type { Commit } from '../../platform/http/commit.ts'
import type { App } from '../../platform/http/server.ts'
import { idSchema } from '../../platform/ids.ts'
import { invite, nextWave, wouldInvite } from './inviting.ts'
import { setOldFeed } from './old-feed.ts'
import {
  invitationsSchema,
  invitationsView,
  newInvitationsInput,
  oldFeedInput,
  oldFeedSchema,
} from './schema.ts'

const licensing = {
  access: { by: 'staff', roles: staffWho.license },
  tag: 'Staff: partners',
} as const

/** Moving partners here: their invitations, and when their old feeds were last asked. */
export function onboardingRoutes(app: App, database: Database, commit: Commit): void {
  app.post(
    '/v1/staff/invitations',
    {
      config: licensing,
      schema: {
        operationId: 'invitePartners',
        summary: 'Mail partners a link to a key',
        description:
          'The technical and licensing contacts are mailed a link that makes one key, once, within 14 days; looking at it changes nothing. A later invitation takes the place of an earlier one.',
        querystring: z.strictObject({
          preview: z
            .enum(['true', 'false'])
            .default('false')
            .describe('`true` tells who would be mailed, and mails nobody.'),
        }),
        body: newInvitationsInput,
        response: { 200: invitationsSchema.describe('Who would be invited.'), 201: invitationsSchema },
      },
    },
    async (request, reply) => {
      const { partnerIds, wave = 0 } = request.body
      if (request.query.preview === 'true') {
        const { read } = database
        return invitationsView(await wouldInvite(read, partnerIds ?? (await nextWave(read, wave))), true)
      }
      return commit(request, reply, 201, async (tx) => {
        const ids = partnerIds ?? (await nextWave(tx, wave))
        return invitationsView(await invite(tx, callerOf(request).actor, ids), false)
      })
    },
  )
  app.put(
    '/v1/staff/partners/:id/old-feed',
    {
      config: licensing,
      schema: {
        operationId: 'setOldFeed',
        summary: 'Say when a partner last fetched where it fetched before',
        params: z.object({ id: idSchema('par') }),
        body: oldFeedInput,
        response: { 200: oldFeedSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 200, async (tx) => {
        const { params, body } = request
        const noted = await setOldFeed(tx, callerOf(request).actor, params.id, body.lastSeenAt)
        return { ...noted, lastSeenAt: timeOrNull(noted.lastSeenAt) }
      }),
  )
}
