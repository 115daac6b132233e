import type { Command } from 'commander'
import { z } from 'zod'
import { listArticles } from '../articles/articles.ts'
import { generateLibrary } from '../articles/generated/library.ts'
import { listPartners } from '../partners/partners.ts'
import { systemClock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { group, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { reading } from './options.ts'
import { progressOn } from './progress.ts'
import { Finding, WrongUsage } from './refusal.ts'
import { answer, type Terminal, widthOf } from './terminal.ts'

const mostArticles = 10_000_000
const steps = 10

const countSchema = z
  .string()
  .regex(/^[1-9]\d{0,7}$/, 'is not a number of articles')
  .transform(Number)
  .refine((count) => count <= mostArticles, `is more than ${mostArticles}`)

/** `wirecopy dev …`: for those who develop against this service, and measure it. */
export function devCommands(program: Command, terminal: Terminal): void {
  const dev = group(program, 'dev', 'what helps in development, and is refused in production')
  verb(dev, 'generate', 'publish made-up stories of ten years', 'wirecopy dev generate --articles 10000')
    .option('--articles <count>', 'how many', reading('--articles', countSchema), 1_000)
    .option('--yes', 'also where there is something already')
    .action(async ({ json, articles, yes }: { json?: boolean; articles: number; yes?: boolean }) =>
      onDatabase(terminal, async (database, { production }) => {
        if (production) throw new Finding('Stories are not made up in production.')
        if (!yes) await requireEmpty(database)
        const seconds = await generate(database, articles, terminal)
        const rate = Math.round(articles / seconds)
        const text = `Published ${articles} made-up stories in ${seconds.toFixed(1)} s, ${rate} a second.`
        answer(terminal, json, { articles, seconds }, text)
      }),
    )
}

async function requireEmpty({ read }: Database): Promise<void> {
  const [, another] = await listArticles(read, { limit: 2 })
  const [, otherPartner] = await listPartners(read, { limit: 2 })
  if (another || otherPartner)
    throw new WrongUsage(
      'wirecopy dev generate: there are stories or partners already, and nothing takes made-up stories away; add --yes',
    )
}

async function generate(database: Database, articles: number, terminal: Terminal): Promise<number> {
  const { stderr } = terminal
  const began = performance.now()
  const seconds = () => (performance.now() - began) / 1_000
  const progress = progressOn(stderr, 'Publishing', articles)
  let step = 1
  for await (const done of generateLibrary(database, actor, articles, systemClock.now())) {
    const rate = done / seconds()
    progress.at(done, `${Math.round(rate)}/s, ${Math.ceil((articles - done) / rate)} s left`)
    for (; widthOf(stderr) === undefined && done >= (articles * step) / steps; step += 1)
      stderr.write(`${step * (100 / steps)} %: ${done} stories, ${Math.round(rate)} a second\n`)
  }
  progress.end()
  return seconds()
}
