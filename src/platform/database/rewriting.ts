import { extname } from 'node:path'
import { Tinypool } from 'tinypool'
import { dialect } from './dialect.ts'
import { filePathOf } from './sqlite.ts'

/**
 * Writes the files of a database anew, so that no byte of what was deleted is left in them. On SQLite all of it,
 * on PostgreSQL the tables that are named and the statistics of all. Writes wait meanwhile, or are refused.
 */
export async function rewriteFiles(url: string, tables: readonly string[]): Promise<void> {
  if (dialect === 'sqlite') return rewriteBeside(filePathOf(url))
  const { rewriteTables } = await import('./rewrite-postgres.ts')
  await rewriteTables(url, tables)
}

// In a thread of its own: the driver would keep every request waiting.
async function rewriteBeside(path: string): Promise<void> {
  const pool = new Tinypool({
    filename: new URL(`./rewrite-sqlite${extname(import.meta.filename)}`, import.meta.url).href,
    runtime: 'worker_threads',
    ...{ minThreads: 1, maxThreads: 1 },
  })
  try {
    await pool.run(path, { name: 'rewriteFile' })
  } finally {
    await pool.destroy()
  }
}
