import type { Crew } from './crew.ts'
import { jobCrew, type WorkerParts } from './job-crew.ts'
import { enqueued } from './queue.ts'
import { type Schedule, Scheduler } from './scheduler.ts'
import { lanes } from './tables.ts'

const pollMs = 500
// Three of them fit into a lease, so that one that fails loses nothing.
const beatMs = 10_000
const patienceMs = 10_000

/** Whoever works in this process, whatever it works on. */
export type AnyCrew = Pick<Crew<never>, 'look' | 'idle' | 'beat' | 'rest' | 'abort'>

/** Runs what is due in this process: every crew by itself, at once what it enqueued, within 500 ms what others did. */
export class Worker {
  private readonly parts: WorkerParts
  private readonly scheduler: Scheduler
  private readonly crews: readonly AnyCrew[]
  private readonly wake = () => void this.attempt(() => this.lookAround())
  private polling: NodeJS.Timeout | undefined
  private round: Promise<void> | undefined
  private beating: NodeJS.Timeout | undefined
  private failing = false

  /** Throws where two runners have one kind, or two schedules one name. */
  constructor(parts: WorkerParts, schedules: readonly Schedule[], others: readonly AnyCrew[] = []) {
    requireDistinct(parts.runners.map(({ kind }) => kind))
    requireDistinct(schedules.map(({ name }) => name))
    this.parts = parts
    this.scheduler = new Scheduler(parts.database, parts.clock, schedules)
    this.crews = [...lanes.map((lane) => jobCrew(lane, parts)), ...others]
  }

  start(): void {
    this.polling = setInterval(() => this.poll(), pollMs)
    this.beating = setInterval(() => void this.attempt(() => this.beat()), beatMs)
    this.parts.database.signals.on(enqueued, this.wake)
    this.poll()
  }

  /** Enqueues what has its tick, and begins what is due; says whether that was anything. */
  async look(): Promise<boolean> {
    await this.scheduler.look()
    return this.lookAround()
  }

  /** Resolves when nothing runs here any more. */
  async idle(): Promise<void> {
    await Promise.all(this.crews.map((crew) => crew.idle()))
  }

  /** Begins nothing more, waits up to 10 s for what runs, and gives back the rest for others to run at once. */
  async stop(): Promise<void> {
    clearInterval(this.polling)
    for (const crew of this.crews) crew.rest()
    this.parts.database.signals.off(enqueued, this.wake)
    const ending = setTimeout(() => {
      for (const crew of this.crews) crew.abort()
    }, patienceMs)
    await this.round
    await this.idle()
    clearTimeout(ending)
    clearInterval(this.beating)
  }

  // One round at a time, however slow the database is.
  private poll(): void {
    this.round ??= this.attempt(() => this.look()).finally(() => {
      this.round = undefined
    })
  }

  private async lookAround(): Promise<boolean> {
    const begun = await Promise.all(this.crews.map((crew) => crew.look()))
    return begun.includes(true)
  }

  private async beat(): Promise<void> {
    await Promise.all(this.crews.map((crew) => crew.beat()))
  }

  // Told once, not twice a second as long as the database is away.
  private async attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
      this.failing = false
    } catch (error) {
      if (!this.failing) this.parts.log.error({ err: error }, 'jobs could not be looked at')
      this.failing = true
    }
  }
}

function requireDistinct(names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new Error(`${twice} is there twice among the jobs`)
}
