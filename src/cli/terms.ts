import type { Command } from 'commander'
import { duties, printedDuties } from '../licensing/tables.ts'
import { listTerms, termsNumbered } from '../licensing/terms.ts'
import { acceptances, preview, publication } from '../licensing/terms-effect.ts'
import {
  newTermsInput,
  publishedView,
  summaryView,
  termsView,
  versionSchema,
} from '../licensing/terms-schema.ts'
import { group, several, verb } from './commands.ts'
import { textIn } from './content-options.ts'
import { actor, onDatabase } from './on-database.ts'
import { reading, take } from './options.ts'
import { limited, pageOf } from './paging.ts'
import { answer, type Terminal } from './terminal.ts'
import { effectPage, termsPage, termsTable } from './terms-pages.ts'

const readVersion = reading('VERSION', versionSchema)

/** `wirecopy terms …`: the license in numbered versions, which are only ever added to. */
export function termsCommands(program: Command, terminal: Terminal): void {
  const terms = group(program, 'terms', 'the license terms in numbered versions')
  listing(terms, terminal)
  verb(terms, 'show', 'show a version; default: the one in force', 'wirecopy terms show 1')
    .argument('[version]', 'number of the version', readVersion)
    .action(async (version: number | undefined, { json }: { json?: boolean }) =>
      onDatabase(terminal, async ({ read }, { publicUrl }) => {
        const found = await termsNumbered(read, version)
        const accepted = (await acceptances(read, [found])).get(found.version) ?? 0
        answer(terminal, json, termsView(found, accepted, publicUrl), termsPage(found, accepted, publicUrl))
      }),
    )
  publishing(terms, terminal)
}

interface ListOptions {
  json?: boolean
  limit: number
  before?: number
}

function listing(terms: Command, terminal: Terminal): void {
  limited(verb(terms, 'list', 'list the versions, newest first', 'wirecopy terms list'))
    .option('--before <version>', 'go on behind this one', reading('--before', versionSchema))
    .action(async ({ json, limit, before }: ListOptions) =>
      onDatabase(terminal, async ({ read }, { publicUrl }) => {
        const rows = await listTerms(read, { limit: limit + 1, before })
        const { page, next } = pageOf(rows, limit, ({ version }) => version)
        const accepted = await acceptances(read, page)
        const items = page.map((row) => summaryView(row, accepted.get(row.version) ?? 0, publicUrl))
        answer(terminal, json, { items, next }, termsTable(page, accepted, next, terminal.stdout))
      }),
    )
}

interface PublishOptions {
  json?: boolean
  duty?: string[]
  recommend?: string[]
  acceptBy?: string
  dryRun?: boolean
}

function publishing(terms: Command, terminal: Terminal): void {
  const further = duties.filter((duty) => !printedDuties.some((printed) => printed === duty))
  verb(
    terms,
    'publish',
    'put the next version in force, for good, and show what it changes',
    'wirecopy terms publish terms.md --recommend link-back --accept-by 2027-01-01T00:00:00Z --dry-run',
  )
    .argument('<file>', 'the text as Markdown')
    .option(
      '--duty <duty>',
      `what it asks for besides ${printedDuties.join(', ')}: ${further.join(', ')}; repeat for several`,
      several,
    )
    .option('--recommend <duty>', 'what it wishes for, likewise; repeat for several', several)
    .option(
      '--accept-by <time>',
      'when partners that have not accepted it get no more articles; default: never',
    )
    .option('--dry-run', 'show what it would change, and publish nothing')
    .action(async (file: string, options: PublishOptions) => {
      const wanted = take(newTermsInput, {
        text: await textIn('FILE', file),
        duties: [...printedDuties, ...(options.duty ?? [])],
        recommended: options.recommend,
        acceptBy: options.acceptBy,
      })
      await onDatabase(terminal, async (database, { publicUrl }) => {
        const told = options.dryRun
          ? await preview(database.read, wanted, Date.now())
          : await database.write((tx) => publication(tx, actor, wanted))
        answer(terminal, options.json, publishedView(told, publicUrl), effectPage(told, publicUrl))
      })
    })
}
