import type { Command } from 'commander'
import { sealerOf } from '../installation.ts'
import { showTestKey } from '../partners/test-keys.ts'
import type { Id } from '../platform/ids.ts'
import { verb } from './commands.ts'
import { onDatabase } from './on-database.ts'
import { readId } from './options.ts'
import { answer, type Terminal } from './terminal.ts'

/** `wirecopy key show`: a test key once more. */
export function showing(key: Command, terminal: Terminal): void {
  verb(
    key,
    'show',
    'show a test key again',
    'wirecopy key show par_01h455vb4pex5vsknk084sn02q key_01h455vb4pex5vsknk084sn02q',
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .argument('<key>', 'id of the key', readId.key)
    .action(async (partnerId: Id<'par'>, id: Id<'key'>, { json }: { json?: boolean }) =>
      onDatabase(terminal, async (database, config) => {
        const shown = await showTestKey({ database, sealer: sealerOf(config) }, partnerId, id)
        answer(terminal, json, { id, ...shown }, shown.key)
      }),
    )
}
