import { EventEmitter } from 'node:events'
import type { Tx } from './database.ts'
import type { Freshness } from './freshness.ts'
import { type Journal, Journaling } from './journal.ts'

/** What a write does besides its transaction, whatever the engine. */
export class AroundWrites {
  readonly signals = new EventEmitter()
  private readonly freshness: Freshness
  private readonly journaling: Journaling

  constructor(freshness: Freshness, journal: Journal) {
    this.freshness = freshness
    this.journaling = new Journaling(journal)
  }

  /** Why the journal could not be written; undefined when it could. */
  get fault(): string | undefined {
    return this.journaling.fault
  }

  /** Before it begins. Throws `storage-full` while the journal owes lines of an earlier one. */
  before(): Promise<void> {
    return this.journaling.settle()
  }

  /** After COMMIT, and before it is answered: caches forget, this process is told, the journal is on disk. */
  async after({ invalidated, signals, journaled }: Tx): Promise<void> {
    this.freshness.drop(invalidated)
    for (const name of signals) this.signals.emit(name)
    await this.journaling.append(journaled)
  }
}
