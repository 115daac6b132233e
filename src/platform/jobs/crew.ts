import { randomUUID } from 'node:crypto'
import type { Instant } from '../clock.ts'
import type { Database, Queries } from '../database/database.ts'
import { leaseLost, stopping } from './endings.ts'

/** Something that a process has to itself as long as its lease lasts. */
interface Leased {
  id: string
  leaseId: string
}

/** What a crew works on: how its tasks are found, kept and done. */
export interface Trade<Task extends Leased> {
  database: Database
  now: () => Instant
  /** How many one process works on at the same time. */
  concurrency: number
  /** Whoever takes longer than this is not counted any more, so that the slow keep nobody waiting. */
  slowAfterMs?: number
  /** Only read, so that an idle crew writes nothing. */
  isAnyDue(queries: Queries, now: Instant): Promise<boolean>
  claim(
    queries: Queries,
    wish: { now: Instant; limit: number; leaseId: string; except: readonly string[] },
  ): Promise<Task[]>
  /** Makes the leases last longer; returns the ids of what is still under them. */
  extend(queries: Queries, held: readonly Task[], now: Instant): Promise<readonly string[]>
  /** Never rejects. */
  work(task: Task, controller: AbortController): Promise<void>
}

/** However many of them are slow. */
const most = 2_000

interface Running<Task> {
  task: Task
  controller: AbortController
  ended: Promise<void>
  slow: boolean
}

/** Does what is due of one kind, so many at a time. */
export class Crew<Task extends Leased> {
  private readonly trade: Trade<Task>
  private readonly running = new Map<string, Running<Task>>()
  private looking: Promise<boolean> | undefined
  private lookAgain = false
  private stopped = false

  constructor(trade: Trade<Task>) {
    this.trade = trade
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

  /** Renews the leases; whoever works on what somebody else has by now, or nobody wants any more, is told to end. */
  async beat(): Promise<void> {
    const { database, now, extend } = this.trade
    const held = [...this.running.values()]
    if (held.length === 0) return
    const tasks = held.map(({ task }) => task)
    const kept = new Set(await database.append((queries) => extend(queries, tasks, now())))
    for (const { task, controller } of held) if (!kept.has(task.id)) controller.abort(leaseLost)
  }

  /** Begins nothing more. */
  rest(): void {
    this.stopped = true
  }

  /** Gives back whatever still runs. */
  abort(): void {
    for (const { controller } of this.running.values()) controller.abort(stopping)
  }

  private get room(): number {
    const quick = [...this.running.values()].filter(({ slow }) => !slow).length
    return Math.min(this.trade.concurrency - quick, most - this.running.size)
  }

  private async fill(): Promise<boolean> {
    const { database, now, isAnyDue, claim } = this.trade
    let begun = false
    while (!this.stopped && this.room > 0) {
      if (!(await isAnyDue(database.read, now()))) break
      const limit = this.room
      const wish = { now: now(), limit, leaseId: randomUUID(), except: [...this.running.keys()] }
      const claimed = await database.append((queries) => claim(queries, wish))
      for (const task of claimed) this.begin(task)
      begun ||= claimed.length > 0
      // Whatever is left is being taken by others, or comes with the next look.
      if (claimed.length < limit) break
    }
    return begun
  }

  private begin(task: Task): void {
    // Its lease has ended although it still runs here: it is begun anew when that is over.
    if (this.running.has(task.id)) return
    const { slowAfterMs, work } = this.trade
    const controller = new AbortController()
    if (this.stopped) controller.abort(stopping)
    const slowing = slowAfterMs === undefined ? undefined : setTimeout(() => this.slowDown(task), slowAfterMs)
    const ended = work(task, controller).finally(() => {
      clearTimeout(slowing)
      this.running.delete(task.id)
      this.refill()
    })
    this.running.set(task.id, { task, controller, ended, slow: false })
  }

  private slowDown({ id }: Task): void {
    const running = this.running.get(id)
    if (!running) return
    running.slow = true
    this.refill()
  }

  // A failure is told by the next look of the worker, which meets it too.
  private refill(): void {
    this.look().catch(() => undefined)
  }
}
