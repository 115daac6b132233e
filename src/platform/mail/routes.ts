import { z } from 'zod'
import { staffWho } from '../../actor.ts'
import type { Database } from '../database/database.ts'
import { callerOf } from '../http/access.ts'
import type { Commit } from '../http/commit.ts'
import { line } from '../http/fields.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../http/paging.ts'
import type { App } from '../http/server.ts'
import { exampleId, idSchema } from '../ids.ts'
import { listMails, noteBounce, requireMail, resendMail } from './mails.ts'
import { bounceInput, mailSchema, mailView, wholeMailSchema, wholeMailView } from './schema.ts'
import { mailStatuses } from './tables.ts'

const tag = 'Staff: mail'
const readers = { access: { by: 'staff', roles: staffWho.read }, tag } as const
const licensing = { access: { by: 'staff', roles: staffWho.license }, tag } as const
const params = z.object({ id: idSchema('mai') })
const longest = { kind: 100, id: 40, address: 254 } as const

const page = z.strictObject({
  limit: limitSchema,
  cursor: cursorSchema,
  status: z.enum(mailStatuses).optional(),
  kind: line(longest.kind)
    .optional()
    .meta({ description: 'Only mails of this kind.', examples: ['article.killed'] }),
  about: line(longest.id)
    .optional()
    .meta({ description: 'Only mails about this article or partner.', examples: [exampleId('art')] }),
  addressee: line(longest.id)
    .optional()
    .meta({ description: 'Only mails for this partner.', examples: [exampleId('par')] }),
  recipient: line(longest.address)
    .optional()
    .meta({ description: 'Only mails to this address.', examples: ['desk@gazette.example'] }),
})

/** What was mailed to whom, and what became of it. */
export function mailRoutes(app: App, database: Database, commit: Commit): void {
  readingRoutes(app, database)
  noticeRoutes(app, commit)
}

function readingRoutes(app: App, database: Database): void {
  app.get(
    '/v1/staff/mails',
    {
      config: readers,
      schema: {
        operationId: 'listMails',
        summary: 'List mails, the newest first',
        querystring: page,
        response: { 200: listSchema(mailSchema) },
      },
    },
    async ({ query: { limit, cursor, ...filter } }) => {
      const after = cursor ? decodeCursor(cursor, z.tuple([idSchema('mai')]))[0] : undefined
      const rows = await listMails(database.read, { ...filter, limit: limit + 1, after })
      return pageOf(rows, limit, mailView, ({ id }) => [id])
    },
  )
  app.get(
    '/v1/staff/mails/:id',
    {
      config: readers,
      schema: {
        operationId: 'getMail',
        summary: 'A mail with its text',
        params,
        response: { 200: wholeMailSchema },
      },
    },
    async (request) => wholeMailView(await requireMail(database.read, request.params.id)),
  )
}

function noticeRoutes(app: App, commit: Commit): void {
  app.post(
    '/v1/staff/mails/:id/resends',
    {
      config: { ...licensing, problems: ['conflict'] },
      schema: {
        operationId: 'resendMail',
        summary: 'Send a mail again, as one of its own',
        params,
        response: { 201: mailSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 201, async (tx) =>
        mailView(await resendMail(tx, callerOf(request).actor, request.params.id)),
      ),
  )
  app.post(
    '/v1/staff/mails/:id/bounces',
    {
      config: { ...licensing, problems: ['conflict'] },
      schema: {
        operationId: 'noteBounce',
        summary: 'Note that a mail came back',
        description:
          'For what takes in the notices of a mail provider. The contact is marked as one whose mails bounce.',
        params,
        body: bounceInput,
        response: { 201: mailSchema },
      },
    },
    async (request, reply) =>
      commit(request, reply, 201, async (tx) =>
        mailView(await noteBounce(tx, callerOf(request).actor, request.params.id, request.body.detail)),
      ),
  )
}
