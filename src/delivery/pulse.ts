import type { ServerResponse } from 'node:http'
import type { StreamTimes } from './streams.ts'

const sign = ': still here\n\n'

/** Writes to a stream, says now and then that it is alive, and notices where its client takes nothing. */
export class Pulse {
  private readonly raw: ServerResponse
  private readonly times: StreamTimes
  private writtenAt = performance.now()
  private drained: AbortController | undefined

  constructor(raw: ServerResponse, times: StreamTimes) {
    this.raw = raw
    this.times = times
  }

  write(chunk: Buffer | string): void {
    this.writtenAt = performance.now()
    this.raw.write(chunk)
  }

  /** Writes a comment where nothing was written for long; nothing on top of what waits to be taken. */
  beat(): void {
    if (!this.raw.writableNeedDrain && this.leftMs() <= 0) this.write(sign)
  }

  /** Whether what was written last still waits, and has waited for too long. */
  isStalled(): boolean {
    return this.raw.writableNeedDrain && this.leftMs() <= 0
  }

  /** How long it is until one of the two is to be looked at. */
  leftMs(): number {
    const { heartbeatMs, stalledMs } = this.times
    const lastsMs = this.raw.writableNeedDrain ? stalledMs : heartbeatMs
    return this.writtenAt + lastsMs - performance.now()
  }

  /** What ends a wait besides what may be told: the client has gone, or takes more again. */
  wakingOn(gone: AbortSignal): AbortSignal {
    if (!this.raw.writableNeedDrain) return gone
    this.drained ??= this.untilDrained()
    return AbortSignal.any([gone, this.drained.signal])
  }

  private untilDrained(): AbortController {
    const drained = new AbortController()
    this.raw.once('drain', () => {
      this.drained = undefined
      drained.abort('drained')
    })
    return drained
  }
}
