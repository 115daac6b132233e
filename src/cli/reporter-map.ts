import type { Command } from 'commander'
import { listMappings, mapByline } from '../articles/import/byline-mappings.ts'
import { mappingInput, mappingView } from '../articles/import/desk-schema.ts'
import { releaseWaiting } from '../articles/import/release.ts'
import type { Id } from '../platform/ids.ts'
import { verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, take } from './options.ts'
import { limited } from './paging.ts'
import { table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

/** `wirecopy reporter map` and `bylines`: whom the bylines of imported stories mean. */
export function mappingCommands(reporter: Command, terminal: Terminal): void {
  verb(
    reporter,
    'map',
    'say which reporter a byline of imported stories means; what waits for it is imported',
    "wirecopy reporter map 'Jane Doe' rep_01h455vb4pex5vsknk084sn02q",
  )
    .argument('<name>', 'name as the source prints it')
    .argument('<reporter>', 'id of the reporter or desk', readId.reporter)
    .action(async (name: string, id: Id<'rep'>, { json }: { json?: boolean }) => {
      const { byline, reporter: reporterId } = take(mappingInput, { byline: name, reporter: id })
      await onDatabase(terminal, async (database) => {
        await database.write((tx) => mapByline(tx, actor, byline, reporterId))
        const released = await releaseWaiting(database, actor, byline)
        const text = `${byline} is ${reporterId} from now on. Stories that waited for it and are in now: ${released}.`
        answer(terminal, json, { byline, reporter: reporterId, released }, text)
      })
    })
  limited(verb(reporter, 'bylines', 'list the bylines that are known, by name', 'wirecopy reporter bylines'))
    .option('--after <name>', 'go on behind this one')
    .action(async ({ json, limit, after }: { json?: boolean; limit: number; after?: string }) =>
      onDatabase(terminal, async ({ read }) => {
        const rows = await listMappings(read, limit, after)
        const text = table(
          rows,
          [
            { title: 'BYLINE', of: ({ byline }) => byline, cuts: true },
            { title: 'REPORTER', of: ({ reporterId }) => reporterId },
          ],
          terminal.stdout,
        )
        const none = 'No byline is mapped yet. Map one: wirecopy reporter map --help'
        answer(terminal, json, { items: rows.map(mappingView) }, rows.length === 0 ? none : text)
      }),
    )
}
