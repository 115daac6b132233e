import type { Instant } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import { FreshCache } from '../../platform/database/fresh-cache.ts'
import { type Hash, isHash } from '../../platform/storage/storage.ts'
import { Problem } from '../../problems.ts'
import type { Media } from './media.ts'
import { type Standing, standingOf } from './uses.ts'

const maxStandings = 2_000

/** Who may see which image, cached until any process changes it. */
export class Showing {
  private readonly database: Database
  private readonly standings: FreshCache<Standing>

  constructor(database: Database) {
    this.database = database
    this.standings = new FreshCache({
      freshness: database.freshness,
      max: maxStandings,
      subjects: ({ image, shownBy }) => [image.id, ...(shownBy ? [shownBy] : [])],
    })
  }

  /**
   * An image that everybody may see at this moment. Throws `media-gone` where all stories with it were taken
   * back, and `not-found` where nobody is to know of it.
   */
  async image(sha256: string, now: Instant): Promise<Media> {
    const standing = isHash(sha256) ? await this.standing(sha256, now) : undefined
    if (!standing) throw new Problem('not-found')
    if (!standing.shownBy) throw new Problem('media-gone')
    return standing.image
  }

  private async standing(sha256: Hash, now: Instant): Promise<Standing | undefined> {
    const find = () => standingOf(this.database.read, sha256, now)
    const known = await this.standings.load(sha256, find)
    // The story that showed it may be over, and the embargo of the next one, before anybody has told so.
    const mayHaveChanged = known && (!known.shownBy || known.validUntil <= now)
    return mayHaveChanged ? find() : known
  }
}
