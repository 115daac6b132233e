import type { Instant } from '../clock.ts'

const writeEveryMs = 60_000
const maxKeys = 50_000

/** Remembers when keys and tokens were last used, and writes it at most once a minute for each. */
export class LastUse<Key extends string> {
  private readonly written = new Map<Key, Instant>()
  private readonly write: (key: Key, moment: Instant) => Promise<void>
  private readonly onError: (error: unknown) => void

  constructor(write: (key: Key, moment: Instant) => Promise<void>, onError: (error: unknown) => void) {
    this.write = write
    this.onError = onError
  }

  /** Does not keep the request waiting. */
  note(key: Key, moment: Instant): void {
    if (moment - (this.written.get(key) ?? Number.NEGATIVE_INFINITY) < writeEveryMs) return
    if (this.written.size >= maxKeys) this.written.clear()
    this.written.set(key, moment)
    this.write(key, moment).catch(this.onError)
  }
}
