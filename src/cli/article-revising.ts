import type { Command } from 'commander'
import { requireArticle } from '../articles/articles.ts'
import { correct, edit } from '../articles/revising.ts'
import { changedFieldsInput, correctionInput, prepareFields } from '../articles/schema.ts'
import type { Id } from '../platform/ids.ts'
import { changeStory } from './article-standing.ts'
import { required, verb } from './commands.ts'
import { type ContentOptions, changeOptions, readChanges } from './content-options.ts'
import { actor } from './on-database.ts'
import { readId, take } from './options.ts'
import { WrongUsage } from './refusal.ts'
import type { Terminal } from './terminal.ts'

const example = 'art_01h455vb4pex5vsknk084sn02q'

/** Changing a story, with or without a public note. */
export function revisingCommands(article: Command, terminal: Terminal): void {
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
      const fields = await prepareFields(take(changedFieldsInput, changes))
      await changeStory(terminal, json, async (tx) => edit(tx, actor, await requireArticle(tx, id), fields))
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
      const fields = await prepareFields(changed)
      await changeStory(terminal, json, async (tx) =>
        correct(tx, actor, await requireArticle(tx, id), note, fields),
      )
    })
}
