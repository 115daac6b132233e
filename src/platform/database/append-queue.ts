import type { Queries } from './database.ts'

const maxPerCommit = 500

export interface PendingAppend {
  work: (queries: Queries) => Promise<void>
  fail: (error: unknown) => void
}

interface Waiting extends PendingAppend {
  settle: () => void
  reject: (error: unknown) => void
}

/** Groups what many requests append into one commit; each caller waits for the commit of its own. */
export class AppendQueue {
  private waiting: Waiting[] = []
  private running: Promise<void> | undefined
  private readonly commit: (pending: PendingAppend[]) => Promise<void>

  constructor(commit: (pending: PendingAppend[]) => Promise<void>) {
    this.commit = commit
  }

  add<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    let settle = () => reject(new Error('An append was committed without having run'))
    const fail = (error: unknown) => {
      settle = () => reject(error)
    }
    this.waiting.push({
      work: async (queries) => {
        const outcome = await work(queries)
        settle = () => resolve(outcome)
      },
      fail,
      settle: () => settle(),
      reject,
    })
    this.running ??= this.run()
    return promise
  }

  async drained(): Promise<void> {
    await this.running
  }

  private async run(): Promise<void> {
    // What arrives in the same turn of the event loop shares the commit.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, maxPerCommit)
      try {
        await this.commit(group)
        for (const append of group) append.settle()
      } catch (error) {
        for (const append of group) append.reject(error)
      }
    }
    this.running = undefined
  }
}
