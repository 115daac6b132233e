import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import type { Id } from '../ids.ts'
import type { Log } from '../log.ts'
import { attempt, leaseLost, stopping } from './attempt.ts'
import { type Claimed, claim, extend, isAnyDue } from './claims.ts'
import type { Lane, Runner } from './kinds.ts'

/** How many jobs of a lane one process runs at the same time. */
const concurrency: Record<Lane, number> = { urgent: 16, default: 8, bulk: 2 }

export interface WorkerParts {
  database: Database
  clock: Clock
  log: Log
  runners: readonly Runner[]
}

interface Running {
  job: Claimed
  controller: AbortController
  ended: Promise<void>
}

/** Runs what is due in one lane, so many at a time. */
export class LaneWorker {
  private readonly lane: Lane
  private readonly parts: WorkerParts
  private readonly runners: ReadonlyMap<string, Runner>
  private readonly running = new Map<Id<'job'>, Running>()
  private looking: Promise<boolean> | undefined
  private lookAgain = false
  private stopped = false

  constructor(lane: Lane, parts: WorkerParts) {
    this.lane = lane
    this.parts = parts
    this.runners = new Map(parts.runners.map((runner) => [runner.kind, runner]))
  }

  /** Begins what is due, as far as there is room; says whether that was anything. */
  async look(): Promise<boolean> {
    this.lookAgain = this.looking !== undefined
    this.looking ??= this.fill().finally(() => {
      this.looking = undefined
    })
    const begun = await this.looking
    return this.lookAgain ? (await this.look()) || begun : begun
  }

  /** Resolves when nothing runs here any more. */
  async idle(): Promise<void> {
    while (this.looking || this.running.size > 0) {
      await this.looking?.catch(() => undefined)
      await Promise.all([...this.running.values()].map(({ ended }) => ended))
    }
  }

  /** Renews the leases; a run whose job somebody else has by now, or nobody wants any more, is told to end. */
  async beat(): Promise<void> {
    const { database, clock } = this.parts
    const held = [...this.running.values()]
    if (held.length === 0) return
    const jobs = held.map(({ job }) => job)
    const kept = new Set(await database.append((queries) => extend(queries, jobs, clock.now())))
    for (const { job, controller } of held) if (!kept.has(job.id)) controller.abort(leaseLost)
  }

  /** Begins nothing more. */
  rest(): void {
    this.stopped = true
  }

  /** Gives back whatever still runs. */
  abort(): void {
    for (const { controller } of this.running.values()) controller.abort(stopping)
  }

  private async fill(): Promise<boolean> {
    const { lane, runners, running } = this
    const { database, clock } = this.parts
    let begun = false
    while (!this.stopped && running.size < concurrency[lane]) {
      const wanted = { lane, kinds: [...runners.keys()], now: clock.now() }
      if (!(await isAnyDue(database.read, wanted))) break
      const limit = concurrency[lane] - running.size
      const claimed = await database.append((queries) =>
        claim(queries, { ...wanted, limit, leaseId: randomUUID(), except: [...running.keys()] }),
      )
      for (const job of claimed) this.begin(job)
      begun ||= claimed.length > 0
      // Whatever is left is being taken by others, or comes with the next look.
      if (claimed.length < limit) break
    }
    return begun
  }

  private begin(job: Claimed): void {
    const controller = new AbortController()
    if (this.stopped) controller.abort(stopping)
    const runner = this.runners.get(job.kind)
    const ended = attempt(job, { ...this.parts, runner, controller }).finally(() => {
      this.running.delete(job.id)
      this.refill()
    })
    this.running.set(job.id, { job, controller, ended })
  }

  // A failure is told by the next look of the worker, which meets it too.
  private refill(): void {
    this.look().catch(() => undefined)
  }
}
