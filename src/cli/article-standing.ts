import type { Command } from 'commander'
import { type Article, requireArticle } from '../articles/articles.ts'
import { killInput, publicationInput, withdrawalInput } from '../articles/lifecycle-schema.ts'
import { publish, unschedule } from '../articles/publishing.ts'
import { kill, withdraw } from '../articles/retraction.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { required, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, take } from './options.ts'
import { moment } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

const example = 'art_01h455vb4pex5vsknk084sn02q'

interface PublicationOptions {
  json?: boolean
  at?: string
  embargo?: string
  expires?: string
}

interface RetractionOptions {
  json?: boolean
  advisory: string
  internalReason?: string
}

/** Publishing a story and taking it back. */
export function standingCommands(article: Command, terminal: Terminal): void {
  publishing(article, terminal)
  oneStory(article, 'unschedule', 'make a scheduled story a draft again', '').action(
    async (id: Id<'art'>, { json }: { json?: boolean }) =>
      changeStory(terminal, json, async (tx) => unschedule(tx, actor, await requireArticle(tx, id))),
  )
  retraction(
    oneStory(
      article,
      'withdraw',
      'take a story back: partners must not publish it from now on',
      " --advisory 'A source took back its statement.'",
    ),
  ).action(async (id: Id<'art'>, { json, ...given }: RetractionOptions) => {
    const told = take(withdrawalInput, given)
    await changeStory(terminal, json, async (tx) => withdraw(tx, actor, await requireArticle(tx, id), told))
  })
  retraction(
    oneStory(
      article,
      'kill',
      'take a story down everywhere, for ever',
      " --advisory 'The story confuses two people; take it down.'",
    ),
  ).action(async (id: Id<'art'>, { json, ...given }: RetractionOptions) => {
    const told = take(killInput, given)
    await changeStory(terminal, json, async (tx) => kill(tx, actor, await requireArticle(tx, id), told))
  })
}

function publishing(article: Command, terminal: Terminal): void {
  oneStory(article, 'publish', 'publish a draft, or a withdrawn story again', ' --at 2026-05-01T06:00:00Z')
    .option('--at <time>', 'when; in the past: the date of a story that ran elsewhere before')
    .option('--embargo <time>', 'until then only partners with advance access have it')
    .option('--expires <time>', 'when it is withdrawn by itself')
    .action(async (id: Id<'art'>, { json, at, embargo, expires }: PublicationOptions) => {
      const plan = take(publicationInput, { publishAt: at, embargoedUntil: embargo, expiresAt: expires })
      await changeStory(terminal, json, async (tx) => publish(tx, actor, await requireArticle(tx, id), plan))
    })
}

function oneStory(article: Command, name: string, description: string, options: string): Command {
  return verb(article, name, description, `wirecopy article ${name} ${example}${options}`).argument(
    '<article>',
    'id of the story',
    readId.article,
  )
}

function retraction(command: Command): Command {
  return command
    .addOption(required('--advisory <text>', 'what partners are told'))
    .option('--internal-reason <text>', 'for administrators and the audit log alone')
}

/** Runs a verb on a story and says what became of it. */
export async function changeStory(
  terminal: Terminal,
  json: boolean | undefined,
  work: (tx: Tx) => Promise<Article>,
): Promise<void> {
  await onDatabase(terminal, async (database) => {
    const changed = await database.write(work)
    const { id, status, revision } = changed
    const text =
      status === 'draft'
        ? `Saved ${id} as a draft.\nPublish it: wirecopy article publish ${id}`
        : `${id} is now ${standing(changed)}.`
    answer(terminal, json, { id, status, revision }, text)
  })
}

function standing({ status, revision, publishAt, embargoedUntil, expiresAt }: Article): string {
  return [
    status === 'scheduled' ? `scheduled for ${moment(publishAt)}` : `${status}, revision ${revision}`,
    ...(embargoedUntil === null ? [] : [`under embargo until ${moment(embargoedUntil)}`]),
    ...(expiresAt === null ? [] : [`withdrawn by itself at ${moment(expiresAt)}`]),
  ].join(', ')
}
