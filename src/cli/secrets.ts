import type { Command } from 'commander'
import { sealerOf } from '../installation.ts'
import { reseal, staleSecrets } from '../resealing.ts'
import { group, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { progressOn } from './progress.ts'
import { answer, type Terminal } from './terminal.ts'

/** `wirecopy secrets …`: what is kept sealed under SECRET_KEY. */
export function secretCommands(program: Command, terminal: Terminal): void {
  const noun = group(program, 'secrets', 'what is kept sealed under SECRET_KEY')
  verb(
    noun,
    'reseal',
    'seal everything under SECRET_KEY that was sealed under one of SECRET_KEY_PREVIOUS',
    'wirecopy secrets reseal',
  ).action(async ({ json }: { json?: boolean }) =>
    onDatabase(terminal, async (database, config) => {
      const sealer = sealerOf(config)
      const stale = await staleSecrets(database.read, sealer)
      const total = stale.reduce((sum, { rows }) => sum + rows, 0)
      const progress = progressOn(terminal.stderr, 'Sealing', total)
      const sealed = await reseal(database, actor, sealer, progress.at).finally(progress.end)
      const lines = sealed.filter(({ rows }) => rows > 0).map(({ name, rows }) => `${name}: ${rows}`)
      const text =
        lines.length > 0
          ? `Sealed under SECRET_KEY:\n  ${lines.join('\n  ')}`
          : 'Everything is sealed under SECRET_KEY already.'
      answer(terminal, json, { sealed }, text)
    }),
  )
}
