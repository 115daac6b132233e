import type { Actor } from '../../actor.ts'
import { Bounded } from '../../platform/bounded.ts'
import type { Database, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import type { Asking } from './asking.ts'
import { Lookout } from './lookout.ts'
import { recordLook, requireHost } from './recording.ts'
import { hostOf } from './review.ts'

// Each asks a server of somebody's for up to ten seconds.
const bounds = { max: 8, maxWaiting: 32 }

/** Looks at hosts of partners when somebody asks for it. */
export class Verifying {
  private readonly turns = new Bounded(bounds)
  private readonly database: Pick<Database, 'read' | 'auditKey'>
  private readonly lookout: Lookout

  constructor(database: Pick<Database, 'read' | 'auditKey'>, asking: Asking) {
    this.database = database
    this.lookout = new Lookout(database, asking)
  }

  /**
   * Looks at a host at once; what is returned keeps and tells what it showed. Throws `not-found` where it is not
   * a host of the partner, which is found out before anybody is asked.
   */
  async look(partnerId: Id<'par'>, host: string) {
    await requireHost(this.database.read, partnerId, host)
    const look = await this.turns.run(() => this.lookout.look(partnerId, host))
    return async (tx: Tx, actor: Actor) => {
      await recordLook(tx, actor, partnerId, host, look)
      return hostOf(tx, partnerId, host, tx.auditKey)
    }
  }
}
