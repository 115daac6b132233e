import type { Partner } from '../partners/partners.ts'
import { boundedMap } from '../platform/bounded-map.ts'
import type { Instant } from '../platform/clock.ts'
import type { Freshness } from '../platform/database/freshness.ts'
import type { Id } from '../platform/ids.ts'
import type { Format } from './formats/formats.ts'

const maxVerdicts = 20_000

/** What serving one article to one partner came to: granted, with this rendition under these headers. */
export interface Verdict {
  partnerId: Id<'par'>
  articleId: Id<'art'>
  format: Format
  /** By its key: renditions are large and have a bound of their own. */
  renditionKey: string
  /** When it ends by itself. */
  validUntil: Instant
  /** By their names in small letters. */
  headers: Record<string, string>
}

/** Verdicts that hold for the next request as well: until any process changes anything, or their time is over. */
export class Verdicts {
  private readonly granted = boundedMap<string, Verdict>(maxVerdicts)
  private readonly freshness: Freshness

  constructor(freshness: Freshness) {
    this.freshness = freshness
    freshness.onDrop(() => this.granted.clear())
  }

  /** Rises with every change: what was decided on an older state must not be kept. */
  get generation(): number {
    return this.freshness.generation
  }

  /** Whether nothing has changed since. Asked of the database first, which may raise the generation. */
  isCurrent(generation: number): boolean {
    return this.freshness.check() && generation === this.generation
  }

  find(partner: Partner, articleId: string, format: Format, now: Instant): Verdict | undefined {
    const verdict = this.freshness.check() ? this.granted.get(nameOf(partner, articleId, format)) : undefined
    return verdict && verdict.validUntil > now ? verdict : undefined
  }

  keep(partner: Partner, verdict: Verdict, generation: number): void {
    if (!this.isCurrent(generation)) return
    this.granted.set(nameOf(partner, verdict.articleId, verdict.format), verdict)
  }
}

// The version tells a partner from the same one as it was read before its standing changed.
function nameOf({ id, version }: Partner, articleId: string, format: Format): string {
  return `${id}${version}${articleId}${format}`
}
