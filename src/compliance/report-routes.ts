import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { staffWho } from '../actor.ts'
import type { UsageCounter } from '../licensing/usage.ts'
import type { Instant } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { type CsvRow, csv, listOrFile, sendCsv } from '../platform/http/csv.ts'
import { limitSchema } from '../platform/http/paging.ts'
import type { App } from '../platform/http/server.ts'
import { Problem } from '../problems.ts'
import { evidenceReport } from './evidence-report.ts'
import { examples } from './examples.ts'
import { highest } from './highest.ts'
import { partnerReport } from './partner-report.ts'
import { type Asked, type Period, periodFields, periodOf, wrongPeriod } from './period.ts'
import type { Report } from './report.ts'
import { evidenceReportSchema, partnerReportSchema, reportView, storyReportSchema } from './report-schema.ts'
import { storyReport } from './story-report.ts'

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
  evidenceReportRoute(app, parts)
}

function storyReportRoute(app: App, parts: ReportParts): void {
  app.get(
    '/v1/staff/reports/articles',
    {
      config,
      schema: {
        operationId: 'reportArticles',
        summary: 'The stories published in a period, by how many partners hold them',
        querystring,
        response: listOrFile(storyReportSchema, examples.storiesFile),
      },
    },
    async ({ query }, reply) => tell(parts, storyReport, query, reply),
  )
}

function partnerReportRoute(app: App, parts: ReportParts): void {
  app.get(
    '/v1/staff/reports/partners',
    {
      config,
      schema: {
        operationId: 'reportPartners',
        summary: 'The partners, by how much they fetched in a period',
        querystring,
        response: listOrFile(partnerReportSchema, examples.partnersFile),
      },
    },
    async ({ query }, reply) => tell(parts, partnerReport, query, reply),
  )
}

function evidenceReportRoute(app: App, parts: ReportParts): void {
  app.get(
    '/v1/staff/reports/evidence',
    {
      config,
      schema: {
        operationId: 'reportEvidence',
        summary: 'The partners whose evidence of their audience expires in a period',
        description: 'Without a period: in the ninety days before today and the ninety after it.',
        querystring,
        response: listOrFile(evidenceReportSchema, examples.evidenceFile),
      },
    },
    async ({ query }, reply) => tell(parts, evidenceReport, query, reply),
  )
}

async function tell<Line extends CsvRow<Line>>(
  { database, usage, now }: ReportParts,
  report: Report<Line>,
  query: z.infer<typeof querystring>,
  reply: FastifyReply,
) {
  const period = requirePeriod(query, report.periodOf ?? periodOf, now())
  await usage.flush()
  const lines = report.lines(database.read, period)
  if (query.format === 'json') return reportView(period, await highest(lines, query.limit, report.order))
  return sendCsv(reply, `${report.name}-${period.from}-${period.to}`, csv(lines, report.columns))
}

function requirePeriod(query: Asked, meant: typeof periodOf, now: Instant): Period {
  const period = meant(query, now)
  if (period) return period
  throw new Problem('invalid-request', { errors: [{ field: 'from', message: wrongPeriod }] })
}
