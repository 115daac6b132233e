import { and, desc, eq, lt } from 'drizzle-orm'
import { boundedMap } from '../platform/bounded-map.ts'
import type { Database, Queries } from '../platform/database/database.ts'
import { type Id, newId } from '../platform/ids.ts'
import { grants } from './tables.ts'

export type Grant = typeof grants.$inferSelect
type NewGrant = Omit<Grant, 'id' | 'at'>

const maxRemembered = 500_000

/** Records licenses; each is committed before the first byte of the response that it is for. */
export class Grants {
  // A grant never changes, so nothing has to be forgotten.
  private readonly remembered = boundedMap<string, Id<'grt'>>(maxRemembered)
  private readonly database: Database
  private readonly now: () => number

  constructor(database: Database, now: () => number) {
    this.database = database
    this.now = now
  }

  /** The grant that is already known here, without asking the database. */
  known(partnerId: Id<'par'>, articleId: Id<'art'>, revision: number): Id<'grt'> | undefined {
    return this.remembered.get(`${partnerId}${articleId}${revision}`)
  }

  /** Records what is missing and answers the ids in the order asked for. */
  async record(wanted: NewGrant[]): Promise<Id<'grt'>[]> {
    const missing = wanted.filter(
      ({ partnerId, articleId, revision }) => !this.known(partnerId, articleId, revision),
    )
    if (missing.length > 0) {
      const stored = await this.database.append((queries) => this.insert(queries, missing))
      for (const { id, partnerId, articleId, revision } of stored) {
        this.remembered.set(`${partnerId}${articleId}${revision}`, id)
      }
    }
    return wanted.map(({ partnerId, articleId, revision }) => {
      const id = this.known(partnerId, articleId, revision)
      if (!id) throw new Error(`No grant of ${articleId} was recorded for ${partnerId}`)
      return id
    })
  }

  /** Whether a partner was ever given a story, in whatever revision. */
  async holds(partnerId: Id<'par'>, articleId: Id<'art'>): Promise<boolean> {
    const held = and(eq(grants.partnerId, partnerId), eq(grants.articleId, articleId))
    const rows = await this.database.read.select({ id: grants.id }).from(grants).where(held).limit(1)
    return rows.length > 0
  }

  private async insert(queries: Queries, missing: NewGrant[]): Promise<Grant[]> {
    const rows = missing.map((grant) => ({ ...grant, id: newId('grt'), at: this.now() }))
    await queries.insert(grants).values(rows).onConflictDoNothing()
    const stored: Grant[] = []
    for (const { partnerId, articleId, revision } of missing) {
      const [row] = await queries
        .select()
        .from(grants)
        .where(
          and(
            eq(grants.partnerId, partnerId),
            eq(grants.articleId, articleId),
            eq(grants.revision, revision),
          ),
        )
        .limit(1)
      if (row) stored.push(row)
    }
    return stored
  }
}

interface Page {
  limit: number
  partnerId?: Id<'par'> | undefined
  articleId?: Id<'art'> | undefined
  after?: Id<'grt'> | undefined
}

/** A page of grants, newest first. */
export async function listGrants(
  queries: Queries,
  { limit, partnerId, articleId, after }: Page,
): Promise<Grant[]> {
  return queries
    .select()
    .from(grants)
    .where(
      and(
        partnerId && eq(grants.partnerId, partnerId),
        articleId && eq(grants.articleId, articleId),
        after && lt(grants.id, after),
      ),
    )
    .orderBy(desc(grants.id))
    .limit(limit)
}

/** A grant, of one partner where it is named. */
export async function findGrant(
  queries: Queries,
  id: Id<'grt'>,
  partnerId?: Id<'par'>,
): Promise<Grant | undefined> {
  const [grant] = await queries
    .select()
    .from(grants)
    .where(and(eq(grants.id, id), partnerId && eq(grants.partnerId, partnerId)))
    .limit(1)
  return grant
}
