import type { Command } from 'commander'
import { z } from 'zod'
import { type Article, contentOf, createArticle, listArticles, requireArticle } from '../articles/articles.ts'
import { publish } from '../articles/publishing.ts'
import { authorsOf } from '../articles/reporters.ts'
import { articleSummary, staffArticleView } from '../articles/schema.ts'
import { articleStatuses } from '../articles/tables.ts'
import type { Id } from '../platform/ids.ts'
import { historyCommands } from './article-history.ts'
import { articlePage, articleTable } from './article-pages.ts'
import { recipientsCommand } from './article-recipients.ts'
import { revisingCommands } from './article-revising.ts'
import { standingCommands } from './article-standing.ts'
import { group, verb } from './commands.ts'
import { type ContentOptions, contentOptions, readContent } from './content-options.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, reading } from './options.ts'
import { type Paged, paged, pageOf } from './paging.ts'
import { answer, type Terminal } from './terminal.ts'

const example = 'art_01h455vb4pex5vsknk084sn02q'

/** `wirecopy article …`: stories of any status. */
export function articleCommands(program: Command, terminal: Terminal): void {
  const article = group(program, 'article', 'stories: drafts, published and withdrawn ones')
  adding(article, terminal)
  revisingCommands(article, terminal)
  standingCommands(article, terminal)
  recipientsCommand(article, terminal)
  historyCommands(article, terminal)
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
        answer(terminal, json, staffArticleView(found, content, true), articlePage(found, content, authors))
      }),
    )
}
