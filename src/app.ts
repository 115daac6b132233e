import { sql } from 'drizzle-orm'
import { staffAuthenticator } from './accounts/authenticate.ts'
import { brandRoutes, newsroomRoutes } from './articles/newsroom-routes.ts'
import { publicationRoutes, staffArticleRoutes } from './articles/routes.ts'
import { newswire } from './articles/tables.ts'
import type { Config } from './config.ts'
import { licensePage, pageRoutes, problemPage } from './console/routes.tsx'
import { Bell } from './delivery/bell.ts'
import { Catalog } from './delivery/catalog.ts'
import { linksUnder } from './delivery/links.ts'
import { Renditions } from './delivery/renditions.ts'
import { deliveryRoutes } from './delivery/routes.ts'
import { Grants } from './licensing/grants.ts'
import { licenseRoutes } from './licensing/license-routes.ts'
import { approvalRoutes, grantRoutes, usageRoutes } from './licensing/routes.ts'
import { UsageCounter } from './licensing/usage.ts'
import { partnerAuthenticator } from './partners/authenticate.ts'
import { CallingPartner } from './partners/calling-partner.ts'
import { LastUse } from './partners/last-use.ts'
import { ownPartnerRoutes, staffKeyRoutes, staffPartnerRoutes } from './partners/routes.ts'
import type { Clock } from './platform/clock.ts'
import type { Database } from './platform/database/database.ts'
import type { Authenticators } from './platform/http/access.ts'
import { createCommit } from './platform/http/commit.ts'
import { databaseProbes, healthRoutes, type Lifecycle } from './platform/http/health.ts'
import { Metrics, metricsRoutes } from './platform/http/metrics.ts'
import { docsRoutes } from './platform/http/openapi/docs-routes.ts'
import { describeRoutes } from './platform/http/openapi/routes.ts'
import { createServer } from './platform/http/server.ts'
import type { Log } from './platform/log.ts'

export interface AppParts {
  config: Config
  database: Database
  clock: Clock
  log: Log
}

/** The whole product over one database: every route, with what must end when the server closes. */
export function createApp({ config, database, clock, log }: AppParts) {
  const now = () => clock.now()
  const lifecycle: Lifecycle = { draining: false }
  const background = (error: unknown) => log.error({ err: error }, 'background write failed')
  const authenticators: Authenticators = {
    partner: partnerAuthenticator(database, new LastUse(database, background), now),
    staff: staffAuthenticator(database, now),
  }
  const { app, closeMethods } = createServer({ ...config, log, authenticators, problemPage })
  describeRoutes(app, config.publicUrl)
  const metrics = new Metrics()
  metrics.watch(app)
  logResponses(app)
  const commit = createCommit(database)
  const usage = new UsageCounter(database, background)
  const bell = new Bell(database.freshness)

  healthRoutes(
    app,
    lifecycle,
    databaseProbes(database, () => database.read.select({ one: sql`1` }).from(newswire).limit(1)),
    authenticators,
  )
  metricsRoutes(app, metrics)
  staffArticleRoutes(app, database, commit)
  publicationRoutes(app, commit)
  newsroomRoutes(app, database, commit)
  brandRoutes(app, database)
  staffPartnerRoutes(app, database, commit)
  staffKeyRoutes(app, database, commit)
  ownPartnerRoutes(app, database)
  approvalRoutes(app, commit)
  licenseRoutes(app, { database, publicUrl: config.publicUrl, page: licensePage(config.publicUrl) })
  grantRoutes(app, database)
  usageRoutes(app, database, usage)
  deliveryRoutes(app, {
    ...{
      catalog: new Catalog(database),
      renditions: new Renditions(),
      grants: new Grants(database, now),
      usage,
      database,
      bell,
    },
    ...{ links: linksUnder(config.publicUrl), publicUrl: config.publicUrl, now },
    readmit: async (request) => {
      const caller = await authenticators.partner(request, { by: 'partner', scope: 'changes:read' })
      if (!(caller instanceof CallingPartner)) throw new Error('The caller of a change feed is not a partner')
      return caller
    },
  })
  pageRoutes(app, { database, publicUrl: config.publicUrl })
  docsRoutes(app, config.publicUrl)
  closeMethods()

  app.addHook('preClose', async () => bell.close())
  app.addHook('onClose', async () => usage.close())
  return { app, lifecycle, metrics, bell }
}

type Server = ReturnType<typeof createServer>['app']

// One line per answer; successful reads only at debug, since a line costs a fifth of the read itself.
function logResponses(app: Server): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode: status, elapsedTime } = reply
    const quiet = status < 400 && (request.method === 'GET' || request.method === 'HEAD')
    const route = request.routeOptions.url ?? 'unmatched'
    const line = {
      method: request.method,
      route,
      status,
      ms: Math.round(elapsedTime),
      caller: request.caller?.id,
    }
    if (quiet) request.log.debug(line, 'request answered')
    else request.log.info(line, 'request answered')
    done()
  })
}
