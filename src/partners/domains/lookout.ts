import { and, desc, eq, gt, isNotNull, isNull, ne } from 'drizzle-orm'
import type { Database, Queries } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { partnerDomains } from '../tables.ts'
import type { Asking } from './asking.ts'
import { challengeOf } from './challenge.ts'
import { type Findings, lookAt } from './looking.ts'
import { findProof } from './recording.ts'
import type { DomainProof } from './standing.ts'
import { domainProofs, type ProofFinding } from './tables.ts'

/** So many others are looked at, and of fewer than that nothing follows. */
const controls = { most: 3, fewest: 2, candidates: 30 } as const
const rememberedMs = 5 * 60_000

type Method = ProofFinding['method']

/** What a look showed. It is blind where a proof is gone, and those of others are, too: then it is we who do not see. */
export interface Look extends Findings {
  blind: boolean
}

/** Looks at hosts, and notices when it sees nothing of anybody. */
export class Lookout {
  private readonly blindUntil = new Map<Method, number>()
  private readonly database: Pick<Database, 'read' | 'auditKey'>
  private readonly asking: Asking

  constructor(database: Pick<Database, 'read' | 'auditKey'>, asking: Asking) {
    this.database = database
    this.asking = asking
  }

  async look(partnerId: Id<'par'>, host: string, signal?: AbortSignal): Promise<Look> {
    const seen = await this.lookAt(partnerId, host, signal)
    const passed = seen.findings.find(({ verdict }) => verdict === 'pass')
    if (passed) this.blindUntil.delete(passed.method)
    const before = passed ? undefined : await findProof(this.database.read, partnerId, host)
    const stood = before?.verifiedAt != null && before.failingSince === null ? before.method : null
    return { ...seen, blind: stood !== null && (await this.seesNobody(stood, partnerId, signal)) }
  }

  private lookAt(partnerId: Id<'par'>, host: string, signal?: AbortSignal): Promise<Findings> {
    return lookAt(this.asking, host, challengeOf(this.database.auditKey, partnerId, host), signal)
  }

  /** Whether of hosts of other partners nothing is seen, either, where their proofs stood. */
  private async seesNobody(method: Method, partnerId: Id<'par'>, signal?: AbortSignal): Promise<boolean> {
    if ((this.blindUntil.get(method) ?? 0) > performance.now()) return true
    const others = await standingElsewhere(this.database.read, method, partnerId)
    if (others.length < controls.fewest) return false
    const looks = await Promise.all(others.map((one) => this.lookAt(one.partnerId, one.host, signal)))
    const blind = looks.every(({ findings }) => findings.every(({ verdict }) => verdict !== 'pass'))
    if (blind) this.blindUntil.set(method, performance.now() + rememberedMs)
    return blind
  }
}

/** Hosts that stood when they were looked at last, of a partner one. */
async function standingElsewhere(
  queries: Queries,
  method: Method,
  besides: Id<'par'>,
): Promise<Pick<DomainProof, 'host' | 'partnerId'>[]> {
  const { host, partnerId, nextCheckAt } = domainProofs
  const rows = await queries
    .select({ host, partnerId })
    .from(domainProofs)
    .innerJoin(partnerDomains, and(eq(partnerDomains.host, host), eq(partnerDomains.partnerId, partnerId)))
    .where(
      and(
        ...[eq(domainProofs.method, method), ne(partnerId, besides), gt(nextCheckAt, 0)],
        ...[isNotNull(domainProofs.verifiedAt), isNull(domainProofs.failingSince)],
      ),
    )
    // Whose next look is furthest away was seen last.
    .orderBy(desc(nextCheckAt))
    .limit(controls.candidates)
  const first = new Map(rows.toReversed().map((row) => [row.partnerId, row]))
  return [...first.values()].toReversed().slice(0, controls.most)
}
