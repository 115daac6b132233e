import type { Command } from 'commander'
import { feedStart } from '../feed-start.ts'
import { sealerOf } from '../installation.ts'
import { createApiKey, defaultScopes } from '../partners/api-keys.ts'
import { wantedKey } from '../partners/feed-secrets.ts'
import { newKeyInput } from '../partners/key-schema.ts'
import { type Partner, requirePartner } from '../partners/partners.ts'
import { scopes } from '../partners/tables.ts'
import { wordpressScopes, wordpressSetupLink } from '../partners/wordpress-setup.ts'
import { webUrl } from '../platform/http/fields.ts'
import type { Id } from '../platform/ids.ts'
import { required, several, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, reading, take } from './options.ts'
import { answer, type Terminal } from './terminal.ts'

const partnerExample = 'par_01h455vb4pex5vsknk084sn02q'

interface NewKeyOptions {
  json?: boolean
  name: string
  scope?: string[]
  test?: boolean
  expires?: string
  cidr?: string[]
  wordpress?: string
}

/** `wirecopy key create`. */
export function creating(key: Command, terminal: Terminal): void {
  verb(
    key,
    'create',
    'make a key; it is shown this once',
    `wirecopy key create ${partnerExample} --name 'production CMS'`,
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .addOption(required('--name <name>', 'where the key is used'))
    .option(
      '--scope <scope>',
      `what it may do, of ${scopes.join(', ')}; repeat for several; default: ${defaultScopes.join(', ')}`,
      several,
    )
    .option('--test', 'make a key for the sandbox, which works before the approval')
    .option('--expires <time>', 'when it ends, such as 2027-01-01T00:00:00Z; default: never')
    .option('--cidr <network>', 'the network it may be used from; repeat for several; default: any', several)
    .option(
      '--wordpress <site>',
      'address of a WordPress with our plugin: print the link that sets it up; the scopes are then by default those that it needs',
      reading('--wordpress', webUrl),
    )
    .action(async (partnerId: Id<'par'>, options: NewKeyOptions) => create(terminal, partnerId, options))
}

async function create(terminal: Terminal, partnerId: Id<'par'>, options: NewKeyOptions): Promise<void> {
  const { json, name, scope, test, expires, cidr, wordpress } = options
  const wanted = take(newKeyInput, {
    name,
    kind: test ? 'test' : undefined,
    scopes: scope ?? (wordpress === undefined ? undefined : wordpressScopes),
    expiresAt: expires,
    allowedCidrs: cidr,
  })
  await onDatabase(terminal, async (database, config) => {
    const { partner, id, key } = await database.write(async (tx) => ({
      partner: await requirePartner(tx, partnerId),
      ...(await createApiKey(
        tx,
        actor,
        partnerId,
        await wantedKey(tx, partnerId, wanted, feedStart),
        sealerOf(config),
      )),
    }))
    const link = wordpress === undefined ? undefined : wordpressSetupLink(wordpress, config.publicUrl, key)
    const lines = [
      `Key of ${partner.name} (${id})${test ? '' : ', shown this once'}:`,
      `  ${key}`,
      ...(link === undefined
        ? []
        : ['Set-up link for WordPress. The key is in it: send it as safely.', `  ${link}`]),
      useOf(partner, key, config.publicUrl, test),
    ]
    const made = { id, key, ...(link === undefined ? {} : { setupLink: link }) }
    answer(terminal, json, made, lines.join('\n\n'))
  })
}

function useOf({ id, name, status }: Partner, key: string, publicUrl: string, test = false): string {
  return test || status === 'approved'
    ? `Try it: curl -H 'Authorization: Bearer ${key}' ${publicUrl}/v1/articles`
    : `${name} is ${status}; the key works once it is approved: wirecopy partner approve ${id}`
}
