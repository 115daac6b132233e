import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { cursorSchema, decodeCursor, limitSchema, pageOf } from '../../platform/http/paging.ts'
import type { App } from '../../platform/http/server.ts'
import { idSchema } from '../../platform/ids.ts'
import { listOnboardings, stageCounts, stages } from './board.ts'
import { boardSchema, onboardingView, stageView } from './schema.ts'

/** How far the partners are that move here. */
export function boardRoutes(app: App, { database, now }: { database: Database; now: () => Instant }): void {
  app.get(
    '/v1/staff/board',
    {
      config: { access: { by: 'staff', roles: staffWho.read }, tag: 'Staff: partners' },
      schema: {
        operationId: 'getBoard',
        summary: 'How far the partners are that move here',
        description:
          'Imported, invited, first fetch, and old feed quiet: nothing was seen of it for 14 days. What was never told of an old feed is not quiet.',
        querystring: z.strictObject({
          stage: z.enum(stages).optional().describe('List the partners of one stage alone.'),
          limit: limitSchema,
          cursor: cursorSchema,
        }),
        response: { 200: boardSchema },
      },
    },
    async ({ query: { stage, limit, cursor } }) => {
      const after = cursor ? decodeCursor(cursor, z.tuple([idSchema('par')]))[0] : undefined
      const moment = now()
      const rows = await listOnboardings(database.read, moment, { limit: limit + 1, stage, after })
      const page = pageOf(rows, limit, onboardingView, ({ partnerId }) => [partnerId])
      const counts = await stageCounts(database.read, moment)
      return { stages: counts.map(stageView), ...page }
    },
  )
}
