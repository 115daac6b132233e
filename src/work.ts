import type { Outside } from './articles/import/asking.ts'
import { importJobs } from './articles/import/jobs.ts'
import { collection } from './articles/media/collecting.ts'
import { mediaJobs } from './articles/media/jobs.ts'
import type { Renderer } from './articles/media/renderer.ts'
import { missedTurns } from './articles/missed-turns.ts'
import { jobs as articleJobs } from './articles/turns.ts'
import { attentionDigest } from './compliance/attention-mail.ts'
import { drillReminder } from './compliance/drills/due.ts'
import { drillSender } from './compliance/drills/sending.ts'
import { pageChecker } from './compliance/page-checks.ts'
import { reminderRunner, reminders } from './compliance/reminders.ts'
import type { Config } from './config.ts'
import { declinedErasing } from './declined-erasing.ts'
import { digest } from './delivery/digest.ts'
import { followingRunner } from './delivery/following.ts'
import { notices, secondLook } from './delivery/notices.ts'
import { sandboxOpener, sandboxSweep } from './delivery/sandbox/jobs.ts'
import { couriers } from './delivery/webhooks/courier.ts'
import { webhooks } from './delivery/webhooks/follower.ts'
import { deliveryPruning } from './delivery/webhooks/pruning.ts'
import type { Sending } from './delivery/webhooks/sending.ts'
import { fileRewriters } from './file-rewriting.ts'
import { signerErasing } from './licensing/signers.ts'
import { termsTeller } from './licensing/terms-notices.ts'
import { usagePruning } from './licensing/usage-pruning.ts'
import { applicationSweep } from './partners/applications/sweep.ts'
import { attentionReview } from './partners/attention/jobs.ts'
import { forgetter } from './partners/documents/forgetting.ts'
import type { Asking } from './partners/domains/asking.ts'
import { domainJobs } from './partners/domains/jobs.ts'
import { keyNotices } from './partners/key-notices.ts'
import { quietMonitor } from './partners/quiet/monitor.ts'
import type { Clock } from './platform/clock.ts'
import type { Database } from './platform/database/database.ts'
import { answerPruning } from './platform/http/answer-pruning.ts'
import { jobPruning } from './platform/jobs/pruning.ts'
import { Worker } from './platform/jobs/worker.ts'
import type { Log } from './platform/log.ts'
import { mailErasing } from './platform/mail/erasing.ts'
import { type Mailing, mailJobs } from './platform/mail/sending.ts'
import type { Storage } from './platform/storage/storage.ts'

interface WorkParts {
  database: Database
  clock: Clock
  log: Log
}

const everySweep = [
  ...[jobPruning, answerPruning, usagePruning, signerErasing, declinedErasing],
  ...[missedTurns, digest, sandboxSweep, keyNotices, deliveryPruning, quietMonitor],
  applicationSweep,
  ...[attentionReview, attentionDigest, drillReminder],
]

interface Around {
  outside: Outside
  asking: Asking
  /** Images. */
  storage: Storage
  documents: Storage
  config: Pick<Config, 'publicUrl' | 'databaseUrl' | 'mail'>
  sending: Sending
}

/** Does what the rooms have to do later or again. */
export function workerOver(parts: WorkParts, around: Around, renderer: Renderer, mailing: Mailing): Worker {
  const { publicUrl } = around.config
  const imports = importJobs({ ...around, publicUrl, clock: parts.clock })
  const sweeps = [...everySweep, mailErasing(around.config.mail.folder)]
  const domains = domainJobs(parts.database, around.asking)
  const theirs = sweeps.map(({ runner }) => runner)
  const runners = [
    ...theirs,
    sandboxOpener,
    ...articleJobs,
    ...mediaJobs(renderer),
    forgetter(around.documents),
    ...imports.runners,
    ...domains.runners,
    ...mailJobs(mailing),
    followingRunner([webhooks, [notices], [reminders]]),
    ...[secondLook, reminderRunner, drillSender, pageChecker(around.asking)],
    termsTeller,
    ...fileRewriters(around.config),
  ]
  const schedules = [
    ...sweeps.map(({ schedule }) => schedule),
    ...[imports.schedule, domains.schedule, collection],
  ]
  return new Worker({ ...parts, runners }, schedules, couriers(around.sending))
}
