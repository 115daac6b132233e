import type { Actor } from '../../actor.ts'
import { Bounded } from '../../platform/bounded.ts'
import type { Database, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import type { Asking } from './asking.ts'
import { challengeOf } from './challenge.ts'
import { lookAt } from './looking.ts'
import { recordLook, requireHost } from './recording.ts'
import { hostOf } from './review.ts'

// Each asks a server of somebody's for up to ten seconds.
const bounds = { max: 8, maxWaiting: 32 }

/** Looks at hosts of partners when somebody asks for it. */
export class Verifying {
  private readonly turns = new Bounded(bounds)
  private readonly database: Pick<Database, 'read' | 'auditKey'>
  private readonly asking: Asking

  constructor(database: Pick<Database, 'read' | 'auditKey'>, asking: Asking) {
    this.database = database
    this.asking = asking
  }

  /**
   * Looks at a host at once; what is returned keeps and tells what it showed. Throws `not-found` where it is not
   * a host of the partner, which is found out before anybody is asked.
   */
  async look(partnerId: Id<'par'>, host: string) {
    const { read, auditKey } = this.database
    await requireHost(read, partnerId, host)
    const challenge = challengeOf(auditKey, partnerId, host)
    const look = await this.turns.run(() => lookAt(this.asking, host, challenge))
    return async (tx: Tx, actor: Actor) => {
      await recordLook(tx, actor, partnerId, host, look)
      return hostOf(tx, partnerId, host, tx.auditKey)
    }
  }
}
