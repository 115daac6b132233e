import type { Command } from 'commander'
import { z } from 'zod'
import { sealerOf } from '../installation.ts'
import { newSigningKeyInput, signingKeyView } from '../licensing/proof/key-schema.ts'
import {
  listSigningKeys,
  prepareSigningKey,
  rotateSigningKey,
  type SigningKey,
} from '../licensing/proof/signing-keys.ts'
import { group, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { reading, take } from './options.ts'
import { continued, limited, pageOf } from './paging.ts'
import { moment, table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

const numberSchema = z
  .string()
  .regex(/^\d{1,4}$/, 'is not the number of a key, such as 3')
  .transform(Number)

/** `wirecopy signing-key …`: what receipts and evidence are signed with. */
export function signingKeyCommands(program: Command, terminal: Terminal): void {
  const noun = group(program, 'signing-key', 'keys that receipts and evidence are signed with')
  limited(verb(noun, 'list', 'list the keys, the one in force first', 'wirecopy signing-key list'))
    .option('--before <number>', 'go on before this key', reading('--before', numberSchema))
    .action(async ({ json, limit, before }: { json?: boolean; limit: number; before?: number }) =>
      onDatabase(terminal, async ({ read }) => {
        const rows = await listSigningKeys(read, { limit: limit + 1, before })
        const { page, next } = pageOf(rows, limit, ({ number }) => number)
        answer(terminal, json, { items: page.map(signingKeyView), next }, keyTable(page, next, terminal))
      }),
    )
  verb(
    noun,
    'rotate',
    'put a new key in force; what the others signed still verifies',
    "wirecopy signing-key rotate --reason 'the yearly change'",
  )
    .option('--reason <text>', 'why, for the audit log')
    .action(async (options: { json?: boolean; reason?: string }) => {
      const { reason } = take(newSigningKeyInput, { reason: options.reason })
      await onDatabase(terminal, async (database, config) => {
        const sealer = sealerOf(config)
        const prepared = await prepareSigningKey(sealer)
        const key = await database.write((tx) => rotateSigningKey(tx, actor, prepared, reason))
        answer(terminal, options.json, signingKeyView(key), `Key ${key.number} (${key.kid}) is in force.`)
      })
    })
}

function keyTable(keys: SigningKey[], next: number | null, { stdout }: Terminal): string {
  if (keys.length === 0) return 'No signing keys yet: the first receipt makes one.'
  const list = table(
    keys,
    [
      { title: 'KEY', of: ({ number }) => number, right: true },
      { title: 'KID', of: ({ kid }) => kid },
      { title: 'MADE', of: ({ createdAt }) => moment(createdAt) },
      { title: 'RETIRED', of: ({ retiredAt }) => moment(retiredAt) ?? 'in force' },
    ],
    stdout,
  )
  return continued(list, '--before', next)
}
