import type { Command } from 'commander'
import { z } from 'zod'
import { requireApiKey } from '../partners/api-keys.ts'
import { rotateApiKey } from '../partners/key-rotation.ts'
import { rotationInput } from '../partners/key-schema.ts'
import type { Id } from '../platform/ids.ts'
import { verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, reading, take } from './options.ts'
import { moment } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

const secondsIn: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 }

const readOverlap = reading(
  '--overlap',
  z
    .string()
    .regex(/^\d{1,7}[smhd]$/, 'must be a number with s, m, h or d behind it, such as 24h')
    .transform((text) => Number(text.slice(0, -1)) * (secondsIn[text.slice(-1)] ?? 1)),
)

interface RotationOptions {
  json?: boolean
  overlap?: number
  expires?: string
}

/** `wirecopy key rotate`: another key in place of one. */
export function rotating(key: Command, terminal: Terminal): void {
  verb(
    key,
    'rotate',
    'put another key in place of one; it is shown this once',
    'wirecopy key rotate par_01h455vb4pex5vsknk084sn02q key_01h455vb4pex5vsknk084sn02q --overlap 1h',
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .argument('<key>', 'id of the key', readId.key)
    .option(
      '--overlap <time>',
      'how long the old key goes on working, such as 0s, 24h or 7d; default: 24h',
      readOverlap,
    )
    .option('--expires <time>', 'when the new key ends; default: when the old one would have')
    .action(async (partnerId: Id<'par'>, id: Id<'key'>, { json, overlap, expires }: RotationOptions) => {
      const wanted = take(rotationInput, { overlapSeconds: overlap, expiresAt: expires })
      await onDatabase(terminal, async (database) => {
        const { made, old } = await database.write(async (tx) => ({
          made: await rotateApiKey(tx, actor, partnerId, id, wanted),
          old: await requireApiKey(tx, partnerId, id),
        }))
        answer(
          terminal,
          json,
          { id: made.id, key: made.key },
          `Key in place of ${old.display} (${made.id}), shown this once:\n\n  ${made.key}\n\n${old.display} works until ${moment(old.expiresAt)}.`,
        )
      })
    })
}
