import type { Grants } from '../licensing/grants.ts'
import type { Id } from '../platform/ids.ts'
import type { Basis } from './serve.ts'

/** A text that goes out with others. */
export interface BulkText {
  articleId: Id<'art'>
  revision: number
}

/** Grants what goes out with others, before the first byte of it. Whether there was anything to record. */
export async function grantAll(
  grants: Grants,
  partnerId: Id<'par'>,
  texts: BulkText[],
  basis: Basis,
): Promise<boolean> {
  const missing = texts.filter(({ articleId, revision }) => !grants.known(partnerId, articleId, revision))
  await grants.record(missing.map((text) => ({ partnerId, ...text, how: 'bulk', ...basis })))
  return missing.length > 0
}
