import { sql } from 'drizzle-orm'
import type { FastifyRequest } from 'fastify'
import { staffAuthenticator } from './accounts/authenticate.ts'
import { recordTokenUse } from './accounts/staff-tokens.ts'
import { applicationRules } from './application-rules.ts'
import { mediaFileRoutes } from './articles/media/file-routes.ts'
import { Renderer } from './articles/media/renderer.ts'
import { Showing } from './articles/media/showing.ts'
import { brandRoutes } from './articles/newswire-routes.ts'
import { newswire } from './articles/tables.ts'
import { topicRoutes } from './articles/topic-routes.ts'
import { acknowledgementRoutes } from './compliance/acknowledgement-routes.ts'
import { drillAnswerRoutes } from './compliance/drills/answer-routes.ts'
import { type ReportParts, reportRoutes } from './compliance/report-routes.ts'
import type { Config } from './config.ts'
import { acknowledgementPageRoutes } from './console/acknowledgement-routes.tsx'
import { applicationPageRoutes } from './console/application-routes.tsx'
import { confirmationRoutes } from './console/confirmation-routes.tsx'
import { correctionPageRoutes } from './console/correction-routes.tsx'
import { drillPageRoutes } from './console/drill-routes.tsx'
import { dueDrillPageRoutes } from './console/due-drill-routes.tsx'
import { invitationRoutes } from './console/invitation-routes.tsx'
import { preferenceRoutes } from './console/preference-routes.tsx'
import { licensePage, pageRoutes, problemPage } from './console/routes.tsx'
import { Bell } from './delivery/bell.ts'
import { Catalog } from './delivery/catalog.ts'
import { ChangeCursors } from './delivery/change-cursor.ts'
import { FeedPages } from './delivery/feeds/pages.ts'
import { feedRoutes } from './delivery/feeds/routes.ts'
import { linksUnder } from './delivery/links.ts'
import { Pieces } from './delivery/pieces.ts'
import { Renditions } from './delivery/renditions.ts'
import { deliveryRoutes } from './delivery/routes.ts'
import { sandboxRoutes } from './delivery/sandbox/routes.ts'
import type { StreamFeed } from './delivery/stream.ts'
import { Streams, type StreamTimes } from './delivery/streams.ts'
import { Verdicts } from './delivery/verdicts.ts'
import { staffWebhookRoutes, webhookDeliveryRoutes } from './delivery/webhooks/delivery-routes.ts'
import { type Endpoints, endpointRoutes } from './delivery/webhooks/endpoint-routes.ts'
import { measureWebhooks } from './delivery/webhooks/measures.ts'
import { sendingOver } from './delivery/webhooks/sending.ts'
import type { Writing } from './delivery/webhooks/writing.ts'
import { feedStart } from './feed-start.ts'
import { documentStorageOf, outsideOf, storageOf } from './installation.ts'
import { acceptanceRoutes } from './licensing/agreement-routes.ts'
import { Grants } from './licensing/grants.ts'
import { licenseRoutes } from './licensing/license-routes.ts'
import { evidenceRoutes } from './licensing/proof/evidence-routes.ts'
import {
  grantRoutes,
  type Proof,
  staffGrantRoutes,
  verificationRoutes,
} from './licensing/proof/grant-routes.ts'
import { publicKeyRoutes } from './licensing/proof/key-routes.ts'
import { staffTermsRoutes, type TermsDesk } from './licensing/terms-routes.ts'
import { UsageCounter } from './licensing/usage.ts'
import { usageRoutes } from './licensing/usage-routes.ts'
import { mailingOf } from './mails.ts'
import { measure, noteAnswers } from './observing.ts'
import { recordKeyUse } from './partners/api-keys.ts'
import { applicationRoutes } from './partners/applications/routes.ts'
import { partnerAuthenticator } from './partners/authenticate.ts'
import { CallingPartner } from './partners/calling-partner.ts'
import type { Asking } from './partners/domains/asking.ts'
import { domainProbe } from './partners/domains/probe.ts'
import { domainRoutes } from './partners/domains/routes.ts'
import { type Keys, staffKeyRoutes } from './partners/key-routes.ts'
import { ownKeyRoutes } from './partners/own-key-routes.ts'
import { ownPartnerRoutes } from './partners/routes.ts'
import type { Clock, Instant } from './platform/clock.ts'
import type { Database } from './platform/database/database.ts'
import { createGuardedFetch } from './platform/fetch/guarded-fetch.ts'
import type { Network } from './platform/fetch/network.ts'
import { type ResolveTxt, systemTxt } from './platform/fetch/txt-records.ts'
import type { Authenticators } from './platform/http/access.ts'
import { type Commit, createCommit } from './platform/http/commit.ts'
import { Guesses } from './platform/http/guesses.ts'
import { databaseProbes, healthRoutes, type Lifecycle } from './platform/http/health.ts'
import { LastUse } from './platform/http/last-use.ts'
import { metricsRoutes } from './platform/http/metrics.ts'
import { docsRoutes } from './platform/http/openapi/docs-routes.ts'
import { describeRoutes } from './platform/http/openapi/routes.ts'
import { createServer } from './platform/http/server.ts'
import type { Id } from './platform/ids.ts'
import { measureJobs } from './platform/jobs/measures.ts'
import type { Log } from './platform/log.ts'
import type { Mailing } from './platform/mail/sending.ts'
import type { Storage } from './platform/storage/storage.ts'
import { staffRoutes } from './staff-routes.ts'
import { workerOver } from './work.ts'

export interface AppParts {
  config: Config
  database: Database
  clock: Clock
  log: Log
  /** How other servers are reached, where not by means of the system. */
  network?: Network | undefined
  resolveTxt?: ResolveTxt | undefined
  /** How long streams of changes last, where not as usual. */
  streamTimes?: Partial<StreamTimes> | undefined
}

/** The whole product over one database: every route, with what must end when the server closes. */
export function createApp(parts: AppParts) {
  const { config, database, clock, log, network, resolveTxt = systemTxt } = parts
  const now = () => clock.now()
  const { publicUrl } = config
  const lifecycle: Lifecycle = { draining: false }
  const background = (error: unknown) => log.error({ err: error }, 'background write failed')
  const guesses = new Guesses(config.rateLimit)
  const authenticators = authenticatorsOver(database, guesses, now, background)
  const { app, addresses, limit } = createServer({ ...config, log, authenticators, problemPage })
  describeRoutes(app, publicUrl)
  const commit = createCommit(database)
  const usage = new UsageCounter(database, {
    onError: background,
    onDropped: (count) => log.error({ count }, 'usage was not counted: too much at once'),
  })
  const bell = new Bell(database.freshness)
  const streams = new Streams(database.freshness, parts.streamTimes)
  const outside = outsideOf(config, network)
  const stores = { storage: storageOf(config), documents: documentStorageOf(config) }
  const proof = { database, sealer: outside.sealer, publicUrl, now }
  const renderer = new Renderer(stores.storage)
  const mailing = mailingOf(config, log)
  const serving = servingOver(database, publicUrl, now)
  const guarded = createGuardedFetch(outside.userAgent, network)
  const sending = sendingOver({ writing: serving, guarded, log }, outside.sealer)
  const around = { outside, asking: { ...guarded, resolveTxt }, ...stores, config, sending }
  const worker = workerOver({ database, clock, log }, around, renderer, mailing)
  const metrics = measure({ database, bell, streams, lifecycle, usage })
  noteAnswers(app, metrics, log)
  measureJobs(metrics, database, now)
  measureWebhooks(metrics, database, now)

  const answers = () => database.read.select({ one: sql`1` }).from(newswire).limit(1)
  const probes = [...databaseProbes(database, answers), domainProbe(database, now)]
  healthRoutes(app, lifecycle, probes, authenticators)
  metricsRoutes(app, metrics)
  staffRoutes(app, { database, ...stores, publicUrl }, commit, { ...outside, now })
  publicRoutes(app, database)
  mediaFileRoutes(app, { showing: new Showing(database), renderer, now })
  partnerRoutes(app, { database, now, sealer: outside.sealer, startOf: feedStart }, around.asking, commit)
  termsRoutes(app, { database, commit, publicUrl, now })
  proofRoutes(app, proof)
  countedRoutes(app, { database, usage, now })
  sandboxRoutes(app, { links: linksUnder(publicUrl), limit }, commit)
  const again = (request: FastifyRequest) => readmit(authenticators, request)
  servingRoutes(app, { ...serving, usage, bell, streams, readmit: again })
  answerRoutes(app, commit)
  webhookRoutes(app, serving, { database, sealer: outside.sealer, guarded }, commit)
  pageRoutes(app, { database, publicUrl })
  strangerRoutes(app, { database, ...stores, mailing, publicUrl, now }, commit)
  docsRoutes(app, publicUrl)
  addresses.refuseShadowed(app)

  app.addHook('preClose', async () => {
    bell.close()
    streams.bell.close()
  })
  app.addHook('onClose', async () => usage.close())
  return { app, lifecycle, metrics, bell, streams, worker, mailing }
}

function servingRoutes(app: Server, feed: StreamFeed): void {
  deliveryRoutes(app, feed)
  feedRoutes(app, { ...feed, feeds: new FeedPages(feed.database.freshness) })
}

/** What whatever hands out articles and changes has in common. */
function servingOver(database: Database, publicUrl: string, now: () => Instant) {
  return {
    catalog: new Catalog(database),
    verdicts: new Verdicts(database.freshness),
    renditions: new Renditions(),
    pieces: new Pieces(),
    grants: new Grants(database, now),
    cursors: new ChangeCursors(database),
    links: linksUnder(publicUrl),
    database,
    publicUrl,
    now,
  }
}

function webhookRoutes(app: Server, writing: Writing, endpoints: Endpoints, commit: Commit): void {
  endpointRoutes(app, endpoints, commit)
  webhookDeliveryRoutes(app, writing, commit)
  staffWebhookRoutes(app, endpoints.database)
}

function answerRoutes(app: Server, commit: Commit): void {
  acknowledgementRoutes(app, commit)
  drillAnswerRoutes(app, commit)
}

function partnerRoutes(app: Server, keys: Keys, asking: Asking, commit: Commit): void {
  domainRoutes(app, keys.database, asking, commit)
  ownPartnerRoutes(app, keys.database)
  staffKeyRoutes(app, keys, commit)
  ownKeyRoutes(app, keys, commit)
}

function termsRoutes(app: Server, desk: TermsDesk): void {
  const { database, publicUrl } = desk
  licenseRoutes(app, { database, publicUrl, page: licensePage(publicUrl) })
  staffTermsRoutes(app, desk)
  acceptanceRoutes(app, desk)
}

function publicRoutes(app: Server, database: Database): void {
  brandRoutes(app, database)
  topicRoutes(app)
}

function proofRoutes(app: Server, proof: Proof): void {
  publicKeyRoutes(app, proof)
  verificationRoutes(app, proof)
  grantRoutes(app, proof)
  staffGrantRoutes(app, proof)
  evidenceRoutes(app, proof)
}

function countedRoutes(app: Server, counted: ReportParts): void {
  usageRoutes(app, counted.database, counted.usage)
  reportRoutes(app, counted)
}

interface ForStrangers {
  database: Database
  documents: Storage
  mailing: Mailing
  publicUrl: string
  now: () => Instant
}

/** What whoever has no key does with a link of ours, or before there is one. */
function strangerRoutes(app: Server, strangers: ForStrangers, commit: Commit): void {
  const { database, documents, mailing, publicUrl, now } = strangers
  const { sealer } = mailing
  preferenceRoutes(app, { database, mailing })
  confirmationRoutes(app, { database, sealer, now })
  acknowledgementPageRoutes(app, { database, sealer, now })
  correctionPageRoutes(app, { database, sealer, now })
  drillPageRoutes(app, { database, sealer, now })
  dueDrillPageRoutes(app, { database, sealer, now })
  invitationRoutes(app, { database, sealer, publicUrl, now })
  applicationRoutes(app, { database, documents, rules: applicationRules, publicUrl, now }, commit)
  applicationPageRoutes(app, { database, rules: applicationRules, sealer, now })
}

function authenticatorsOver(
  database: Database,
  guesses: Guesses,
  now: () => Instant,
  onError: (error: unknown) => void,
): Authenticators {
  const keyUse = new LastUse<Id<'key'>>((id, moment) => recordKeyUse(database, id, moment), onError)
  const tokenUse = new LastUse<Id<'stf'>>((id, moment) => recordTokenUse(database, id, moment), onError)
  return {
    partner: partnerAuthenticator(database, keyUse, guesses, now),
    staff: staffAuthenticator(database, tokenUse, guesses, now),
  }
}

async function readmit(authenticators: Authenticators, request: FastifyRequest): Promise<CallingPartner> {
  const { access } = request.routeOptions.config
  const caller = access?.by === 'partner' ? await authenticators.partner(request, access) : undefined
  if (!(caller instanceof CallingPartner)) throw new Error('The caller of this route is not a partner')
  request.caller = caller
  return caller
}

type Server = ReturnType<typeof createServer>['app']
