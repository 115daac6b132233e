import { and, asc, eq, gt, isNull, type SQL } from 'drizzle-orm'
import { changeFollowing } from '../articles/change-following.ts'
import { type ChangeRow, changesNumbered, newestChange } from '../articles/changes.ts'
import { changes } from '../articles/tables.ts'
import type { Tx } from '../platform/database/database.ts'
import { type Runner, runner } from '../platform/jobs/kinds.ts'
import { followers } from './tables.ts'

/** Somebody who does something for each entry of the change log, once and in order. */
export interface Follower {
  /** Under this its position is kept; the migrations begin it at the end of the log. */
  readonly name: string
  /** Which entries it is for. */
  readonly only: SQL | undefined
  /**
   * Does a page of what an entry asks for, in the transaction that keeps the position: what it writes is there
   * once. Returns where the next page begins, undefined behind the last one.
   */
  follow(tx: Tx, entry: ChangeRow, from: string | null): Promise<string | undefined>
}

/** Followers of which each does something only where those before it have nothing left to do. */
export type Precedence = readonly Follower[]

/**
 * Lets every follower catch up with the log, a step of each at a time: none waits for the end of another, and what
 * happens meanwhile comes with the next step. Those that fail keep no others but the ones that they precede.
 */
export function followingRunner(all: readonly Precedence[]): Runner {
  return runner(changeFollowing, async ({ database, signal }) => {
    const faults = new Map<Precedence, unknown>()
    for (let busy = true; busy; ) {
      busy = false
      for (const precedence of all.filter((one) => !faults.has(one))) {
        const step = database.write((tx) => firstStep(tx, precedence))
        busy = (await step.catch((error: unknown) => void faults.set(precedence, error))) || busy
      }
      if (busy) signal.throwIfAborted()
    }
    for (const fault of faults.values()) throw fault
  })
}

// In one transaction, so that nothing comes in between that another would have done first.
async function firstStep(tx: Tx, precedence: Precedence): Promise<boolean> {
  for (const follower of precedence) if (await step(tx, follower)) return true
  return false
}

/** One page of one entry; says whether there may be more. */
async function step(tx: Tx, follower: Follower): Promise<boolean> {
  const position = await positionOf(tx, follower)
  const [next] = await tx
    .select({ seq: changes.seq })
    .from(changes)
    .where(and(isNull(changes.sandbox), gt(changes.seq, position.seq), follower.only))
    .orderBy(asc(changes.seq))
    .limit(1)
  const entry = next && (await changesNumbered(tx, [next.seq])).get(next.seq)
  if (!entry) {
    const seq = await newestChange(tx)
    if (seq !== position.seq) await move(tx, follower, { seq, within: null })
    return false
  }
  const within = await follower.follow(tx, entry, position.within)
  await move(
    tx,
    follower,
    within === undefined ? { seq: entry.change.seq, within: null } : { ...position, within },
  )
  return true
}

type Position = Pick<typeof followers.$inferSelect, 'seq' | 'within'>

/** Where a follower is in the log. */
export async function positionOf(tx: Tx, { name }: Pick<Follower, 'name'>): Promise<Position> {
  const [position] = await tx.select().from(followers).where(eq(followers.name, name)).limit(1)
  if (!position) throw new Error(`The follower ${name} has no position; the migrations should begin it`)
  return position
}

async function move(tx: Tx, { name }: Follower, { seq, within }: Position): Promise<void> {
  await tx.update(followers).set({ seq, within }).where(eq(followers.name, name))
}
