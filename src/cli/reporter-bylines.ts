import type { Command } from 'commander'
import { patienceMs, renewingStories, renewStories } from '../articles/bylines.ts'
import { renamingInput, reporterView } from '../articles/reporter-schema.ts'
import { type Reporter, renameReporter, replaceReporter, requireReporter } from '../articles/reporters.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { required, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, take } from './options.ts'
import { progressOn } from './progress.ts'
import { answer, type Terminal } from './terminal.ts'

const example = 'rep_01h455vb4pex5vsknk084sn02q'

/** Who stands in the bylines of a reporter's stories. */
export function bylineCommands(reporter: Command, terminal: Terminal): void {
  renaming(reporter, terminal)
  replacing(reporter, terminal)
}

interface RenamingOptions {
  json?: boolean
  name?: string
  affiliation?: string
  affiliationShortName?: string
  affiliationUrl?: string
  allStories?: boolean
}

function renaming(reporter: Command, terminal: Terminal): void {
  verb(
    reporter,
    'rename',
    'change name or affiliation of a reporter for what is published from now on',
    `wirecopy reporter rename ${example} --name 'Jane Roe' --all-stories`,
  )
    .argument('<reporter>', 'id of the reporter', readId.reporter)
    .option('--name <name>', 'name as printed after "By"')
    .option('--affiliation <name>', 'organization the reporter writes for')
    .option('--affiliation-short-name <name>', 'its short name')
    .option('--affiliation-url <url>', 'its web address')
    .option('--all-stories', 'also of what is out: each published story gets a new revision')
    .action(async (id: Id<'rep'>, { json, name, allStories, ...options }: RenamingOptions) => {
      const { affiliation, affiliationShortName: shortName, affiliationUrl: url } = options
      const isSame = affiliation === undefined && shortName === undefined && url === undefined
      const other = isSame ? undefined : { name: affiliation, shortName, url }
      const wanted = take(renamingInput, { name, affiliation: other, allStories })
      await renew(terminal, json, { id, all: wanted.allStories, by: undefined }, async (tx, found) =>
        renameReporter(tx, actor, found, wanted),
      )
    })
}

function replacing(reporter: Command, terminal: Terminal): void {
  verb(
    reporter,
    'replace',
    'put another reporter or the desk in the byline of all published stories of a reporter',
    `wirecopy reporter replace ${example} --by rep_01h455vb4pex5vsknk084sn02r`,
  )
    .argument('<reporter>', 'id of the reporter', readId.reporter)
    .addOption(required('--by <reporter>', 'id of the other one').argParser(readId.reporter))
    .action(async (id: Id<'rep'>, { json, by }: { json?: boolean; by: Id<'rep'> }) =>
      renew(terminal, json, { id, all: true, by }, async (tx, found) => {
        await replaceReporter(tx, actor, found, by)
        return found
      }),
    )
}

interface Wanted {
  id: Id<'rep'>
  all: boolean
  by: Id<'rep'> | undefined
}

/** Changes a reporter, and renews its stories while the caller looks on. */
async function renew(
  terminal: Terminal,
  json: boolean | undefined,
  { id, all, by }: Wanted,
  change: (tx: Tx, reporter: Reporter) => Promise<Reporter>,
): Promise<void> {
  await onDatabase(terminal, async (database) => {
    const wanted = { reporterId: id, actor, ...(by ? { by } : {}) }
    const { reporter, stories } = await database.write(async (tx) => {
      const changed = await change(tx, await requireReporter(tx, id))
      return { reporter: changed, stories: all ? await renewStories(tx, wanted, patienceMs) : 0 }
    })
    const progress = progressOn(terminal.stderr, 'Renewing bylines', stories)
    let done = 0
    for await (const seen of all ? renewingStories(database, wanted) : []) {
      done += seen
      progress.at(done)
    }
    progress.end()
    answer(terminal, json, { reporter: reporterView(reporter), stories: done }, told(reporter, all, done))
  })
}

function told({ id, name, affiliationName }: Reporter, all: boolean, stories: number): string {
  if (!all) return `${id} is now ${name}, ${affiliationName}. What is out keeps its byline.`
  return `${stories === 1 ? 'One story has' : `${stories} stories have`} the new byline.`
}
