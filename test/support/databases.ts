import { rmSync } from 'node:fs'
import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { dialect } from '../../src/platform/database/dialect.ts'
import { aFolder } from './folders.ts'
import { aCopiedDatabase, aNewDatabase } from './postgres-databases.ts'
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
  if (dialect === 'postgres') {
    const { url, release } = await aCopiedDatabase()
    return { url, dataDir, drop: async () => void (await Promise.all([release(), removeFolder()])) }
  }

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
  const { url, drop } = await aNewDatabase('template0')
  return { url, dataDir, drop: async () => void (await Promise.all([drop(), removeFolder()])) }
}

async function makeSqliteTemplate(): Promise<string> {
  const folder = await aFolder('template')
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'template.db')
  await fill(`file:${path}`)
  return path
}
