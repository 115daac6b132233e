import type { Command } from 'commander'
import { feedStart } from '../feed-start.ts'
import { createApiKey } from '../partners/api-keys.ts'
import { wantedKey } from '../partners/feed-secrets.ts'
import { newKeyInput } from '../partners/key-schema.ts'
import { requirePartner } from '../partners/partners.ts'
import type { Id } from '../platform/ids.ts'
import { group, required, several, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { numberIn, readId, take } from './options.ts'
import { moment } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

interface NewFeedOptions {
  json?: boolean
  name: string
  backfill?: number | string
  guid?: string
  expires?: string
  cidr?: string[]
}

/** `wirecopy feed …`: addresses of feeds that hold a secret; it is listed, rotated and revoked as a key. */
export function feedCommands(program: Command, terminal: Terminal): void {
  const feed = group(program, 'feed', 'feeds for software that can send no key')
  verb(
    feed,
    'create',
    'make the addresses of a feed; they are shown this once, and end with wirecopy key revoke',
    "wirecopy feed create par_01h455vb4pex5vsknk084sn02q --name 'WordPress' --backfill 10",
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .addOption(required('--name <name>', 'where the feed is read'))
    .option(
      '--backfill <stories>',
      'how many of the stories that are out already it has; default: 0',
      numberIn,
    )
    .option(
      '--guid <kind>',
      'uri, or source: imported stories are named as in the feed that they came from; default: uri',
    )
    .option('--expires <time>', 'when it ends, such as 2027-01-01T00:00:00Z; default: never')
    .option('--cidr <network>', 'the network it may be read from; repeat for several; default: any', several)
    .action(async (partnerId: Id<'par'>, { json, ...options }: NewFeedOptions) =>
      create(terminal, partnerId, json, options),
    )
}

async function create(
  terminal: Terminal,
  partnerId: Id<'par'>,
  json: boolean | undefined,
  { name, backfill, guid, expires, cidr }: Omit<NewFeedOptions, 'json'>,
): Promise<void> {
  const wanted = take(newKeyInput, {
    ...{ name, kind: 'feed', expiresAt: expires, allowedCidrs: cidr },
    feed: { backfill, guid },
  })
  await onDatabase(terminal, async (database, { publicUrl }) => {
    const made = await database.write(async (tx) => ({
      partner: await requirePartner(tx, partnerId),
      ...(await createApiKey(tx, actor, partnerId, await wantedKey(tx, partnerId, wanted, feedStart))),
    }))
    const { id, key, feed, partner } = made
    const addresses = ['rss', 'atom', 'json'].map((ending) => `${publicUrl}/feeds/${key}/articles.${ending}`)
    const starts = `It has what is published from ${moment(feed?.startsAt ?? null)} on.`
    answer(
      terminal,
      json,
      { id, key, addresses },
      `Feed of ${partner.name} (${id}), shown this once:\n\n  ${addresses.join('\n  ')}\n\n${starts}`,
    )
  })
}
