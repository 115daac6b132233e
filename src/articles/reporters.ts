import { asc, eq, gt, inArray } from 'drizzle-orm'
import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import { type Id, newId } from '../platform/ids.ts'
import { invalid, Problem } from '../problems.ts'
import type { Affiliation, Author } from './content.ts'
import { bylineMappings } from './import/tables.ts'
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

/** What is changed of a reporter. */
export interface Renaming {
  name?: string | undefined
  affiliation?: Affiliation | undefined
}

/** Changes how a reporter is named from now on; what was published keeps the byline that it has. */
export async function renameReporter(
  tx: Tx,
  actor: Actor,
  reporter: Reporter,
  { name = reporter.name, affiliation = authorOf(reporter).affiliation }: Renaming,
): Promise<Reporter> {
  const renamed: Reporter = {
    ...reporter,
    name,
    affiliationName: affiliation.name,
    affiliationShortName: affiliation.shortName,
    affiliationUrl: affiliation.url,
  }
  await tx.update(reporters).set(renamed).where(eq(reporters.id, reporter.id))
  const before = { name: reporter.name, affiliation: reporter.affiliationName }
  await audit(tx, actor, 'reporter.rename', reporter.id, { name, affiliation: affiliation.name, before })
  return renamed
}

/**
 * Says that another reporter or a desk is to stand in the bylines of one, also of what is still to be imported.
 * Throws where that is nobody else.
 */
export async function replaceReporter(
  tx: Tx,
  actor: Actor,
  { id }: Reporter,
  by: Id<'rep'>,
): Promise<Reporter> {
  if (by === id) throw invalid('by', 'is the same reporter; name another one, or a desk')
  const [author] = await tx.select().from(reporters).where(eq(reporters.id, by)).limit(1)
  if (!author) throw invalid('by', `${by} is not a reporter`)
  await tx.update(bylineMappings).set({ reporterId: by }).where(eq(bylineMappings.reporterId, id))
  await audit(tx, actor, 'reporter.replace', id, { by })
  return author
}

/** A reporter or desk. Throws `not-found`. */
export async function requireReporter(queries: Queries, id: Id<'rep'>): Promise<Reporter> {
  const [reporter] = await queries.select().from(reporters).where(eq(reporters.id, id)).limit(1)
  if (!reporter) throw new Problem('not-found', { detail: `${id} is not a reporter.` })
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

function authorOf({
  id,
  name,
  kind,
  affiliationName,
  affiliationShortName,
  affiliationUrl,
}: Reporter): Author {
  return {
    id,
    name,
    kind,
    affiliation: { name: affiliationName, shortName: affiliationShortName, url: affiliationUrl },
  }
}
