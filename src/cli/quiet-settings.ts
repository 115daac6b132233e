import type { Command } from 'commander'
import { quietSettings, quietSettingsInput, quietSettingsView } from '../partners/quiet/settings.ts'
import { readSettings, writeSettings } from '../platform/settings/settings.ts'
import { verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { numberOrNone, take } from './options.ts'
import { facts, moment } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

/** `wirecopy settings quiet-feeds`: after how long a silence somebody is told. */
export function quietSettingsCommand(settings: Command, terminal: Terminal): void {
  verb(
    settings,
    'quiet-feeds',
    'show after how long a silence a partner is told that its feed is quiet, or change it',
    'wirecopy settings quiet-feeds --after-hours 12',
  )
    .option('--after-hours <hours>', "hours without a call before anybody is told; '' so that nobody looks")
    .action(async ({ json, afterHours }: { json?: boolean; afterHours?: string }) => {
      const given = take(quietSettingsInput.partial(), { afterHours: numberOrNone(afterHours) })
      await onDatabase(terminal, async (database) => {
        const found =
          given.afterHours === undefined
            ? await readSettings(database.read, quietSettings)
            : await database.write((tx) =>
                writeSettings(tx, actor, quietSettings, quietSettingsInput.parse(given)),
              )
        const hours = found.value.afterHours
        const text = facts([
          [
            'A feed is quiet after',
            hours === null ? 'never: nobody looks' : `${hours} hours, or longer by its rhythm`,
          ],
          ['Changed', found.updatedAt === null ? 'never' : moment(found.updatedAt)],
        ])
        answer(terminal, json, quietSettingsView(found), text)
      })
    })
}
