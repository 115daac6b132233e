import { applicationRules } from './application-rules.ts'
import { historyRoutes } from './articles/history-routes.ts'
import type { Outside } from './articles/import/asking.ts'
import { deskRoutes, mappingRoutes } from './articles/import/desk-routes.ts'
import { sourceRoutes } from './articles/import/source-routes.ts'
import { type MediaDesk, staffMediaRoutes } from './articles/media/routes.ts'
import { newswireRoutes } from './articles/newswire-routes.ts'
import { publicationRoutes } from './articles/publication-routes.ts'
import { reporterRoutes } from './articles/reporter-routes.ts'
import { staffArticleRoutes } from './articles/routes.ts'
import { storyRoutes } from './articles/story-routes.ts'
import { drillRoutes } from './compliance/drills/routes.ts'
import { recipientRoutes } from './compliance/routes.ts'
import { contactErasing } from './contact-erasure.ts'
import { effectOf } from './decision-effect.ts'
import { boardRoutes } from './licensing/board/routes.ts'
import { partnerImportRoutes } from './licensing/import/routes.ts'
import { staffSigningKeyRoutes } from './licensing/proof/key-routes.ts'
import { agreementRoutes } from './licensing/routes.ts'
import { staffApplicationRoutes } from './partners/applications/staff-routes.ts'
import { attentionRoutes } from './partners/attention/routes.ts'
import { staffConfirmationRoutes } from './partners/confirmation-routes.ts'
import { staffDecisionRoutes } from './partners/decision-routes.ts'
import { type Cabinet, documentRoutes } from './partners/documents/routes.ts'
import { contactErasureRoute } from './partners/erasure-routes.ts'
import { onboardingRoutes } from './partners/onboarding/routes.ts'
import { quietFeedRoutes } from './partners/quiet/routes.ts'
import { partnerEditRoute, staffPartnerRoutes } from './partners/routes.ts'
import { vettingRoutes } from './partners/vetting/routes.ts'
import type { Instant } from './platform/clock.ts'
import type { Commit } from './platform/http/commit.ts'
import type { App } from './platform/http/server.ts'
import { jobRoutes } from './platform/jobs/routes.ts'
import { mailRoutes } from './platform/mail/routes.ts'
import { retentionRoutes } from './platform/settings/routes.ts'

/** The routes of all rooms that staff call. */
export function staffRoutes(
  app: App,
  desk: MediaDesk & Cabinet,
  commit: Commit,
  { sealer, now }: Outside & { now: () => Instant },
): void {
  const { database } = desk
  staffArticleRoutes(app, database, commit)
  storyRoutes(app, database, commit)
  publicationRoutes(app, commit)
  historyRoutes(app, database)
  recipientRoutes(app, database)
  drillRoutes(app, { database, now }, commit)
  reporterRoutes(app, database, commit)
  newswireRoutes(app, database, commit)
  staffMediaRoutes(app, desk, commit)
  sourceRoutes(app, database, commit, sealer)
  deskRoutes(app, database, commit)
  mappingRoutes(app, database, commit)
  staffPartnerRoutes(app, database, commit)
  partnerEditRoute(app, commit)
  staffDecisionRoutes(app, { database, effectOf, now }, commit)
  staffConfirmationRoutes(app, commit)
  staffApplicationRoutes(app, database, applicationRules, commit)
  quietFeedRoutes(app, database, commit)
  contactErasureRoute(app, { database, erasing: contactErasing }, commit)
  vettingRoutes(app, database, commit, now)
  attentionRoutes(app, database, commit)
  agreementRoutes(app, database, commit)
  partnerImportRoutes(app, { database, now }, commit)
  onboardingRoutes(app, database, commit)
  boardRoutes(app, { database, now })
  documentRoutes(app, desk, commit)
  staffSigningKeyRoutes(app, { database, sealer }, commit)
  jobRoutes(app, database, commit)
  mailRoutes(app, database, commit)
  retentionRoutes(app, database, commit)
}
