import type { Command } from 'commander'
import { askToConfirm } from '../partners/confirming.ts'
import { confirmationInput } from '../partners/schema.ts'
import { toRfc3339 } from '../platform/clock.ts'
import type { Id } from '../platform/ids.ts'
import { required, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, take } from './options.ts'
import { moment } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

/** `wirecopy partner confirm-contact`: have whoever reads mails to an address say so. */
export function confirmContactCommand(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'confirm-contact',
    'mail a contact a link that confirms its address',
    'wirecopy partner confirm-contact par_01h455vb4pex5vsknk084sn02q --email desk@gazette.example',
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .addOption(required('--email <address>', 'which of its contacts'))
    .action(async (id: Id<'par'>, { json, ...given }: { json?: boolean; email: string }) => {
      const wanted = take(confirmationInput, given)
      await onDatabase(terminal, async (database) => {
        const { email, expiresAt } = await database.write((tx) => askToConfirm(tx, actor, id, wanted.email))
        const text = `${email} is sent a link that is good until ${moment(expiresAt)}.`
        answer(terminal, json, { email, expiresAt: toRfc3339(expiresAt) }, text)
      })
    })
}
