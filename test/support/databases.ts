import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { dialect } from '../../src/platform/database/dialect.ts'
import { aFolder } from './folders.ts'
import { fill } from './template.ts'

export interface TestDatabase {
  url: string
  /** A folder of this database's own, for whatever else is kept beside it. */
  dataDir: string
  drop(): Promise<void>
}

let sqliteTemplate: Promise<string> | undefined

/** A database of its own with the seed in it: a copied file, or a copy of the server's template. */
export async function aDatabase(): Promise<TestDatabase> {
  const dataDir = await aFolder('test')
  const removeFolder = () => rm(dataDir, { recursive: true, force: true })
  if (dialect === 'postgres') return aPostgresDatabase(dataDir, removeFolder)

  sqliteTemplate ??= makeSqliteTemplate()
  const path = join(dataDir, 'wirecopy.db')
  await copyFile(await sqliteTemplate, path)
  return { url: `file:${path}`, dataDir, drop: removeFolder }
}

/** A database of its own with nothing in it, not even tables. */
export async function anEmptyDatabase(): Promise<TestDatabase> {
  const dataDir = await aFolder('test')
  const removeFolder = () => rm(dataDir, { recursive: true, force: true })
  if (dialect === 'sqlite')
    return { url: `file:${join(dataDir, 'wirecopy.db')}`, dataDir, drop: removeFolder }
  return aPostgresDatabase(dataDir, removeFolder, 'template0')
}

async function aPostgresDatabase(
  dataDir: string,
  removeFolder: () => Promise<void>,
  template = inject('templateName'),
) {
  const serverUrl = inject('postgresUrl')
  const name = `test_${randomBytes(8).toString('hex')}`
  // Its log need not hold what is thrown away.
  creating ??= connect(serverUrl)
  await (await creating).query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    dataDir,
    drop: async () => {
      await dropped
      dropped = drop(serverUrl, name)
      await removeFolder()
    },
  }
}

// One connection for all tests of a process, and another for what need not be waited for.
let creating: Promise<pg.Client> | undefined
let dropping: Promise<pg.Client> | undefined
let dropped: Promise<void> | undefined

// The server looks only every tenth of a second whether the last connections to a database are gone.
async function drop(serverUrl: string, name: string): Promise<void> {
  dropping ??= connect(serverUrl)
  await (await dropping).query(`DROP DATABASE ${name} WITH (FORCE)`)
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function makeSqliteTemplate(): Promise<string> {
  const folder = await aFolder('template')
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'template.db')
  await fill(`file:${path}`)
  return path
}
