import { and, count, gt, isNotNull, min } from 'drizzle-orm'
import { type Instant, minuteOf } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Probe } from '../../platform/http/health.ts'
import { domainProofs } from './tables.ts'

// Each is looked at again within an hour or so; what is older is looked at no more.
const freshMs = 3 * 60 * 60_000

/** Whether hosts of partners can be seen from here. */
export function domainProbe(database: Database, now: () => Instant): Probe {
  const component = 'domains'
  return async () => {
    const { blindSince, checkedAt } = domainProofs
    const [found] = await database.read
      .select({ hosts: count(), since: min(blindSince) })
      .from(domainProofs)
      .where(and(isNotNull(blindSince), gt(checkedAt, now() - freshMs)))
      .limit(1)
    if (!found || found.since === null) return { component, status: 'pass' }
    return {
      ...{ component, status: 'fail' },
      output: `Since ${minuteOf(found.since)} no proof of any partner is seen. Nobody is marked for it; hosts that are looked at again: ${found.hosts}. See whether this machine reaches DNS and the web.`,
    }
  }
}
