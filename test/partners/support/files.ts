import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { dialect } from '../../../src/platform/database/dialect.ts'
import type { TestDatabase } from '../../support/databases.ts'

interface File {
  name: string
  content: Buffer
}

/** Which files of an installation hold one of these texts in the clear, wherever in them. */
export async function bytesWith(
  { storage }: { storage: TestDatabase },
  texts: readonly string[],
): Promise<string[]> {
  const files = [
    ...(await filesIn(storage.dataDir)),
    ...(dialect === 'postgres' ? await tablesOf(storage.url) : []),
  ]
  return files.flatMap(({ name, content }) =>
    texts.filter((text) => content.includes(text)).map((text) => `${text} in ${name}`),
  )
}

async function filesIn(folder: string): Promise<File[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => ({ name, content: await readFile(join(parentPath, name)) })),
  )
}

// What the server has on disk of one database, once all that it keeps in memory is there.
async function tablesOf(url: string): Promise<File[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('CHECKPOINT')
    const { rows } = await client.query(
      `SELECT name, pg_read_binary_file(folder || '/' || name, 0, 1000000000, true) AS content
       FROM (SELECT 'base/' || oid AS folder FROM pg_database WHERE datname = current_database()) AS own,
       LATERAL pg_ls_dir(folder) AS name WHERE name ~ '^[0-9]'`,
    )
    return rows.filter(({ content }) => content !== null)
  } finally {
    await client.end()
  }
}
