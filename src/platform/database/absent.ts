import { EventEmitter } from 'node:events'
import type { Database, Queries } from './database.ts'
import { dialect } from './dialect.ts'
import { Freshness } from './freshness.ts'

/** Stands in where the product is only described: whoever asks it anything fails. */
export function absentDatabase(): Database {
  const refuse = (): never => {
    throw new Error('There is no database where the product is only described')
  }
  return {
    dialect,
    get read(): Queries {
      return refuse()
    },
    get auditKey(): Buffer {
      return refuse()
    },
    freshness: new Freshness(() => false),
    signals: new EventEmitter(),
    write: refuse,
    append: refuse,
    writeFault: () => undefined,
    close: async () => undefined,
  }
}
