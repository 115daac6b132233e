import { eq } from 'drizzle-orm'
import type { Instant } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { apiKeys } from './tables.ts'

const writeEveryMs = 60_000
const maxKeys = 50_000

/** Remembers when keys were last used, and writes it at most once a minute per key. */
export class LastUse {
  private readonly written = new Map<Id<'key'>, Instant>()
  private readonly database: Database
  private readonly onError: (error: unknown) => void

  constructor(database: Database, onError: (error: unknown) => void) {
    this.database = database
    this.onError = onError
  }

  note(id: Id<'key'>, moment: Instant): void {
    if (moment - (this.written.get(id) ?? Number.NEGATIVE_INFINITY) < writeEveryMs) return
    if (this.written.size >= maxKeys) this.written.clear()
    this.written.set(id, moment)
    this.database
      .append(async (queries) => {
        await queries.update(apiKeys).set({ lastUsedAt: moment }).where(eq(apiKeys.id, id))
      })
      .catch(this.onError)
  }
}
