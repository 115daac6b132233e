import type { Due } from './due.ts'

type Flown = Pick<Due['delivery'], 'id' | 'endpointId' | 'articleId'>

interface Flight {
  controller: AbortController
  landed: Promise<void>
}

/** Why what was sent before the end of its story is not waited for any more. */
export const overtaken = new Error('Its story is over')

/** What this process is sending right now, so that it never sends two things of a story at once. */
export class Flights {
  private readonly under = new Map<string, Flight>()

  /** Sends something once nothing else of its story is on the way to that endpoint. */
  async take(flown: Flown, signal: AbortSignal, send: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const name = nameOf(flown)
    for (let earlier = this.under.get(name); earlier; earlier = this.under.get(name)) await earlier.landed
    const { promise: landed, resolve } = Promise.withResolvers<void>()
    const controller = new AbortController()
    this.under.set(name, { controller, landed })
    try {
      await send(AbortSignal.any([signal, controller.signal]))
    } finally {
      this.under.delete(name)
      resolve()
    }
  }

  /** Waits for what is on the way, and ends it when the time is over: nobody waits for what is over. */
  async clear(flown: Flown, patienceMs: number): Promise<void> {
    const flight = this.under.get(nameOf(flown))
    if (!flight) return
    const ending = setTimeout(() => flight.controller.abort(overtaken), patienceMs)
    await flight.landed
    clearTimeout(ending)
  }
}

// What is of no story stands for itself.
function nameOf({ id, endpointId, articleId }: Flown): string {
  return articleId === null ? id : `${endpointId} ${articleId}`
}
