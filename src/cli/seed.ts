import type { Command } from 'commander'
import { seed } from '../seed.ts'
import { verb } from './commands.ts'
import { onDatabase } from './on-database.ts'
import { answer, type Terminal } from './terminal.ts'

/** `wirecopy seed`: what production is not given by itself. */
export function seedCommand(program: Command, terminal: Terminal): void {
  verb(
    program,
    'seed',
    'set up the newswire, its logo, the terms, the desk and the first article, where they are not there yet',
    'wirecopy seed',
  ).action(async ({ json }: { json?: boolean }) =>
    onDatabase(terminal, async (database) => {
      const seeded = await seed(database)
      const text = seeded
        ? `Set up the newswire, its logo, the terms, the desk and article ${seeded.articleId}.\nThe logo is a placeholder; put in the real one: wirecopy newswire logo --help`
        : 'There was nothing to do: a newswire or terms are there already.'
      answer(terminal, json, { seeded: seeded !== null, articleId: seeded?.articleId ?? null }, text)
    }),
  )
}
