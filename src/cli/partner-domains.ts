import type { Command } from 'commander'
import { askingOf } from '../installation.ts'
import { hostsOf } from '../partners/domains/review.ts'
import type { verifiedHostView } from '../partners/domains/schema.ts'
import { Verifying } from '../partners/domains/verifying.ts'
import { hostSchema } from '../platform/http/fields.ts'
import type { Id } from '../platform/ids.ts'
import { verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, reading } from './options.ts'
import { table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

type VerifiedHost = ReturnType<typeof verifiedHostView>

const example = 'par_01h455vb4pex5vsknk084sn02q'

/** `wirecopy partner domains`, `verify-domain`: whether the hosts of a publisher are its own. */
export function domainCommands(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'domains',
    'show the hosts of a partner, and how it can show that they are its own',
    `wirecopy partner domains ${example}`,
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .action(async (id: Id<'par'>, { json }: { json?: boolean }) =>
      onDatabase(terminal, async ({ read, auditKey }) => {
        const items = await hostsOf(read, id, auditKey)
        answer(terminal, json, { items, next: null }, hostTable(items, terminal))
      }),
    )
  verifying(partner, terminal)
}

function verifying(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'verify-domain',
    'look at once whether a host is the partner’s own',
    `wirecopy partner verify-domain ${example} gazette.example`,
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .argument('<host>', 'one of its hosts', reading('HOST', hostSchema))
    .action(async (id: Id<'par'>, host: string, { json }: { json?: boolean }) =>
      onDatabase(terminal, async (database, config) => {
        const asking = askingOf(config, terminal.network, terminal.resolveTxt)
        const keep = await new Verifying(database, asking).look(id, host)
        const found = await database.write((tx) => keep(tx, actor))
        answer(terminal, json, found, verdict(found, terminal))
      }),
    )
}

function hostTable(hosts: readonly VerifiedHost[], { stdout }: Terminal): string {
  return table(
    hosts,
    [
      { title: 'HOST', of: ({ host }) => host },
      { title: 'STATE', of: ({ state }) => state },
      { title: 'BY', of: ({ coveredBy, method }) => coveredBy ?? method },
      { title: 'CHECKED', of: ({ checkedAt }) => checkedAt?.slice(0, 10) },
    ],
    stdout,
    ({ state, lastFailure, places: { dns, file, meta } }) => [
      ...(lastFailure === null ? [] : [lastFailure]),
      ...(state === 'verified'
        ? []
        : [`TXT  ${dns.name}  ${dns.value}`, `file ${file.url}  ${file.content}`, `meta ${meta.html}`]),
    ],
  )
}

function verdict({ host, state, coveredBy, findings, trust }: VerifiedHost, { stdout }: Terminal): string {
  const list = table(
    findings,
    [
      { title: 'METHOD', of: ({ method }) => method },
      { title: 'VERDICT', of: (one) => one.verdict },
      { title: 'FOUND', of: ({ found }) => found },
    ],
    stdout,
    ({ remedy }) => (remedy === null || state === 'verified' ? [] : [`→ ${remedy}`]),
  )
  const standing = coveredBy === null ? `${host} is ${state}.` : `${host} is ${state} with ${coveredBy}.`
  return [list, standing, ...(trust === null ? [] : [relations(trust)])].join('\n')
}

function relations({ url, ...named }: NonNullable<VerifiedHost['trust']>): string {
  const lines = Object.entries(named).flatMap(([name, values]) => values.map((value) => `${name}=${value}`))
  return [`${url} says:`, ...(lines.length > 0 ? lines : ['nothing of its relations'])].join('\n  ')
}
