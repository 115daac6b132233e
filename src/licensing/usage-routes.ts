import { z } from 'zod'
import { staffWho } from '../actor.ts'
import { callingPartner } from '../partners/calling-partner.ts'
import type { Database } from '../platform/database/database.ts'
import { csv, listOrFile, sendCsv } from '../platform/http/csv.ts'
import { cursorSchema, decodeCursor, limitSchema, listSchema, pageOf } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { idSchema } from '../platform/ids.ts'
import { examples } from './examples.ts'
import type { UsageCounter } from './usage.ts'
import { everyUsage, listUsage, positionOf, type UsageFilter } from './usage-list.ts'
import {
  staffUsageColumns,
  staffUsageLine,
  staffUsageSchema,
  staffUsageView,
  usageColumns,
  usageSchema,
  usageView,
} from './usage-schema.ts'

const positionSchema = z.tuple([z.string(), idSchema('par'), idSchema('art'), z.string()])
const day = z.iso.date().meta({ examples: ['2026-05-01'] })
const filters = {
  from: day.optional().describe('The first day (UTC).'),
  to: day.optional().describe('The last day (UTC).'),
  article: idSchema('art').optional(),
  servedAs: z
    .string()
    .max(40)
    .optional()
    .meta({ description: 'The format that the text was served in.', examples: ['json'] }),
}
const pageSchema = z.strictObject({
  ...filters,
  limit: limitSchema,
  cursor: cursorSchema,
  format: z.enum(['json', 'csv']).default('json').describe('`csv` is all of it in one file.'),
})
const staffPageSchema = pageSchema.extend({ partner: idSchema('par').optional() })

/** What was fetched: a partner's own, and everybody's for staff. */
export function usageRoutes(app: App, database: Database, usage: UsageCounter): void {
  ownUsageRoute(app, database, usage)
  staffUsageRoute(app, database, usage)
}

function ownUsageRoute(app: App, database: Database, usage: UsageCounter): void {
  app.get(
    '/v1/partner/usage',
    {
      config: {
        access: { by: 'partner', scope: 'usage:read' },
        tag: 'Licensing',
        responseHeaders: ['Content-Disposition'],
      },
      schema: {
        operationId: 'listUsage',
        summary: 'How often you fetched what, by day',
        querystring: pageSchema,
        response: listOrFile(listSchema(usageSchema), examples.usageFile),
      },
    },
    async (request, reply) => {
      await usage.flush()
      const filter = { ...filterIn(request.query), partnerId: callingPartner(request).partner.id }
      if (request.query.format === 'csv') {
        const lines = linesOf(everyUsage(database.read, filter), usageView)
        return sendCsv(reply, 'usage', csv(lines, usageColumns))
      }
      const { limit, cursor } = request.query
      const rows = await listUsage(database.read, filter, { limit: limit + 1, after: placeIn(cursor) })
      return pageOf(rows, limit, usageView, positionOf)
    },
  )
}

function staffUsageRoute(app: App, database: Database, usage: UsageCounter): void {
  app.get(
    '/v1/staff/usage',
    {
      config: {
        access: { by: 'staff', roles: staffWho.read },
        tag: 'Staff: reports',
        responseHeaders: ['Content-Disposition'],
      },
      schema: {
        operationId: 'listStaffUsage',
        summary: 'How often who fetched what, by day',
        querystring: staffPageSchema,
        response: listOrFile(listSchema(staffUsageSchema), examples.staffUsageFile),
      },
    },
    async (request, reply) => {
      await usage.flush()
      const filter = { ...filterIn(request.query), partnerId: request.query.partner }
      if (request.query.format === 'csv') {
        const lines = linesOf(everyUsage(database.read, filter), staffUsageLine)
        return sendCsv(reply, 'usage', csv(lines, staffUsageColumns))
      }
      const { limit, cursor } = request.query
      const rows = await listUsage(database.read, filter, { limit: limit + 1, after: placeIn(cursor) })
      return pageOf(rows, limit, staffUsageView, positionOf)
    },
  )
}

function filterIn({ article, servedAs, from, to }: z.infer<typeof pageSchema>): UsageFilter {
  return { articleId: article, servedAs, from, to }
}

function placeIn(cursor: string | undefined) {
  return cursor ? decodeCursor(cursor, positionSchema) : undefined
}

async function* linesOf<Row, Line>(rows: AsyncIterable<Row>, line: (row: Row) => Line): AsyncGenerator<Line> {
  for await (const row of rows) yield line(row)
}
