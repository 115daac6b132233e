import type { Command } from 'commander'
import { checkNames } from '../partners/tables.ts'
import { setVetting } from '../partners/vetting/changing.ts'
import { vettingSettingsView } from '../partners/vetting/schema.ts'
import {
  pageNames,
  type VettingSettings,
  vettingSettings,
  vettingSettingsInput,
} from '../partners/vetting/settings.ts'
import { readSettings, type Settings } from '../platform/settings/settings.ts'
import { group, several, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { numberOrNone, take } from './options.ts'
import { quietSettingsCommand } from './quiet-settings.ts'
import { WrongUsage } from './refusal.ts'
import { retentionCommand } from './retention.ts'
import { facts, moment } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

/** `wirecopy settings …`: what staff have decided for all partners. */
export function settingsCommands(program: Command, terminal: Terminal): void {
  const settings = group(
    program,
    'settings',
    'what is asked of all publishers, and what is kept for how long',
  )
  verb(settings, 'show', 'show what is asked of publishers', 'wirecopy settings show').action(
    async ({ json }: { json?: boolean }) =>
      onDatabase(terminal, async ({ read }) =>
        tell(terminal, json, await readSettings(read, vettingSettings)),
      ),
  )
  setting(settings, terminal)
  retentionCommand(settings, terminal)
  quietSettingsCommand(settings, terminal)
}

interface SettingOptions {
  json?: boolean
  requiredCheck?: string[]
  audienceThreshold?: string
  audienceEvidenceMonths?: string
  page?: string[]
}

function setting(settings: Command, terminal: Terminal): void {
  verb(
    settings,
    'set',
    'change what is given; who was approved stays so',
    'wirecopy settings set --audience-threshold 100000 --page ownership --page corrections',
  )
    .option(
      '--required-check <check>',
      `of ${checkNames.join(', ')}; repeat for all that are required`,
      several,
    )
    .option('--audience-threshold <number>', "monthly unique visitors below which staff decide; '' for none")
    .option('--audience-evidence-months <number>', "how long it is good; '' for ever")
    .option('--page <page>', `of ${pageNames.join(', ')}; '' for none; repeat for several`, several)
    .action(async ({ json, ...options }: SettingOptions) => {
      const given = changesIn(options)
      await onDatabase(terminal, async (database) => {
        const written = await database.write(async (tx) => {
          const { value } = await readSettings(tx, vettingSettings)
          return setVetting(tx, actor, vettingSettingsInput.parse({ ...value, ...given }))
        })
        tell(terminal, json, written)
      })
    })
}

function changesIn(options: Omit<SettingOptions, 'json'>): object {
  const given = {
    requiredChecks: options.requiredCheck,
    audienceThreshold: numberOrNone(options.audienceThreshold),
    audienceEvidenceMonths: numberOrNone(options.audienceEvidenceMonths),
    pages: options.page?.filter((page) => page !== ''),
  }
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  if (Object.keys(changes).length > 0) return take(vettingSettingsInput.partial(), changes)
  throw new WrongUsage('wirecopy settings set: give what to change; see wirecopy settings set --help')
}

function tell(terminal: Terminal, json: boolean | undefined, settings: Settings<VettingSettings>): void {
  const { requiredChecks, audienceThreshold, audienceEvidenceMonths, pages } = settings.value
  const text = facts([
    ['Required checks', requiredChecks.join(', ') || 'none'],
    ['Audience threshold', audienceThreshold?.toLocaleString('en-US') ?? 'none'],
    [
      'Audience evidence',
      audienceEvidenceMonths === null ? 'good for ever' : `good for ${audienceEvidenceMonths} months`,
    ],
    ['Pages asked for', pages.join(', ') || 'none'],
    ['Changed', settings.updatedAt === null ? 'never' : moment(settings.updatedAt)],
  ])
  answer(terminal, json, vettingSettingsView(settings), text)
}
