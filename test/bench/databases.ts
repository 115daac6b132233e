import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import type { Dialect } from '../../src/platform/database/dialect.ts'
import { startServer } from '../support/postgres-server.ts'

const run = promisify(execFile)
const filler = fileURLToPath(new URL('fill.ts', import.meta.url))

const librarySchema = z.object({
  keys: z.array(z.string()),
  articleId: z.string(),
  middleOfLog: z.string(),
})

/** A filled database, and what it takes to fetch from it. */
export interface Library extends z.infer<typeof librarySchema> {
  url: string
  articles: number
}

/** Where databases of an engine are made: files in a folder, or a real server from npm. */
export async function openEngine(engine: Dialect, folder: string) {
  if (engine === 'sqlite')
    return {
      create: async (name: string) => `file:${join(folder, `${name}.db`)}`,
      stop: async () => undefined,
    }

  const server = await startServer()
  const create = async (name: string) => {
    const admin = new pg.Client({ connectionString: server.url })
    await admin.connect()
    await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`)
    await admin.end()
    return new URL(`/${name}`, server.url).href
  }
  return { create, stop: server.stop }
}

/** Migrates, seeds, and publishes `articles` stories for a partner with `keys` keys. */
export async function fillLibrary(url: string, articles: number, keys: number): Promise<Library> {
  const { stdout } = await run(process.execPath, [filler, url, String(articles), String(keys)], {
    env: { ...process.env, DATABASE_URL: url },
  })
  return { url, articles, ...librarySchema.parse(JSON.parse(stdout)) }
}
