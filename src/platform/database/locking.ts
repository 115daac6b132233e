import { dialect } from './dialect.ts'

/** Has a query that chooses rows to change pass over those that somebody else is changing. */
export function skippingLocked<Query>(query: Query): Query {
  // SQLite has one writer at a time, so there is nobody else.
  if (dialect === 'sqlite') return query
  return (query as Lockable<Query>).for('update', { skipLocked: true })
}

interface Lockable<Query> {
  for(strength: 'update', config: { skipLocked: true }): Query
}
