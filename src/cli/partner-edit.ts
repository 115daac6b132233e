import type { Command } from 'commander'
import { changePartner } from '../partners/changing.ts'
import { requirePartner } from '../partners/partners.ts'
import { partnerChangesInput, partnerView } from '../partners/schema.ts'
import { publicationKinds } from '../partners/tables.ts'
import type { Id } from '../platform/ids.ts'
import { verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { numberIn, readId, take } from './options.ts'
import { WrongUsage } from './refusal.ts'
import { answer, type Terminal } from './terminal.ts'

interface EditOptions {
  json?: boolean
  name?: string
  legalName?: string
  country?: string
  publication?: string
  ownershipPage?: string
  editorialPage?: string
  correctionsPolicy?: string
  audience?: string
  audienceSource?: string
}

/** `wirecopy partner edit`: what is known of a publisher. */
export function partnerEditCommand(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'edit',
    "change what is known of a partner; '' forgets",
    'wirecopy partner edit par_01h455vb4pex5vsknk084sn02q --country US --publication newspaper',
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .option('--name <name>', 'name of the publisher')
    .option('--legal-name <name>', 'name of its company')
    .option('--country <code>', 'ISO 3166-1, two letters')
    .option('--publication <kind>', publicationKinds.join(', '))
    .option('--ownership-page <url>', 'page that says who owns it')
    .option('--editorial-page <url>', 'page that names its newsroom')
    .option('--corrections-policy <url>', 'page that says how it corrects')
    .option('--audience <number>', 'monthly unique visitors over all its sites')
    .option('--audience-source <text>', 'where that number comes from')
    .action(async (id: Id<'par'>, { json, ...options }: EditOptions) => {
      const changes = take(partnerChangesInput, changesIn(options))
      await onDatabase(terminal, async (database) => {
        const changed = await database.write(async (tx) =>
          changePartner(tx, actor, await requirePartner(tx, id), changes),
        )
        answer(terminal, json, partnerView(changed), `Changed ${changed.name} (${id}).`)
      })
    })
}

function changesIn({ name, audience, audienceSource, ...known }: Omit<EditOptions, 'json'>): object {
  const numbers = {
    ...(audience === undefined ? {} : { monthlyUniques: numberIn(audience) }),
    ...(audienceSource === undefined ? {} : { source: audienceSource || null }),
  }
  const changes = {
    ...(name === undefined ? {} : { name }),
    ...Object.fromEntries(Object.entries(known).map(([field, text]) => [field, text || null])),
    ...(Object.keys(numbers).length > 0 ? { audience: numbers } : {}),
  }
  if (Object.keys(changes).length > 0) return changes
  throw new WrongUsage('wirecopy partner edit: give what to change; see wirecopy partner edit --help')
}
