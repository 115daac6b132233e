import { boundedMap } from '../platform/bounded-map.ts'
import type { Freshness } from '../platform/database/freshness.ts'
import type { Log } from './change-cursor.ts'
import { type Reading, readingFor, type Stretch } from './change-pages.ts'
import type { ChangeFeed } from './changes.ts'
import { type Hearing, wholeReading } from './hearing.ts'

const maxStretches = 100

/**
 * The log as streams read it: those that stand at the same place are told the same, so it is read once for all
 * of them. A stretch is kept until anything changes, which ends every wait that began before.
 */
export class SharedLog {
  private readonly stretches = boundedMap<string, Promise<Stretch>>(maxStretches)
  private readonly freshness: Freshness

  constructor(freshness: Freshness) {
    this.freshness = freshness
    freshness.onDrop(() => this.stretches.clear())
  }

  /** Reads the log for somebody; alone where it is told only a part that nobody else may be told. */
  readingFor(feed: ChangeFeed, log: Log, hearing: Hearing): Reading {
    const own = readingFor(feed, log, hearing)
    if (hearing.partial || hearing.isSandbox) return own
    const whole = readingFor(feed, log, { ...wholeReading(feed.database), newest: noEnd })
    return async (from, limit) => {
      const stretch = await this.stretch(`${log.epoch} ${from} ${limit}`, () => whole(from, limit))
      if (hearing.extent === 'whole' || stretch.entries.every(({ row }) => !row.advanceOnly)) return stretch
      const mine = await own(from, limit)
      // What it is not told now it never is, so nobody has to look at it again.
      return { ...mine, end: Math.max(mine.end, stretch.end) }
    }
  }

  private async stretch(name: string, read: () => Promise<Stretch>): Promise<Stretch> {
    // Where changes are not noticed nothing would ever end what is kept.
    if (!this.freshness.check()) return read()
    const known = this.stretches.get(name)
    if (known) return known
    const reading = read()
    this.stretches.set(name, reading)
    reading.catch(() => this.stretches.delete(name))
    return reading
  }
}

// All of the log is read, so that it reaches to its last entry.
async function noEnd(): Promise<number> {
  return 0
}
