import { id, index, instant, integer, json, oneOf, table, text } from '../../platform/database/columns.ts'
import { partners } from '../tables.ts'

/** How a partner shows that a host is its own: a TXT record, a file, a meta tag of the home page. */
export const proofMethods = ['dns', 'file', 'meta'] as const

export const proofVerdicts = ['pass', 'fail', 'unknown'] as const

/** What one method showed: `unknown` where a server or its name servers could not be asked. */
export interface ProofFinding {
  method: (typeof proofMethods)[number]
  verdict: (typeof proofVerdicts)[number]
  /** What was found, in a sentence. */
  found: string
  /** What would be right; null where it is. */
  remedy: string | null
}

/** What a publisher says of its relations (trust.txt of JournalList). */
export interface TrustTxt {
  /** Where it was read. */
  url: string
  /** Associations that it belongs to, and who belongs to it. */
  belongto: string[]
  member: string[]
  /** What it controls, and what controls it. */
  control: string[]
  controlledby: string[]
  /** Who serves it, and whom it serves. */
  vendor: string[]
  customer: string[]
}

/** The last look at each host, and since when it proves that the host is its partner's. */
export const domainProofs = table(
  'domain_proofs',
  {
    host: text().primaryKey(),
    /** Whoever it is the proof of: where the host goes to another partner, it is worth nothing. */
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
    /** By what it was proven last. */
    method: oneOf(proofMethods),
    /** When it was proven, first or again. */
    verifiedAt: instant(),
    failingSince: instant(),
    /** Looks in a row, after it was proven, that did not find the proof. */
    misses: integer().notNull(),
    lastFailure: text(),
    /** Since when looks at it do not count, because of others nothing is seen, either. */
    blindSince: instant(),
    checkedAt: instant().notNull(),
    /** There once it was proven: only then is it looked at again without being asked. */
    nextCheckAt: instant(),
    findings: json<ProofFinding[]>().notNull(),
    trust: json<TrustTxt | null>(),
  },
  (t) => [
    index('domain_proofs_partner').on(t.partnerId, t.host),
    index('domain_proofs_next').on(t.nextCheckAt),
    index('domain_proofs_blind').on(t.blindSince),
  ],
)
