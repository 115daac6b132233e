import type { Command } from 'commander'
import { z } from 'zod'
import {
  createStaffToken,
  listStaffTokens,
  revokeStaffToken,
  type StaffToken,
} from '../accounts/staff-tokens.ts'
import { staffRoles } from '../actor.ts'
import { timeOrNull, toRfc3339 } from '../platform/clock.ts'
import { instantSchema, line } from '../platform/http/fields.ts'
import type { Id } from '../platform/ids.ts'
import { group, required, verb } from './commands.ts'
import { stateOf } from './key.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, take } from './options.ts'
import { moment, table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

const newTokenInput = z.strictObject({
  name: line(100),
  role: z.enum(staffRoles),
  expires: instantSchema.optional(),
})

/** `wirecopy staff-token …`: what staff call the staff API with. */
export function staffTokenCommands(program: Command, terminal: Terminal): void {
  const token = group(program, 'staff-token', 'tokens that staff call the staff API with')
  creating(token, terminal)
  verb(token, 'list', 'list the tokens', 'wirecopy staff-token list').action(
    async ({ json }: { json?: boolean }) =>
      onDatabase(terminal, async ({ read }) => {
        const tokens = await listStaffTokens(read)
        answer(terminal, json, { items: tokens.map(tokenView), next: null }, tokenTable(tokens, terminal))
      }),
  )
  verb(
    token,
    'revoke',
    'end a token, within a second everywhere',
    'wirecopy staff-token revoke stf_01h455vb4pex5vsknk084sn02q',
  )
    .argument('<token>', 'id of the token', readId.staffToken)
    .action(async (id: Id<'stf'>, { json }: { json?: boolean }) =>
      onDatabase(terminal, async (database) => {
        const revoked = await database.write((tx) => revokeStaffToken(tx, actor, id))
        const text = `Token ${revoked.display} (${revoked.name}) is revoked.`
        answer(terminal, json, { id, revokedAt: tokenView(revoked).revokedAt }, text)
      }),
    )
}

function creating(token: Command, terminal: Terminal): void {
  verb(
    token,
    'create',
    'make a token; it is shown this once',
    "wirecopy staff-token create --name 'Jane at the desk' --role editor",
  )
    .addOption(required('--name <name>', 'who uses it, or for what'))
    .addOption(required('--role <role>', `what it may do: ${staffRoles.join(', ')}`))
    .option('--expires <time>', 'when it ends, such as 2027-01-01T00:00:00Z; default: never')
    .action(async (options: { json?: boolean; name: string; role: string; expires?: string }) => {
      const { name, role, expires } = take(newTokenInput, {
        name: options.name,
        role: options.role,
        expires: options.expires,
      })
      await onDatabase(terminal, async (database, { publicUrl }) => {
        const { id, token: text } = await database.write((tx) =>
          createStaffToken(tx, actor, { name, role, expiresAt: expires }),
        )
        answer(
          terminal,
          options.json,
          { id, token: text },
          `Staff token of ${name} (${id}, ${role}), shown this once:\n\n  ${text}\n\nTry it: curl -H 'Authorization: Bearer ${text}' ${publicUrl}/v1/staff/articles`,
        )
      })
    })
}

function tokenView({ createdAt, expiresAt, revokedAt, lastUsedAt, ...token }: StaffToken) {
  return {
    ...token,
    createdAt: toRfc3339(createdAt),
    expiresAt: timeOrNull(expiresAt),
    revokedAt: timeOrNull(revokedAt),
    lastUsedAt: timeOrNull(lastUsedAt),
  }
}

function tokenTable(tokens: StaffToken[], { stdout }: Terminal): string {
  if (tokens.length === 0) return 'No staff tokens yet. Make one: wirecopy staff-token create --help'
  return table(
    tokens,
    [
      { title: 'ID', of: ({ id }) => id },
      { title: 'TOKEN', of: ({ display }) => display },
      { title: 'ROLE', of: ({ role }) => role },
      { title: 'STATE', of: stateOf },
      { title: 'CREATED', of: ({ createdAt }) => moment(createdAt) },
      { title: 'NAME', of: ({ name }) => name, cuts: true },
    ],
    stdout,
  )
}
