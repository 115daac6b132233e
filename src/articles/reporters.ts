import { asc, gt, inArray } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { type Id, newId } from '../platform/ids.ts'
import { invalid } from '../problems.ts'
import type { Affiliation, Author } from './content.ts'
import { requireNewswire } from './newswire.ts'
import { reporters } from './tables.ts'

export type Reporter = typeof reporters.$inferSelect

export interface NewReporter {
  name: string
  kind: Reporter['kind']
  /** Default: the newswire itself. */
  affiliation?: Affiliation | undefined
}

/** Adds a reporter, or a desk for unsigned copy. */
export async function addReporter(
  tx: Tx,
  actor: Actor,
  { name, kind, affiliation }: NewReporter,
): Promise<Reporter> {
  const own = affiliation ?? (await requireNewswire(tx))
  const reporter: Reporter = {
    id: newId('rep'),
    name,
    kind,
    affiliationName: own.name,
    affiliationShortName: own.shortName,
    affiliationUrl: own.url,
    createdAt: tx.now,
  }
  await tx.insert(reporters).values(reporter)
  await audit(tx, actor, 'reporter.add', reporter.id, { name, kind, affiliation: own.name })
  return reporter
}

/** A page of reporters in the order of their creation. */
export async function listReporters(queries: Queries, limit: number, after?: Id<'rep'>): Promise<Reporter[]> {
  return queries
    .select()
    .from(reporters)
    .where(after ? gt(reporters.id, after) : undefined)
    .orderBy(asc(reporters.id))
    .limit(limit)
}

/** The reporters of a story in the order given, as a revision keeps them. Throws where one is unknown. */
export async function authorsOf(queries: Queries, ids: Id<'rep'>[]): Promise<Author[]> {
  if (ids.length === 0) return []
  const found = await queries.select().from(reporters).where(inArray(reporters.id, ids)).limit(ids.length)
  return ids.map((id, position) => {
    const reporter = found.find((candidate) => candidate.id === id)
    if (!reporter)
      throw invalid(
        `reporters.${position}`,
        `${id} is not a reporter; /v1/staff/reporters and \`wirecopy reporter list\` name them`,
      )
    return authorOf(reporter)
  })
}

function authorOf({ id, name, affiliationName, affiliationShortName, affiliationUrl }: Reporter): Author {
  return {
    id,
    name,
    affiliation: { name: affiliationName, shortName: affiliationShortName, url: affiliationUrl },
  }
}
