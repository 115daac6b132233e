import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { askerFor, fileAskerFor, type Outside } from '../articles/import/asking.ts'
import { imageFetcher } from '../articles/import/image-fetch.ts'
import { readExport, readerOver } from '../articles/import/readers.ts'
import { type ImportRun, runImport } from '../articles/import/run.ts'
import { reportView, sourceUrl } from '../articles/import/schema.ts'
import {
  type NewSource,
  requireSource,
  type Source,
  sourceToRead,
  sourceToRehearse,
} from '../articles/import/sources.ts'
import { sweep } from '../articles/import/sweep.ts'
import { outsideOf, storageOf } from '../installation.ts'
import { systemClock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { group, verb } from './commands.ts'
import { reportPage } from './import-pages.ts'
import { importProgress } from './import-progress.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, reading } from './options.ts'
import { Finding, WrongUsage } from './refusal.ts'
import { ruleOptions, type SourceOptions, sourceOptions, wishesIn } from './source-options.ts'
import { answer, type Terminal } from './terminal.ts'

interface ImportOptions extends SourceOptions {
  json?: boolean
  dryRun?: boolean
  all?: boolean
  source?: Id<'src'>
}

/** `wirecopy import …`: stories from other systems, once and again. */
export function importCommands(program: Command, terminal: Terminal): void {
  const noun = group(program, 'import', 'stories from other systems')
  fromWordPress(noun, terminal)
  fromFeed(noun, terminal)
  fromExport(noun, terminal)
}

function fromWordPress(noun: Command, terminal: Terminal): void {
  sourceOptions(
    verb(
      noun,
      'wordpress',
      'import what a WordPress site has changed since the last time',
      "wirecopy import wordpress https://www.example.com --category 'News Foundation'",
    ).argument('<url>', 'address of the site', reading('URL', sourceUrl)),
  )
    .option('--all', 'read everything anew, not only what has changed since')
    .option('--dry-run', 'say what would be imported, and keep nothing')
    .action(async (url: string, options: ImportOptions) =>
      importing(
        terminal,
        options,
        { kind: 'wordpress', url },
        {
          over: (outside) => readerOver(outside, { all: options.all ?? false }),
          sweeps: true,
        },
      ),
    )
}

function fromFeed(noun: Command, terminal: Terminal): void {
  sourceOptions(
    verb(
      noun,
      'feed',
      'import the stories of a feed in RSS, Atom or JSON Feed',
      'wirecopy import feed https://www.example.com/feed',
    ).argument('<url>', 'address of the feed', reading('URL', sourceUrl)),
  )
    .option('--dry-run', 'say what would be imported, and keep nothing')
    .action(async (url: string, options: ImportOptions) =>
      importing(terminal, options, { kind: 'feed', url }, { over: (outside) => readerOver(outside) }),
    )
}

function fromExport(noun: Command, terminal: Terminal): void {
  ruleOptions(
    verb(
      noun,
      'wxr',
      'import an export file of WordPress',
      'wirecopy import wxr export.xml --dry-run',
    ).argument('<file>', 'the file, as WordPress makes it under Tools, Export'),
  )
    .option('--source <source>', 'id of the WordPress source whose stories these are', readId.source)
    .option('--dry-run', 'say what would be imported, and keep nothing')
    .action(async (file: string, options: ImportOptions) => {
      const sizeBytes = await sizeOf(file)
      const url = `file:${encodeURIComponent(basename(file))}`
      await importing(
        terminal,
        options,
        { kind: 'wxr', url },
        { over: () => () => readExport(() => createReadStream(file), sizeBytes) },
      )
    })
}

interface Reading {
  over: (outside: Outside) => ImportRun['read']
  /** Whether what the source no longer has is looked for. */
  sweeps?: boolean
}

type Place = Pick<Source, 'kind' | 'url'>

async function importing(
  terminal: Terminal,
  options: ImportOptions,
  place: Place,
  { over, sweeps = false }: Reading,
): Promise<void> {
  const { dryRun = false, json } = options
  await onDatabase(terminal, async (database, config) => {
    const outside = outsideOf(config, terminal.network)
    const at = options.source ? await placeOf(database, options.source) : place
    const wanted = { ...at, ...(await wishesIn(options, terminal, outside.sealer)) }
    const source = await sourceOf(database, wanted, dryRun)
    const progress = importProgress(terminal.stderr)
    const report = await runImport({
      ...{ database, actor, source, dryRun, read: over(outside) },
      fetchImages: imageFetcher(fileAskerFor(source, outside), storageOf(config)),
      publicUrl: config.publicUrl,
      now: systemClock.now,
      takesOver: true,
      sweep: sweeps ? () => sweepNow(database, source, outside) : undefined,
      onProgress: progress.at,
    }).finally(progress.end)
    if (!report) throw new Error('A run that takes over was kept from it')
    answer(
      terminal,
      json,
      { ...reportView(report), dryRun },
      reportPage(report, source, dryRun, terminal.stdout),
    )
    if (report.error !== null) throw new Finding(report.error)
  })
}

function sweepNow(database: Database, source: Source, outside: Outside): Promise<number> {
  return sweep(database, actor, source, askerFor(source, outside), systemClock.now())
}

// An export names its stories as the site does, and as no feed of it.
async function placeOf({ read }: Database, id: Id<'src'>): Promise<Place> {
  const { kind, url } = await requireSource(read, id)
  if (kind !== 'feed') return { kind, url }
  throw new WrongUsage(
    `--source: ${id} is a feed, which names its stories otherwise; name a WordPress source`,
  )
}

function sourceOf(database: Database, wanted: NewSource, dryRun: boolean): Promise<Source> {
  return dryRun
    ? sourceToRehearse(database.read, wanted, systemClock.now())
    : database.write((tx) => sourceToRead(tx, actor, wanted))
}

async function sizeOf(file: string): Promise<number> {
  try {
    const { size } = await stat(file)
    return size
  } catch {
    throw new WrongUsage(`${file} cannot be read; name the export file`)
  }
}
