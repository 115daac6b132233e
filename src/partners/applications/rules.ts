import type { Actor } from '../../actor.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import type { Acceptance } from './given.ts'

/** What applications need of rooms above this one; it is put together above them. */
export interface ApplicationRules {
  /** Throws where other terms are in force than those that were read. */
  requireTerms(queries: Queries, read: Pick<Acceptance, 'version' | 'sha256'>): Promise<void>
  /** Keeps what was accepted with an application, once it is a partner's. */
  keepAcceptance(tx: Tx, actor: Actor, partnerId: Id<'par'>, acceptance: Acceptance): Promise<void>
  /** Whom new applications are told; undefined where no newswire is set up yet. */
  licensingContact(queries: Queries): Promise<string | undefined>
}
