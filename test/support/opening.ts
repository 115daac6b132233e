import type { Database } from '../../src/platform/database/database.ts'
import type { Journal } from '../../src/platform/database/journal.ts'
import { openDatabase } from '../../src/platform/database/open.ts'
import { createSealer } from '../../src/platform/secrets/sealed.ts'

export const secretKey = Buffer.from(
  '7d1f0c2ab95e6c3348d17a9be04f52c68e3b70d5a2419f6cc80d1e5f93a4b7e2',
  'hex',
)

const nowhere: Journal = { append: async () => undefined, lines: async () => [] }

/** A database that is there already. Apart from the seed: processes that are made to be killed start faster without it. */
export function open(url: string, now: () => number = Date.now, journal = nowhere): Promise<Database> {
  const onFatal = (code: string) => {
    throw new Error(`Storage failed: ${code}`)
  }
  return openDatabase({ url, now, journal, onFatal }, createSealer(secretKey, []))
}
