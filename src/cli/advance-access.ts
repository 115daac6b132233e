import type { Command } from 'commander'
import { setAdvanceAccess } from '../partners/advance-access.ts'
import { advanceAccessInput } from '../partners/schema.ts'
import type { Id } from '../platform/ids.ts'
import { required, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, take } from './options.ts'
import { answer, type Terminal } from './terminal.ts'

const example = 'par_01h455vb4pex5vsknk084sn02q'

interface AdvanceAccessOptions {
  json?: boolean
  reason: string
  revoke?: boolean
}

/** `wirecopy partner advance-access`: who sees stories under embargo before the rest does. */
export function advanceAccessCommand(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'advance-access',
    'show a partner stories under embargo, or no longer with --revoke',
    `wirecopy partner advance-access ${example} --reason 'signed the embargo agreement'`,
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .addOption(required('--reason <text>', 'why; for the audit log'))
    .option('--revoke', 'show it no more of them')
    .action(async (id: Id<'par'>, { json, revoke, ...given }: AdvanceAccessOptions) => {
      const { granted, reason } = take(advanceAccessInput, { granted: !revoke, ...given })
      await onDatabase(terminal, async (database) => {
        const { name, advanceAccess } = await database.write((tx) =>
          setAdvanceAccess(tx, actor, id, granted, reason),
        )
        const text = `${name} (${id}) ${advanceAccess ? 'has advance access' : 'has no advance access'}.`
        answer(terminal, json, { id, advanceAccess }, text)
      })
    })
}
