import type { z } from 'zod'
import type { Instant } from '../clock.ts'
import type { Database } from '../database/database.ts'
import type { Log } from '../log.ts'
import type { lanes } from './tables.ts'

export type Lane = (typeof lanes)[number]

/** A kind of job, as whoever enqueues one knows it. */
export interface JobKind<Payload, Checked = unknown> {
  readonly kind: string
  readonly lane: Lane
  readonly payload: z.ZodType<Checked, Payload>
}

/** What a run gets besides its payload. What else it needs is bound where its runner is made. */
export interface Run {
  database: Database
  log: Log
  /** When the run began. */
  now: Instant
  /** Aborted when the run is no longer wanted: it took too long, lost its lease, or the process stops. */
  signal: AbortSignal
}

/** Runs the jobs of one kind. */
export interface Runner {
  readonly kind: string
  run(run: Run, stored: unknown): Promise<void>
}

/** Names a kind of job once; the payload is checked when it is enqueued by its type, when it runs by its shape. */
export function jobKind<Payload, Checked>(kind: JobKind<Payload, Checked>): JobKind<Payload, Checked> {
  return kind
}

/**
 * Says how jobs of a kind are run. A run may happen again after it was done, since its process can end
 * before that is noted: whatever it does must come to the same the second time. The message of what it
 * throws is logged and shown to staff, so it must hold no address.
 */
export function runner<Payload, Checked>(
  { kind, payload }: JobKind<Payload, Checked>,
  work: (run: Run, payload: Checked) => Promise<void>,
): Runner {
  return {
    kind,
    run: async (run, stored) => {
      const { data, error } = payload.safeParse(stored)
      if (error) throw new Error(`Its payload does not fit: ${firstFault(error)}`)
      await work(run, data)
    },
  }
}

function firstFault({ issues: [first] }: z.ZodError): string {
  return `${first?.path.join('.') || 'all of it'} ${first?.message}`
}
