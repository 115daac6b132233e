import { type Command, Option } from 'commander'
import { listReports } from '../articles/import/reports.ts'
import { newSourceInput, reportView, sourceUrl, sourceView } from '../articles/import/schema.ts'
import {
  addSource,
  changeSource,
  listSources,
  removeSource,
  requireSource,
  type Source,
} from '../articles/import/sources.ts'
import { sealerOf } from '../installation.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { group, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { numberIn, readId, reading, take } from './options.ts'
import { type Paged, paged, pageOf } from './paging.ts'
import { type SourceOptions, sourceOptions, wishesIn } from './source-options.ts'
import { sourcePage, sourceTable } from './source-pages.ts'
import { answer, type Terminal } from './terminal.ts'

const example = 'src_01h455vb4pex5vsknk084sn02q'
const reportsShown = 10

/** `wirecopy source …`: where the server imports stories from by itself. */
export function sourceCommands(program: Command, terminal: Terminal): void {
  const source = group(program, 'source', 'sites and feeds that the server imports from by itself')
  adding(source, terminal)
  listing(source, terminal)
  showing(source, terminal)
  for (const [name, paused, description] of standings) pausing(source, terminal, name, paused, description)
  removing(source, terminal)
}

const standings = [
  ['pause', true, 'read a source no more until it is resumed'],
  ['resume', false, 'go on with a source that was paused'],
] as const

interface NewSourceOptions extends SourceOptions {
  json?: boolean
  kind: string
  every?: string
}

function adding(source: Command, terminal: Terminal): void {
  sourceOptions(
    verb(
      source,
      'add',
      'add a source, which the server polls from then on',
      "wirecopy source add https://www.example.com --category 'News Foundation' --hold",
    ).argument('<url>', 'address of the site, or of the feed', reading('URL', sourceUrl)),
  )
    .addOption(
      new Option('--kind <kind>', 'what is there').choices(['wordpress', 'feed']).default('wordpress'),
    )
    .option('--every <seconds>', 'how often; default: 300')
    .action(async (url: string, { json, kind, every, ...options }: NewSourceOptions) => {
      const wanted = take(newSourceInput.pick({ kind: true, intervalSeconds: true }), {
        kind,
        intervalSeconds: every === undefined ? undefined : numberIn(every),
      })
      await onDatabase(terminal, async (database, config) => {
        const sealer = sealerOf(config)
        const wishes = await wishesIn(options, terminal, sealer)
        const intervalMs = wanted.intervalSeconds * 1_000
        const added = await database.write((tx) =>
          addSource(tx, actor, { ...wishes, kind: wanted.kind, url, intervalMs }),
        )
        const text = `Added ${added.url} as ${added.id}. The server reads it every ${wanted.intervalSeconds} seconds.`
        answer(terminal, json, sourceView(added), text)
      })
    })
}

function listing(source: Command, terminal: Terminal): void {
  paged(verb(source, 'list', 'list the sources', 'wirecopy source list'), readId.source).action(
    async ({ json, limit, after }: Paged<'src'>) =>
      onDatabase(terminal, async ({ read }) => {
        const { page, next } = pageOf(await listSources(read, limit + 1, after), limit, ({ id }) => id)
        answer(
          terminal,
          json,
          { items: page.map(sourceView), next },
          sourceTable(page, next, terminal.stdout),
        )
      }),
  )
}

function showing(source: Command, terminal: Terminal): void {
  verb(source, 'show', 'show a source with what its last runs found', `wirecopy source show ${example}`)
    .argument('<source>', 'id of the source', readId.source)
    .action(async (id: Id<'src'>, { json }: { json?: boolean }) =>
      onDatabase(terminal, async ({ read }) => {
        const found = await requireSource(read, id)
        const reports = await listReports(read, id, reportsShown)
        const wire = { ...sourceView(found), reports: reports.map(reportView) }
        answer(terminal, json, wire, sourcePage(found, reports, terminal.stdout))
      }),
    )
}

function pausing(
  source: Command,
  terminal: Terminal,
  name: string,
  paused: boolean,
  description: string,
): void {
  verb(source, name, description, `wirecopy source ${name} ${example}`)
    .argument('<source>', 'id of the source', readId.source)
    .action((id: Id<'src'>, { json }: { json?: boolean }) =>
      change(terminal, json, paused ? 'paused' : 'polled', async (tx) =>
        changeSource(tx, actor, await requireSource(tx, id), { paused }),
      ),
    )
}

function removing(source: Command, terminal: Terminal): void {
  verb(source, 'remove', 'remove a source; its stories stay', `wirecopy source remove ${example}`)
    .argument('<source>', 'id of the source', readId.source)
    .action((id: Id<'src'>, { json }: { json?: boolean }) =>
      change(terminal, json, 'removed', (tx) => removeSource(tx, actor, id)),
    )
}

async function change(
  terminal: Terminal,
  json: boolean | undefined,
  standing: string,
  work: (tx: Tx) => Promise<Source>,
): Promise<void> {
  await onDatabase(terminal, async (database) => {
    const changed = await database.write(work)
    answer(terminal, json, sourceView(changed), `${changed.url} (${changed.id}) is ${standing} now.`)
  })
}
