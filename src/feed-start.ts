import { startOfNewest } from './articles/listing.ts'
import type { StartOf } from './partners/feed-secrets.ts'

/** Where a feed starts that has so many of the stories that are out already. */
export const feedStart: StartOf = async (tx, stories) => startOfNewest(tx, tx.now, stories)
