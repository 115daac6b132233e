import canonicalize from 'canonicalize'
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'
import { dialect } from './dialect.ts'

// SQLite's types stand for both engines: a PostgreSQL builder is used through the same calls.
function either<T>(forSqlite: T, forPostgres: unknown): T {
  return dialect === 'sqlite' ? forSqlite : (forPostgres as T)
}

export const table = either(sqlite.sqliteTable, pg.pgTable)
export const index = either(sqlite.index, pg.index)
export const uniqueIndex = either(sqlite.uniqueIndex, pg.uniqueIndex)
export const primaryKey = either(sqlite.primaryKey, pg.primaryKey)

// Ordered the same on both engines: by code unit of UTF-8, whatever the server's locale.
const collatedText = pg.customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })

/** Text that is compared and ordered by its bytes. */
export const text = either(() => sqlite.text(), collatedText)

/** Text that can only be one of the given words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return either(
    () => sqlite.text({ enum: words }),
    () => collatedText(),
  )()
}

/** A TypeID of the given prefix. */
export function id<P extends string>() {
  return text().$type<`${P}_${string}`>()
}

/** A whole number up to 2⁵³ − 1. */
export const integer = either(
  () => sqlite.integer(),
  () => pg.bigint({ mode: 'number' }),
)

/** A number that the engine counts up; numbers of failed transactions may be missing. */
export const serial = either(
  () => sqlite.integer().primaryKey({ autoIncrement: true }),
  () => pg.bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
)

/** A moment in milliseconds since the epoch, UTC. */
export function instant() {
  return integer()
}

export const boolean = either(
  () => sqlite.integer({ mode: 'boolean' }),
  () => pg.boolean(),
)

const sqliteJson = sqlite.customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text',
  toDriver: canonical,
  fromDriver: (stored) => JSON.parse(stored),
})

const postgresJson = pg.customType<{ data: unknown; driverData: string }>({
  dataType: () => 'text',
  toDriver: canonical,
  fromDriver: (stored) => JSON.parse(stored),
})

/** A JSON value, stored as canonical text (RFC 8785), so that equal values have equal bytes. */
export function json<T>() {
  return either(() => sqliteJson(), postgresJson)().$type<T>()
}

/** The text under a key of a stored JSON object; NULL where there is none. The key is a word of ours, never anybody's. */
export function textIn(column: SQLWrapper, key: string): SQL<string | null> {
  const name = sql.raw(`'${key}'`)
  return dialect === 'sqlite' ? sql`${column} ->> ${name}` : sql`${column}::json ->> ${name}`
}

/** Whether a stored text has another one in it, to the letter. */
export function holds(column: SQLWrapper, text: string): SQL<boolean> {
  return dialect === 'sqlite' ? sql`instr(${column}, ${text}) > 0` : sql`strpos(${column}, ${text}) > 0`
}

const postgresBytes = pg.customType<{ data: Buffer }>({ dataType: () => 'bytea' })

export const bytes = either(() => sqlite.blob({ mode: 'buffer' }), postgresBytes)

function canonical(value: unknown): string {
  const written = canonicalize(value)
  if (written === undefined) throw new TypeError('A JSON column was given a value that JSON cannot hold')
  return written
}
