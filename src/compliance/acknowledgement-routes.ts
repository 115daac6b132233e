import { z } from 'zod'
import { callingPartner } from '../partners/calling-partner.ts'
import type { Commit } from '../platform/http/commit.ts'
import type { App } from '../platform/http/server.ts'
import { idSchema } from '../platform/ids.ts'
import { acknowledgementInput, acknowledgementSchema, acknowledgementView } from './acknowledgement-schema.ts'
import { acknowledge } from './acknowledgements.ts'

/** Where programs of partners answer a kill, withdrawal or correction. */
export function acknowledgementRoutes(app: App, commit: Commit): void {
  app.post(
    '/v1/articles/:id/acknowledgements',
    {
      config: {
        // Whoever may hear that a story must come down may answer that it did.
        access: { by: 'partner', scope: 'changes:read', sandbox: 'also' },
        tag: 'Articles',
        problems: ['article-not-found', 'conflict'],
      },
      schema: {
        operationId: 'acknowledgeChange',
        summary: 'Answer a kill, withdrawal or correction',
        description:
          'Says what you did about the newest kill, withdrawal or correction of a story that you were served; reminders end with it. The same answer again changes nothing, another one takes the place of the first. Suspended and terminated partners answer, too. With a test key, stories of the sandbox are answered.',
        params: z.object({ id: idSchema('art') }),
        body: acknowledgementInput,
        response: { 201: acknowledgementSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 201, async (tx) => {
        const { actor, id, partner, standing } = callingPartner(request)
        const answering = {
          ...({ partnerId: partner.id, way: 'api', by: id } as const),
          isSandbox: standing.sandboxOf !== undefined,
        }
        const { params, body } = request
        return acknowledgementView(await acknowledge(tx, actor, answering, params.id, body))
      }),
  )
}
