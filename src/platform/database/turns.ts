import { Problem } from '../../problems.ts'

/** How long a write may wait for its turn and for other processes together. */
export const lockWaitMs = 5_000

/** Lets one piece of work run at a time, in the order of arrival. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve()

  /** @param work gets the moment on the process's own clock at which it would have waited too long. */
  take<T>(work: (deadline: number) => Promise<T>): Promise<T> {
    const deadline = performance.now() + lockWaitMs
    const turn = this.last.then(() => work(deadline))
    this.last = turn.catch(() => undefined)
    return turn
  }

  async over(): Promise<void> {
    await this.last
  }
}

/** What a write is told that has waited too long. */
export function waitedTooLong(): Problem {
  return new Problem('unavailable', {
    detail: 'Another process is writing.',
    headers: { 'Retry-After': '1' },
  })
}
