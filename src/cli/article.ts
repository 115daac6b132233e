import type { Command } from 'commander'
import { z } from 'zod'
import { type Article, contentOf, createArticle, listArticles, requireArticle } from '../articles/articles.ts'
import { correct, edit, publish, withdraw } from '../articles/publishing.ts'
import { authorsOf } from '../articles/reporters.ts'
import {
  articleSummary,
  changedFieldsInput,
  correctionInput,
  prepareFields,
  staffArticleView,
  withdrawalInput,
} from '../articles/schema.ts'
import { articleStatuses } from '../articles/tables.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { articlePage, articleTable } from './article-pages.ts'
import { group, required, verb } from './commands.ts'
import {
  type ContentOptions,
  changeOptions,
  contentOptions,
  readChanges,
  readContent,
} from './content-options.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, reading, take } from './options.ts'
import { type Paged, paged, pageOf } from './paging.ts'
import { WrongUsage } from './refusal.ts'
import { answer, type Terminal } from './terminal.ts'

const example = 'art_01h455vb4pex5vsknk084sn02q'

/** `wirecopy article …`: stories of any status. */
export function articleCommands(program: Command, terminal: Terminal): void {
  const article = group(program, 'article', 'stories: drafts, published and withdrawn ones')
  adding(article, terminal)
  verb(
    article,
    'publish',
    'publish a draft, or a withdrawn story again',
    `wirecopy article publish ${example}`,
  )
    .argument('<article>', 'id of the story', readId.article)
    .action(async (id: Id<'art'>, { json }: { json?: boolean }) =>
      change(terminal, json, async (tx) => publish(tx, actor, await requireArticle(tx, id))),
    )
  verb(
    article,
    'withdraw',
    'take a story back: partners must not publish it from now on',
    `wirecopy article withdraw ${example} --advisory 'A source took back its statement.'`,
  )
    .argument('<article>', 'id of the story', readId.article)
    .addOption(required('--advisory <text>', 'what partners are told'))
    .action(async (id: Id<'art'>, options: { json?: boolean; advisory: string }) => {
      const { advisory } = take(withdrawalInput, { advisory: options.advisory })
      await change(terminal, options.json, async (tx) =>
        withdraw(tx, actor, await requireArticle(tx, id), advisory),
      )
    })
  revising(article, terminal)
  listing(article, terminal)
  showing(article, terminal)
}

function adding(article: Command, terminal: Terminal): void {
  contentOptions(
    verb(
      article,
      'add',
      'start a story as a draft',
      "wirecopy article add --headline 'Council Votes On Bridge' --body-file story.html \\\n    --reporter rep_01h455vb4pex5vsknk084sn02q --publish",
    ),
  )
    .option('--publish', 'publish it at once')
    .action(async (options: ContentOptions & { json?: boolean; publish?: boolean }) => {
      const { content, notes } = await readContent(options, terminal)
      await onDatabase(terminal, async (database, { publicUrl }) => {
        const added = await database.write(async (tx) => {
          const draft = await createArticle(tx, actor, content, notes)
          return options.publish ? publish(tx, actor, draft) : draft
        })
        const text = options.publish
          ? `Published ${added.id}.\nPartners fetch it at ${publicUrl}/v1/articles/${added.id}`
          : `Saved ${added.id} as a draft.\nPublish it: wirecopy article publish ${added.id}`
        answer(terminal, options.json, { id: added.id }, text)
      })
    })
}

function revising(article: Command, terminal: Terminal): void {
  changeOptions(
    verb(
      article,
      'update',
      'change a story: a draft stays one, a published story gets its next revision',
      `wirecopy article update ${example} --section Politics`,
    ),
  )
    .argument('<article>', 'id of the story', readId.article)
    .action(async (id: Id<'art'>, { json, ...options }: ContentOptions & { json?: boolean }) => {
      const changes = await readChanges(options, terminal)
      if (Object.keys(changes).length === 0) {
        throw new WrongUsage(
          'wirecopy article update: give what to change; see wirecopy article update --help',
        )
      }
      const fields = prepareFields(take(changedFieldsInput, changes))
      await change(terminal, json, async (tx) => edit(tx, actor, await requireArticle(tx, id), fields))
    })
  changeOptions(
    verb(
      article,
      'correct',
      'publish the next revision of a story with a public note on what was wrong',
      `wirecopy article correct ${example} --note 'The vote was on Tuesday.' --body-file story.html`,
    ),
  )
    .argument('<article>', 'id of the story', readId.article)
    .addOption(required('--note <text>', 'what was wrong; public'))
    .action(async (id: Id<'art'>, options: ContentOptions & { json?: boolean; note: string }) => {
      const { json, note: said, ...fieldOptions } = options
      const changes = await readChanges(fieldOptions, terminal)
      const { note, ...changed } = take(correctionInput, { ...changes, note: said })
      const fields = prepareFields(changed)
      await change(terminal, json, async (tx) =>
        correct(tx, actor, await requireArticle(tx, id), note, fields),
      )
    })
}

async function change(
  terminal: Terminal,
  json: boolean | undefined,
  work: (tx: Tx) => Promise<Article>,
): Promise<void> {
  await onDatabase(terminal, async (database) => {
    const { id, status, revision } = await database.write(work)
    const text =
      status === 'draft'
        ? `Saved ${id} as a draft.\nPublish it: wirecopy article publish ${id}`
        : `${id} is now ${status}, revision ${revision}.`
    answer(terminal, json, { id, status, revision }, text)
  })
}

function listing(article: Command, terminal: Terminal): void {
  const statusSchema = z.enum(articleStatuses, `is not a status; use ${articleStatuses.join(', ')}`)
  paged(
    verb(article, 'list', 'list stories of any status, newest first', 'wirecopy article list --status draft'),
    readId.article,
  )
    .option('--status <status>', articleStatuses.join(', '), reading('--status', statusSchema))
    .action(async (options: Paged<'art'> & { status?: Article['status'] }) =>
      onDatabase(terminal, async ({ read }) => {
        const { limit, status } = options
        const after = options.after && (await requireArticle(read, options.after))
        const rows = await listArticles(read, { limit: limit + 1, status, after })
        const { page, next } = pageOf(rows, limit, (row) => row.id)
        answer(
          terminal,
          options.json,
          { items: page.map(articleSummary), next },
          articleTable(page, next, options, terminal.stdout),
        )
      }),
    )
}

function showing(article: Command, terminal: Terminal): void {
  verb(article, 'show', 'show a story with its text', `wirecopy article show ${example}`)
    .argument('<article>', 'id of the story', readId.article)
    .action(async (id: Id<'art'>, { json }: { json?: boolean }) =>
      onDatabase(terminal, async ({ read }) => {
        const found = await requireArticle(read, id)
        const content = await contentOf(read, found)
        const authors = await authorsOf(read, content.reporters)
        answer(terminal, json, staffArticleView(found, content), articlePage(found, content, authors))
      }),
    )
}
