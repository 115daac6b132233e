import { z } from 'zod'
import { staffWho } from '../actor.ts'
import { toRfc3339 } from '../platform/clock.ts'
import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import type { App } from '../platform/http/server.ts'
import { idSchema } from '../platform/ids.ts'
import { askToConfirm } from './confirming.ts'
import { confirmationInput, confirmationSchema } from './schema.ts'

/** Asking a contact whether its address is read; the link in the mail leads to a page of the console. */
export function staffConfirmationRoutes(app: App, commit: Commit): void {
  app.post(
    '/v1/staff/partners/:id/contacts/confirmations',
    {
      config: {
        access: { by: 'staff', roles: staffWho.license },
        tag: 'Staff: partners',
        problems: ['conflict'],
      },
      schema: {
        operationId: 'askContactToConfirm',
        summary: 'Mail a contact a link that confirms its address',
        description:
          'Good for seven days. Looking at the page changes nothing, its button confirms the address in all that it is a contact for. An address that is changed is to be confirmed anew.',
        params: z.object({ id: idSchema('par') }),
        body: confirmationInput,
        response: { 201: confirmationSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 201, async (tx) => {
        const { params, body } = request
        const { email, expiresAt } = await askToConfirm(tx, callerOf(request).actor, params.id, body.email)
        return { email, expiresAt: toRfc3339(expiresAt) }
      }),
  )
}
