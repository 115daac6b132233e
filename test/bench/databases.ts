import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import type { Dialect } from '../../src/platform/database/dialect.ts'
import { startServer } from '../support/postgres-server.ts'

const run = promisify(execFile)
const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
const filler = fileURLToPath(new URL('fill.ts', import.meta.url))

const librarySchema = z.object({
  keys: z.array(z.string()),
  articleId: z.string(),
  middleOfLog: z.string(),
})

// Kept up to date story by story it takes most of the time; made at once, a minute.
const wordIndex = 'article_words_found'
const makeWordIndex = `CREATE INDEX ${wordIndex} ON article_words USING gin (words) WITH (fastupdate = off)`

/** A filled database, and what it takes to fetch from it. */
export interface Library extends z.infer<typeof librarySchema> {
  url: string
  articles: number
}

/** Where databases of an engine are made. */
interface Engine {
  name: Dialect
  urlOf(database: string): string
  /** Makes a database, in place of one that may be there. */
  create(database: string): Promise<void>
  /** Puts off what would keep so many writes waiting; `settle` makes up for it. */
  prepare(database: string): Promise<void>
  /** Does what the engine would do by itself some time after so many writes. */
  settle(database: string): Promise<void>
  stop(): Promise<void>
}

/** Files in a folder, or a real server from npm with its files there. */
export async function openEngine(name: Dialect, folder: string): Promise<Engine> {
  if (name === 'postgres') return openPostgres(folder)
  const pathOf = (database: string) => join(folder, `${database}.db`)
  return {
    name,
    urlOf: (database) => `file:${pathOf(database)}`,
    async create(database) {
      for (const rest of ['', '-wal', '-shm']) await rm(pathOf(database) + rest, { force: true })
    },
    prepare: async () => undefined,
    settle: async () => undefined,
    stop: async () => undefined,
  }
}

async function openPostgres(folder: string): Promise<Engine> {
  const server = await startServer(join(folder, 'postgres'))
  const urlOf = (database: string) => new URL(`/${database}`, server.url).href
  return {
    name: 'postgres',
    urlOf,
    async create(database) {
      const quoted = pg.escapeIdentifier(database)
      await ask(server.url, `DROP DATABASE IF EXISTS ${quoted}`, `CREATE DATABASE ${quoted}`)
    },
    prepare: (database) => ask(urlOf(database), `DROP INDEX ${wordIndex}`),
    settle: (database) =>
      ask(urlOf(database), `SET maintenance_work_mem = '1GB'`, makeWordIndex, 'VACUUM ANALYZE', 'CHECKPOINT'),
    stop: server.stop,
  }
}

async function ask(connectionString: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

/** Brings a database up to date, as an operator would. */
export async function migrate(url: string, folder: string): Promise<void> {
  await run(process.execPath, [cli, 'migrate'], {
    env: { ...process.env, DATABASE_URL: url, DATA_DIR: folder },
  })
}

/** The library of so many stories in a folder; made there where it is missing, which may take minutes. */
export async function libraryOf(
  engine: Engine,
  folder: string,
  articles: number,
  keys: number,
): Promise<Library> {
  const database = `articles_${articles}`
  const url = engine.urlOf(database)
  const label = join(folder, `${database}.${engine.name}.json`)
  if (existsSync(label)) {
    await migrate(url, folder)
  } else {
    await engine.create(database)
    await migrate(url, folder)
    await engine.prepare(database)
    const filled = await fill(url, articles, keys)
    await engine.settle(database)
    await writeFile(label, filled)
  }
  return { url, articles, ...librarySchema.parse(JSON.parse(await readFile(label, 'utf8'))) }
}

// Migrates, seeds, and publishes stories for a partner with so many keys.
async function fill(url: string, articles: number, keys: number): Promise<string> {
  const { stdout } = await run(process.execPath, [filler, url, String(articles), String(keys)], {
    env: { ...process.env, DATABASE_URL: url },
  })
  return stdout
}
