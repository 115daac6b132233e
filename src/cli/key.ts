import type { Command } from 'commander'
import { eq } from 'drizzle-orm'
import { type ApiKey, listApiKeys, revokeApiKey } from '../partners/api-keys.ts'
import { apiKeyView } from '../partners/key-schema.ts'
import { requirePartner } from '../partners/partners.ts'
import { apiKeys } from '../partners/tables.ts'
import { toRfc3339 } from '../platform/clock.ts'
import type { Queries } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { Problem } from '../problems.ts'
import { group, verb } from './commands.ts'
import { creating } from './key-creation.ts'
import { rotating } from './key-rotation.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId } from './options.ts'
import { continued, type Paged, paged, pageOf } from './paging.ts'
import { WrongUsage } from './refusal.ts'
import { moment, table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'
import { showing } from './test-keys.ts'

const partnerExample = 'par_01h455vb4pex5vsknk084sn02q'
const keyExample = 'key_01h455vb4pex5vsknk084sn02q'

/** `wirecopy key …`: what partners call the API with. */
export function keyCommands(program: Command, terminal: Terminal): void {
  const key = group(program, 'key', 'keys that partners call the API with')
  creating(key, terminal)
  rotating(key, terminal)
  showing(key, terminal)
  paged(verb(key, 'list', 'list the keys of a partner', `wirecopy key list ${partnerExample}`), readId.key)
    .argument('<partner>', 'id of the partner', readId.partner)
    .action(async (partnerId: Id<'par'>, { json, limit, after }: Paged<'key'>) =>
      onDatabase(terminal, async ({ read }) => {
        await requirePartner(read, partnerId)
        const keys = await listApiKeys(read, partnerId, { limit: limit + 1, after })
        const { page, next } = pageOf(keys, limit, ({ id }) => id)
        const text = continued(keyTable(page, partnerId, terminal), '--after', next)
        answer(terminal, json, { items: page.map((key) => apiKeyView(key, Date.now())), next }, text)
      }),
    )
  verb(key, 'revoke', 'end a key, within a second everywhere', `wirecopy key revoke ${keyExample}`)
    .argument('<key...>', 'id of the key; the id of its partner may stand before it')
    .action(async (ids: string[], { json }: { json?: boolean }) => {
      if (ids.length > 2)
        throw new WrongUsage('wirecopy key revoke: give one key; see wirecopy key revoke --help')
      const id = readId.key(ids.at(-1) ?? '')
      const owner = ids.length === 2 ? readId.partner(ids[0] ?? '') : undefined
      await onDatabase(terminal, async (database) => {
        const revoked = await database.write(async (tx) =>
          revokeApiKey(tx, actor, owner ?? (await ownerOf(tx, id)), id),
        )
        answer(
          terminal,
          json,
          { id, revokedAt: toRfc3339(revoked.revokedAt ?? Date.now()) },
          `Key ${revoked.display} (${revoked.name}) is revoked.`,
        )
      })
    })
}

function keyTable(keys: ApiKey[], partnerId: Id<'par'>, { stdout }: Terminal): string {
  if (keys.length === 0)
    return `No keys yet. Make one: wirecopy key create ${partnerId} --name 'production CMS'`
  return table(
    keys,
    [
      { title: 'ID', of: ({ id }) => id },
      { title: 'KEY', of: ({ display }) => display },
      { title: 'STATE', of: stateOf },
      { title: 'LAST USED', of: ({ lastUsedAt }) => moment(lastUsedAt) ?? 'never' },
      { title: 'NAME', of: ({ name }) => name, cuts: true },
      { title: 'SCOPES', of: (key) => key.scopes.join(' '), cuts: true },
    ],
    stdout,
  )
}

/** Whether a key or token still works, and since or until when. */
export function stateOf({
  revokedAt,
  expiresAt,
}: {
  revokedAt: number | null
  expiresAt: number | null
}): string {
  if (revokedAt !== null) return `revoked ${moment(revokedAt)}`
  if (expiresAt === null) return 'works'
  return `${expiresAt <= Date.now() ? 'expired' : 'works until'} ${moment(expiresAt)}`
}

async function ownerOf(queries: Queries, id: Id<'key'>): Promise<Id<'par'>> {
  const [row] = await queries
    .select({ partnerId: apiKeys.partnerId })
    .from(apiKeys)
    .where(eq(apiKeys.id, id))
    .limit(1)
  if (!row) throw new Problem('not-found', { detail: `${id} is not a key.` })
  return row.partnerId
}
