import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Command } from 'commander'
import type { Config } from '../config.ts'
import { contactErasing } from '../contact-erasure.ts'
import { rewriteNow } from '../file-rewriting.ts'
import { type ContactErasure, type ErasureWish, erasureInput } from '../partners/erasure.ts'
import type { Database } from '../platform/database/database.ts'
import { dialect } from '../platform/database/dialect.ts'
import { filePathOf } from '../platform/database/sqlite.ts'
import type { Id } from '../platform/ids.ts'
import { required, several, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { contactIn, readId, take } from './options.ts'
import { answer, type Terminal } from './terminal.ts'

interface ErasureOptions {
  json?: boolean
  reason: string
  contact?: string[]
  dryRun?: boolean
}

/** `wirecopy partner erase-contacts`: the people of a partner leave no trace. */
export function erasureCommand(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'erase-contacts',
    'erase the people of a partner from the database and its files, for good',
    "wirecopy partner erase-contacts par_01h455vb4pex5vsknk084sn02q --reason 'asked for by the publisher' --dry-run",
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .addOption(required('--reason <text>', 'why, without naming anybody: it is kept'))
    .option(
      '--contact <contact>',
      'who takes their place while the partnership lasts, an address or role=address; repeat for all',
      several,
    )
    .option('--dry-run', 'tell what would go, and what stays until when, and do nothing')
    .action(async (id: Id<'par'>, { json, reason, contact, dryRun }: ErasureOptions) => {
      const wish = take(erasureInput, { reason, contacts: contact?.map(contactIn) })
      await onDatabase(terminal, async (database, config) => {
        if (dryRun) {
          const foretold = await contactErasing.foretell(database, actor, id, wish)
          const copies = await copiesBeside(config)
          return answer(terminal, json, { ...foretold, copies }, told(foretold, copies, 'Would be erased'))
        }
        const done = await erase(database, config, terminal, id, wish)
        const copies = await copiesBeside(config)
        answer(terminal, json, { ...done, copies }, `${told(done, copies, 'Erased')}\n${filesLine(done)}`)
      })
    })
}

// The rows are gone in any case; where the files are in use the server writes them anew by night.
async function erase(
  database: Database,
  config: Config,
  terminal: Terminal,
  id: Id<'par'>,
  wish: ErasureWish,
): Promise<ContactErasure> {
  const { done, at } = await database.write(async (tx) => ({
    done: await contactErasing.erase(tx, actor, id, wish),
    at: tx.now,
  }))
  try {
    await rewriteNow(database, config, at)
    return { ...done, filesRewrittenAt: null }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    terminal.stderr.write(`The files could not be written anew now: ${why}\n`)
    return done
  }
}

function filesLine({ filesRewrittenAt }: ContactErasure): string {
  return filesRewrittenAt === null
    ? 'The files of the database were written anew.'
    : `The server writes the files of the database anew at ${filesRewrittenAt}.`
}

// Of SQLite: a backup that was made before a migration lies beside the database.
async function copiesBeside({ databaseUrl }: Config): Promise<string[]> {
  if (dialect !== 'sqlite') return []
  const path = filePathOf(databaseUrl)
  const names = await readdir(dirname(path))
  return names
    .filter((name) => name.endsWith('.db') && name !== basename(path))
    .sort()
    .map((name) => join(dirname(path), name))
}

const words: Record<ContactErasure['erased'][number]['what'], string> = {
  contacts: 'contacts',
  notes: 'reasons and notes of staff',
  keyNames: 'names of keys',
  endpointNames: 'names of webhook endpoints',
  applications: 'applications, closed ones by their reason',
  signers: 'signers of agreements',
  documents: 'papers; the server removes their files',
  mails: 'text and recipient of mails',
  bounces: 'addresses that bounce',
  preferences: 'mail preferences',
  answers: 'answers kept for Idempotency-Key',
  jobs: 'jobs that name them',
  auditWords: 'free words beside the audit log',
}

function told({ erased, kept, warnings }: ContactErasure, copies: string[], verb: string): string {
  const gone = erased.filter(({ count }) => count > 0)
  return [
    gone.length === 0 ? 'There is nothing to erase.' : `${verb}:`,
    ...gone.map(({ what, count }) => `  ${count} ${words[what]}`),
    ...kept.map(
      ({ what, until, because }) =>
        `Stays${until === null ? '' : ` until ${until.slice(0, 10)}`}: ${what}. ${because}`,
    ),
    ...warnings,
    ...copies.map((path) => `${path} holds what the database held then; delete it once you need it no more.`),
  ].join('\n')
}
