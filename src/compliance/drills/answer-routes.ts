import { z } from 'zod'
import { callingPartner } from '../../partners/calling-partner.ts'
import type { Commit } from '../../platform/http/commit.ts'
import type { App } from '../../platform/http/server.ts'
import { idSchema } from '../../platform/ids.ts'
import { answerDrill } from './answering.ts'
import { drillAnswerSchema, drillAnswerView } from './schema.ts'

/** Where programs of partners say that a drill has reached them. */
export function drillAnswerRoutes(app: App, commit: Commit): void {
  app.post(
    '/v1/kill-drills/:id/answers',
    {
      // Whoever may hear of a kill may say that a drill of one was heard.
      config: { access: { by: 'partner', scope: 'changes:read' }, tag: 'Articles' },
      schema: {
        operationId: 'answerKillDrill',
        summary: 'Say that a kill drill has reached you',
        description:
          'For a program that took a `kill.drill` at its webhook endpoint; `drill` there is the id. The first answer of a partner counts, by whichever way it came; the same again changes nothing. Suspended partners answer, too.',
        params: z.object({ id: idSchema('drl') }),
        response: { 201: drillAnswerSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 201, async (tx) => {
        const { actor, partner } = callingPartner(request)
        return drillAnswerView(await answerDrill(tx, actor, partner.id, request.params.id, 'api'))
      }),
  )
}
