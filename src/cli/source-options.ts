import type { Command } from 'commander'
import { sealWishes } from '../articles/import/asking.ts'
import { sourceWishesInput } from '../articles/import/schema.ts'
import type { SourceWishes } from '../articles/import/sources.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'
import { several } from './commands.ts'
import { fileIn } from './content-options.ts'
import { take } from './options.ts'
import { WrongUsage } from './refusal.ts'
import type { Terminal } from './terminal.ts'

export interface SourceOptions {
  category?: string[]
  tag?: string[]
  author?: string[]
  hold?: boolean
  publish?: boolean
  user?: string
  passwordFile?: string
}

/** What of a source belongs to the wire, and whether somebody looks at it first. */
export function ruleOptions(command: Command): Command {
  return command
    .option('--category <name>', 'import what stands in this category; repeat for several', several)
    .option('--tag <name>', 'import what has this tag; repeat for several', several)
    .option('--author <name>', 'import what this author wrote; repeat for several', several)
    .option('--hold', 'make drafts, which the desk publishes')
    .option('--publish', 'publish at once, after --hold was given before')
}

/** The same, and how the source is asked. */
export function sourceOptions(command: Command): Command {
  return ruleOptions(command)
    .option('--user <name>', 'user of the site; the application password is read from SOURCE_PASSWORD')
    .option('--password-file <file>', 'file with the application password')
    .addHelpText(
      'after',
      '\nWithout category, tag and author everything is imported; otherwise whatever one of them names.\nWhat is given once is kept for the next time.',
    )
}

/** What the options say of a source, credentials sealed. */
export async function wishesIn(
  { category, tag, author, hold, publish, user, passwordFile }: SourceOptions,
  { env }: Terminal,
  sealer: Sealer,
): Promise<SourceWishes> {
  if (hold && publish) throw new WrongUsage('--hold and --publish contradict each other; give one of them')
  const isRuled = [category, tag, author].some((names) => names !== undefined)
  const rules = isRuled ? { categories: category, tags: tag, authors: author } : undefined
  const mode = { hold: hold && 'hold', publish: publish && 'automatically' }
  const password = user === undefined ? undefined : await passwordFrom(passwordFile, env.SOURCE_PASSWORD)
  const given = take(sourceWishesInput, {
    rules,
    publish: mode.hold || mode.publish || undefined,
    credentials: user === undefined ? undefined : { user, password },
  })
  return sealWishes(sealer, given)
}

async function passwordFrom(file: string | undefined, given: string | undefined): Promise<string> {
  if (file !== undefined) return (await fileIn('--password-file', file)).toString('utf8').trim()
  if (given) return given
  throw new WrongUsage('--user needs the application password; set SOURCE_PASSWORD or give --password-file')
}
