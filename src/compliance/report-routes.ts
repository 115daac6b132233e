import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { staffWho } from '../actor.ts'
import type { UsageCounter } from '../licensing/usage.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { csv } from '../platform/http/csv.ts'
import { fileSchema } from '../platform/http/openapi/file.ts'
import { limitSchema } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { Problem } from '../problems.ts'
import { examples } from './examples.ts'
import { highest } from './highest.ts'
import { byActivity, partnerLines } from './partner-report.ts'
import { type Asked, type Period, periodFields, periodOf, wrongPeriod } from './period.ts'
import {
  partnerColumns,
  partnerReportSchema,
  reportView,
  storyColumns,
  storyReportSchema,
} from './report-schema.ts'
import { byPartners, storyLines } from './story-report.ts'

const config = {
  access: { by: 'staff', roles: staffWho.read },
  tag: 'Staff: reports',
  responseHeaders: ['Content-Disposition'],
} as const
const querystring = z.strictObject({
  ...periodFields,
  limit: limitSchema,
  format: z.enum(['json', 'csv']).default('json').describe('`csv` is every line in one file.'),
})

export interface ReportParts {
  database: Database
  usage: UsageCounter
  now: () => Instant
}

/** What staff tell donors, editors and themselves. */
export function reportRoutes(app: App, parts: ReportParts): void {
  storyReportRoute(app, parts)
  partnerReportRoute(app, parts)
}

function storyReportRoute(app: App, { database, usage, now }: ReportParts): void {
  app.get(
    '/v1/staff/reports/articles',
    {
      config,
      schema: {
        operationId: 'reportArticles',
        summary: 'The stories published in a period, by how many partners hold them',
        querystring,
        response: {
          200: {
            content: {
              'application/json': { schema: storyReportSchema },
              'text/csv': { schema: fileSchema({ value: examples.storiesFile }) },
            },
          },
        },
      },
    },
    async ({ query }, reply) => {
      const period = requirePeriod(query, now())
      await usage.flush()
      const lines = storyLines(database.read, period)
      if (query.format === 'csv') return sendFile(reply, 'articles', period, csv(lines, storyColumns))
      return reportView(period, await highest(lines, query.limit, byPartners))
    },
  )
}

function partnerReportRoute(app: App, { database, usage, now }: ReportParts): void {
  app.get(
    '/v1/staff/reports/partners',
    {
      config,
      schema: {
        operationId: 'reportPartners',
        summary: 'The partners, by how much they fetched in a period',
        querystring,
        response: {
          200: {
            content: {
              'application/json': { schema: partnerReportSchema },
              'text/csv': { schema: fileSchema({ value: examples.partnersFile }) },
            },
          },
        },
      },
    },
    async ({ query }, reply) => {
      const period = requirePeriod(query, now())
      await usage.flush()
      const lines = partnerLines(database.read, period)
      if (query.format === 'csv') return sendFile(reply, 'partners', period, csv(lines, partnerColumns))
      return reportView(period, await highest(lines, query.limit, byActivity))
    },
  )
}

function requirePeriod(query: Asked, now: Instant): Period {
  const period = periodOf(query, now)
  if (period) return period
  throw new Problem('invalid-request', { errors: [{ field: 'from', message: wrongPeriod }] })
}

function sendFile(reply: FastifyReply, name: string, { from, to }: Period, file: ReturnType<typeof csv>) {
  return reply
    .type('text/csv; charset=utf-8')
    .header('Content-Disposition', `attachment; filename="${name}-${from}-${to}.csv"`)
    .send(file)
}
