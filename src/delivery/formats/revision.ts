import type { Newswire } from '../../articles/newswire.ts'
import type { RevisionRow } from '../../articles/revisions.ts'
import { attributionOf } from '../../licensing/attribution.ts'
import { toRfc3339 } from '../../platform/clock.ts'

type Told = 'number' | 'at' | 'kind' | 'note' | 'headline' | 'byline' | 'authors' | 'canonicalUrl'

/** What a partner is told of a revision besides its text. */
export function revisionEntry(revision: Pick<RevisionRow, Told>, newswire: Newswire, publicUrl: string) {
  const { number, at, kind, note, headline, byline } = revision
  const attribution = attributionOf(newswire, revision, publicUrl)
  return { revision: number, at: toRfc3339(at), kind, note, headline, byline, attribution }
}
