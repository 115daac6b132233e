import { z } from 'zod'
import { staffWho } from '../actor.ts'
import type { Database } from '../platform/database/database.ts'
import { callerOf } from '../platform/http/access.ts'
import type { Commit } from '../platform/http/commit.ts'
import type { App } from '../platform/http/server.ts'
import { idSchema } from '../platform/ids.ts'
import { type ContactErasing, erasureInput, erasureSchema } from './erasure.ts'

/** Erasing who is, or was, behind a publisher. */
export function contactErasureRoute(
  app: App,
  { database, erasing }: { database: Database; erasing: ContactErasing },
  commit: Commit,
): void {
  app.post(
    '/v1/staff/partners/:id/contact-erasures',
    {
      config: {
        access: { by: 'staff', roles: staffWho.administer },
        tag: 'Staff: partners',
        problems: ['conflict'],
      },
      schema: {
        operationId: 'eraseContacts',
        summary: 'Erase the people of a partner, for good',
        description:
          'Names and addresses of its contacts, what was mailed to them, and free words about them. Grants, the change log and the audit log stay, and the latter still verifies.',
        params: z.object({ id: idSchema('par') }),
        querystring: z.strictObject({
          preview: z
            .enum(['true', 'false'])
            .default('false')
            .describe('`true` tells what would go and what would stay, and does nothing.'),
        }),
        body: erasureInput,
        response: { 200: erasureSchema.describe('What it would do.'), 201: erasureSchema },
      },
    },
    async (request, reply) => {
      const { params, body, query } = request
      const { actor } = callerOf(request)
      if (query.preview === 'true') return erasing.foretell(database, actor, params.id, body)
      return commit(request, reply, 201, (tx) => erasing.erase(tx, actor, params.id, body))
    },
  )
}
