import type { Actor } from '../actor.ts'
import { audit } from '../platform/audit/audit.ts'
import type { Tx } from '../platform/database/database.ts'
import { Problem } from '../problems.ts'
import { type Article, killed, store } from './articles.ts'
import { recordChange } from './changes.ts'
import { removeFromIndex } from './indexing.ts'
import { killEntry } from './kill-log.ts'
import { lifted } from './lifting.ts'
import { expiredAdvisory } from './timing.ts'

/** Why a story is taken back. */
export interface Retraction {
  /** What partners are told. */
  advisory: string
  /** For administrators and the audit log alone. */
  internalReason?: string | undefined
}

/** Takes a story back: not to be published from now on. The advisory goes to partners. */
export async function withdraw(
  tx: Tx,
  actor: Actor,
  found: Article,
  { advisory, internalReason }: Retraction,
): Promise<Article> {
  if (found.status === 'killed') throw killed(found)
  if (found.status !== 'published') {
    throw new Problem('conflict', {
      detail: `${found.id} is ${found.status}; only a published story can be withdrawn.`,
    })
  }
  const article = await lifted(tx, actor, found)
  await audit(tx, actor, 'article.withdraw', article.id, {
    advisory,
    internalReason: internalReason ?? null,
  })
  return retract(tx, article, 'withdrawn', { advisory, internalReason })
}

/** Withdraws a story whose time is over. */
export async function expire(tx: Tx, actor: Actor, found: Article): Promise<Article> {
  const article = await lifted(tx, actor, found)
  await audit(tx, actor, 'article.expire', article.id)
  return retract(tx, article, 'withdrawn', { advisory: expiredAdvisory })
}

/**
 * Takes a story down everywhere and for ever. Killing it again changes nothing. It also stands in the kill
 * log before it is answered, so that a restored backup does not bring it back.
 */
export async function kill(
  tx: Tx,
  actor: Actor,
  found: Article,
  { advisory, internalReason }: Retraction,
): Promise<Article> {
  if (found.status === 'killed') {
    // Once more, should the first try have been stopped between the database and the log.
    journal(tx, found)
    return found
  }
  if (found.revision === 0) {
    throw new Problem('conflict', {
      detail: `${found.id} was never published; nobody has it, so there is nothing to take down.`,
    })
  }
  const article = await lifted(tx, actor, found)
  const gone = await killWhatever(tx, actor, article, { advisory, internalReason })
  journal(tx, gone)
  return gone
}

function journal(tx: Tx, gone: Article): void {
  // What was made up needs no stop that outlives a backup.
  if (gone.sandbox === null) tx.journaled.push(killEntry(gone))
}

/** Kills a story in whatever state a restored backup has it: the kill log has it already. */
export async function killWhatever(
  tx: Tx,
  actor: Actor,
  article: Article,
  { advisory, internalReason }: Retraction,
): Promise<Article> {
  await audit(tx, actor, 'article.kill', article.id, { advisory, internalReason: internalReason ?? null })
  // Of a story that the backup has as a draft, that is all there is to read.
  const draft = article.revision > 0 ? null : article.draft
  return retract(tx, { ...article, draft }, 'killed', { advisory, internalReason })
}

async function retract(
  tx: Tx,
  article: Article,
  status: 'withdrawn' | 'killed',
  { advisory, internalReason = null }: { advisory: string; internalReason?: string | null | undefined },
): Promise<Article> {
  if (article.revision > 0) {
    await recordChange(tx, {
      type: `article.${status}`,
      articleId: article.id,
      revision: article.revision,
      note: advisory,
      advanceOnly: article.embargoedUntil !== null,
      sandbox: article.sandbox,
    })
  }
  await removeFromIndex(tx, article)
  return store(tx, {
    ...article,
    status,
    ordinal: null,
    advisory,
    internalReason,
    publishAt: null,
    expiresAt: null,
    updatedAt: tx.now,
  })
}
