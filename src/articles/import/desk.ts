import { and, asc, eq, gt } from 'drizzle-orm'
import { type Actor, actorName } from '../../actor.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { type Id, newId } from '../../platform/ids.ts'
import { Problem } from '../../problems.ts'
import { planDeskMail } from './desk-mail.ts'
import type { PreparedStory } from './prepare.ts'
import { folded } from './rules.ts'
import { deskEntries } from './tables.ts'

export type DeskEntry = typeof deskEntries.$inferSelect
export type EntryKind = DeskEntry['kind']

interface Subject {
  sourceId: Id<'src'>
  storyId: string
  articleId: Id<'art'> | null
  headline: string | null
  note?: string | null
}

/** Puts a story into the desk's queue; one that stands there already is brought up to date. */
export async function openEntry(
  tx: Tx,
  kind: Exclude<EntryKind, 'unknown-author'>,
  { note = null, ...subject }: Subject,
): Promise<void> {
  await put(tx, { kind, openKey: keyOf(kind, subject), ...subject, byline: null, note })
  if (kind === 'vanished') await planDeskMail(tx)
}

/** Asks the desk who an author is; once for each name, however many stories wait. */
export async function askWho(
  tx: Tx,
  byline: string,
  sourceId: Id<'src'>,
  { storyId, content }: PreparedStory,
): Promise<void> {
  const subject = { sourceId, storyId, articleId: null, headline: content.headline, note: null }
  await tx
    .insert(deskEntries)
    .values(
      entry(tx, { kind: 'unknown-author', openKey: `unknown-author ${folded(byline)}`, byline, ...subject }),
    )
    .onConflictDoNothing({ target: deskEntries.openKey })
  await planDeskMail(tx)
}

/** The name of an open entry on a story. */
export function keyOf(kind: EntryKind, { sourceId, storyId }: Pick<Subject, 'sourceId' | 'storyId'>): string {
  return `${kind} ${sourceId} ${storyId}`
}

/** Takes out of the queue what is settled, if it stands there. */
export async function closeEntry(tx: Tx, actor: Actor, openKey: string, outcome: string): Promise<void> {
  const settledBy = actorName(actor)
  await tx
    .update(deskEntries)
    .set({ state: 'settled', openKey: null, settledAt: tx.now, settledBy, outcome })
    .where(eq(deskEntries.openKey, openKey))
}

/** An entry that waits for a decision. Throws `not-found`, or `conflict` for one that is settled. */
export async function requireOpen(queries: Queries, id: Id<'dsk'>): Promise<DeskEntry & { openKey: string }> {
  const [found] = await queries.select().from(deskEntries).where(eq(deskEntries.id, id)).limit(1)
  if (!found) throw new Problem('not-found', { detail: `${id} does not stand in the desk’s queue.` })
  const { openKey } = found
  if (openKey !== null) return { ...found, openKey }
  throw new Problem('conflict', { detail: `${id} was settled by ${found.settledBy}: ${found.outcome}.` })
}

interface Page {
  limit: number
  state: DeskEntry['state']
  kind?: EntryKind | undefined
  after?: Id<'dsk'> | undefined
}

/** A page of the desk's queue, oldest first. */
export async function listEntries(
  queries: Queries,
  { limit, state, kind, after }: Page,
): Promise<DeskEntry[]> {
  return queries
    .select()
    .from(deskEntries)
    .where(
      and(
        eq(deskEntries.state, state),
        kind && eq(deskEntries.kind, kind),
        after ? gt(deskEntries.id, after) : undefined,
      ),
    )
    .orderBy(asc(deskEntries.id))
    .limit(limit)
}

type NewEntry = Omit<
  DeskEntry,
  'id' | 'state' | 'createdAt' | 'mailedAt' | 'settledAt' | 'settledBy' | 'outcome'
>

async function put(tx: Tx, wanted: NewEntry): Promise<void> {
  const { headline, note, articleId } = wanted
  await tx
    .insert(deskEntries)
    .values(entry(tx, wanted))
    .onConflictDoUpdate({ target: deskEntries.openKey, set: { headline, note, articleId } })
}

function entry(tx: Tx, wanted: NewEntry): DeskEntry {
  const settlement = { mailedAt: null, settledAt: null, settledBy: null, outcome: null }
  return { id: newId('dsk'), state: 'open', createdAt: tx.now, ...settlement, ...wanted }
}
