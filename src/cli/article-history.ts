import { type Command, Option } from 'commander'
import { requireArticle } from '../articles/articles.ts'
import type { Piece } from '../articles/difference.ts'
import { revisionNumberSchema } from '../articles/difference-schema.ts'
import { type Comparison, compareVersions } from '../articles/history.ts'
import { staffDifferenceView, staffRevisionEntry, versionSchema } from '../articles/history-schema.ts'
import { listRevisions } from '../articles/revisions.ts'
import type { Id } from '../platform/ids.ts'
import { Problem } from '../problems.ts'
import { verb } from './commands.ts'
import { onDatabase } from './on-database.ts'
import { readId, reading } from './options.ts'
import { continued, limited, pageOf } from './paging.ts'
import { moment, printable, table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

const example = 'art_01h455vb4pex5vsknk084sn02q'
const readVersion = (name: string) => reading(name, versionSchema)

/** What was published of a story, and what was changed in it. */
export function historyCommands(article: Command, terminal: Terminal): void {
  listing(article, terminal)
  comparing(article, terminal)
}

interface Listing {
  json?: boolean
  limit: number
  after?: number
}

function listing(article: Command, terminal: Terminal): void {
  limited(
    verb(article, 'revisions', 'list what was published of a story', `wirecopy article revisions ${example}`),
  )
    .argument('<article>', 'id of the story', readId.article)
    .option('--after <number>', 'go on behind this one', reading('--after', revisionNumberSchema))
    .action(async (id: Id<'art'>, { json, limit, after }: Listing) =>
      onDatabase(terminal, async ({ read }) => {
        await requireArticle(read, id)
        const rows = await listRevisions(read, id, { limit: limit + 1, after })
        const { page, next } = pageOf(rows, limit, ({ number }) => number)
        const list = table(
          page,
          [
            { title: 'REVISION', of: ({ number }) => number, right: true },
            { title: 'AT', of: ({ at }) => moment(at) },
            { title: 'KIND', of: ({ kind }) => kind },
            { title: 'BYLINE', of: ({ byline }) => byline, cuts: true },
            { title: 'HEADLINE', of: ({ headline }) => headline, cuts: true },
          ],
          terminal.stdout,
          ({ note }) => (note ? [`note: ${note}`] : []),
        )
        const text = page.length > 0 ? continued(list, '--after', next) : 'No revision was published yet.'
        answer(terminal, json, { items: page.map(staffRevisionEntry), next }, text)
      }),
    )
}

interface Comparing {
  json?: boolean
  against?: number | 'draft'
}

function comparing(article: Command, terminal: Terminal): void {
  verb(
    article,
    'diff',
    'show what was changed in a revision',
    `wirecopy article diff ${example} 3 --against 1`,
  )
    .argument('<article>', 'id of the story', readId.article)
    .argument('[revision]', 'its number, or draft; default: the newest', readVersion('REVISION'))
    .addOption(
      new Option('--against <revision>', 'the earlier one; default: the one before').argParser(
        readVersion('--against'),
      ),
    )
    .action(async (id: Id<'art'>, wanted: number | 'draft' | undefined, { json, against }: Comparing) =>
      onDatabase(terminal, async ({ read }) => {
        const found = await requireArticle(read, id)
        const to = wanted ?? found.revision
        if (to === 0) throw new Problem('conflict', { detail: `${id} was never published.` })
        const compared = await compareVersions(read, found, to, against)
        answer(terminal, json, staffDifferenceView(id, compared), page(compared, terminal))
      }),
    )
}

function page({ from, to, difference }: Comparison, { stdout, env }: Terminal): string {
  // https://no-color.org
  const mark = stdout.isTTY && !env.NO_COLOR ? colored : bracketed
  const { headline, subhead, summary, byline, blocks, granularity } = difference
  const coarse = '(Some blocks differ too much to be compared word by word.)'
  return [
    mark({ op: 'removed', text: nameOf(from) }) + mark({ op: 'added', text: nameOf(to) }),
    ...(granularity === 'words' ? [] : [coarse]),
    ...[headline, subhead, byline, summary, ...blocks]
      .filter((pieces) => pieces.length > 0)
      .map((pieces) => pieces.map((piece) => mark({ ...piece, text: lines(piece.text) })).join('')),
  ].join('\n\n')
}

function nameOf(version: number | 'draft'): string {
  return version === 'draft' ? 'draft' : `revision ${version}`
}

function lines(text: string): string {
  return text.split('\n').map(printable).join('\n')
}

function colored({ op, text }: Piece): string {
  if (op === 'same') return text
  return op === 'added' ? `\u001b[32;4m${text}\u001b[0m` : `\u001b[31;9m${text}\u001b[0m`
}

// As wdiff writes it.
function bracketed({ op, text }: Piece): string {
  if (op === 'same') return text
  return op === 'added' ? `{+${text}+}` : `[-${text}-]`
}
