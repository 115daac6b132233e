import { boundedMap } from '../../platform/bounded-map.ts'
import type { Instant } from '../../platform/clock.ts'
import type { Freshness } from '../../platform/database/freshness.ts'
import type { BulkText } from '../bulk-grants.ts'
import { type Piece, Pieces } from '../pieces.ts'
import { type Rendition, Renditions } from '../renditions.ts'

const maxPages = 5_000
const maxRenditionBytes = 64 * 1024 * 1024

/** An item of a feed with what its feed must know of it. */
export interface FeedPiece extends Piece {
  publishedAt: Instant
  updatedAt: Instant
  expiresAt: Instant | null
}

/** A feed as one caller gets it at one address: everything in it is granted. */
export interface FeedPage {
  renditionKey: string
  /** By their names in small letters. */
  headers: Record<string, string>
  texts: BulkText[]
  /** When it becomes another one by itself. */
  validUntil: Instant
  /** When anything that may stand in it changed last. */
  modifiedAt: Instant
  /** The same as a header says it. */
  lastModified: string
}

/** Finished feeds, and what they are made of. All of it has a bound. */
export class FeedPages {
  readonly pieces = new Pieces<FeedPiece>()
  readonly renditions = new Renditions(maxRenditionBytes)
  private readonly pages = boundedMap<string, FeedPage>(maxPages)
  private readonly freshness: Freshness

  constructor(freshness: Freshness) {
    this.freshness = freshness
    freshness.onDrop(() => this.pages.clear())
  }

  /** A page that still holds, with its text. */
  find(name: string, now: Instant): { page: FeedPage; rendition: Rendition } | undefined {
    const page = this.freshness.check() ? this.pages.get(name) : undefined
    const rendition = page && page.validUntil > now ? this.renditions.find(page.renditionKey) : undefined
    return page && rendition && { page, rendition }
  }

  /** Keeps what was decided on the present state. */
  keep(name: string, page: FeedPage): void {
    this.pages.set(name, page)
  }
}
