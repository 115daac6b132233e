import { z } from 'zod'
import { staffWho } from '../actor.ts'
import { requireArticle } from '../articles/articles.ts'
import type { Database } from '../platform/database/database.ts'
import { csv, listOrFile, sendCsv } from '../platform/http/csv.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { idSchema } from '../platform/ids.ts'
import { examples } from './examples.ts'
import { everyRecipient, listRecipients, recipientLines } from './recipients.ts'
import { recipientColumns, recipientSchema, recipientView } from './schema.ts'

const positionSchema = z.tuple([idSchema('par')])

/** Who was served a story. */
export function recipientRoutes(app: App, database: Database): void {
  app.get(
    '/v1/staff/articles/:id/recipients',
    {
      config: {
        access: { by: 'staff', roles: staffWho.read },
        tag: 'Staff: articles',
        problems: ['article-not-found'],
        responseHeaders: ['Content-Disposition'],
      },
      schema: {
        operationId: 'listRecipients',
        summary: 'Who was served which revision, was told, and has answered',
        description: 'With `format=csv` all of them in one file, a line for each partner and revision.',
        params: z.object({ id: idSchema('art') }),
        querystring: z.strictObject({
          limit: limitSchema,
          cursor: cursorSchema,
          format: z.enum(['json', 'csv']).default('json'),
        }),
        response: listOrFile(listSchema(recipientSchema), examples.recipientsFile),
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { limit, cursor, format } = request.query
      const article = await requireArticle(database.read, id)
      if (format === 'csv') {
        const lines = recipientLines(everyRecipient(database.read, article))
        return sendCsv(reply, `recipients-${id}`, csv(lines, recipientColumns))
      }
      const after = cursor ? decodeCursor(cursor, positionSchema)[0] : undefined
      const rows = await listRecipients(database.read, article, { limit: limit + 1, after })
      return pageOf(rows, limit, recipientView, ({ partnerId }) => [partnerId])
    },
  )
}
