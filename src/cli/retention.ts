import type { Command } from 'commander'
import { type Retention, retention, retentionInput, retentionView } from '../platform/settings/retention.ts'
import { readSettings, type Settings, writeSettings } from '../platform/settings/settings.ts'
import { verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { numberOrNone, take } from './options.ts'
import { facts, moment } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

interface RetentionOptions {
  json?: boolean
  mailDays?: string
  deadJobDays?: string
  answerHours?: string
  usageDays?: string
  declinedDays?: string
  signerYears?: string
}

/** `wirecopy settings retention`: how long each kind of record is kept. */
export function retentionCommand(settings: Command, terminal: Terminal): void {
  verb(
    settings,
    'retention',
    'show how long each kind of record is kept, or change what is given',
    'wirecopy settings retention --mail-days 180',
  )
    .option('--mail-days <days>', "how long mails keep text and recipient; '' for ever")
    .option('--dead-job-days <days>', "how long jobs are kept that failed for good; '' for ever")
    .option('--answer-hours <hours>', 'how long answers to requests with Idempotency-Key are replayed')
    .option('--usage-days <days>', "how long fetches are told apart by day and article; '' for ever")
    .option('--declined-days <days>', "how long the people of declined publishers are kept; '' for ever")
    .option('--signer-years <years>', "how long signers are kept after a partnership ended; '' for ever")
    .action(async ({ json, ...options }: RetentionOptions) => {
      const given = changesIn(options)
      await onDatabase(terminal, async (database) => {
        const found =
          Object.keys(given).length === 0
            ? await readSettings(database.read, retention)
            : await database.write(async (tx) => {
                const { value } = await readSettings(tx, retention)
                return writeSettings(tx, actor, retention, retentionInput.parse({ ...value, ...given }))
              })
        answer(terminal, json, retentionView(found), told(found))
      })
    })
}

function changesIn(options: Omit<RetentionOptions, 'json'>): object {
  const given = Object.entries(options).map(([name, text]) => [name, numberOrNone(text)])
  return take(retentionInput.partial(), Object.fromEntries(given))
}

function told({ value, updatedAt }: Settings<Retention>): string {
  const days = (count: number | null) => (count === null ? 'for ever' : `${count} days`)
  return facts([
    ['Text and recipients of mails', days(value.mailDays)],
    ['Jobs that failed for good', days(value.deadJobDays)],
    ['Answers that are replayed', `${value.answerHours} hours`],
    ['Usage by day and article', days(value.usageDays)],
    ['People of declined publishers', days(value.declinedDays)],
    ['Signers after the end', value.signerYears === null ? 'for ever' : `${value.signerYears} years`],
    ['Grants, changes, audit', 'for ever'],
    ['Changed', updatedAt === null ? 'never' : moment(updatedAt)],
  ])
}
