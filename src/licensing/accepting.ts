import type { Actor } from '../actor.ts'
import { documentOf } from '../partners/documents/documents.ts'
import { requirePartner } from '../partners/partners.ts'
import type { Queries, Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { invalid, Problem } from '../problems.ts'
import { type Agreement, agreementsTo, keepAgreement, type NewAgreement } from './agreements.ts'
import type { Signer } from './tables.ts'
import { requireTerms, termsNumbered } from './terms.ts'

interface Acceptance {
  version: number
  /** Of the text that was read. */
  sha256: string
  signer: Signer
}

const over: readonly string[] = ['terminated', 'declined']

/**
 * A partner accepts the terms in force. Throws `conflict` where it has read another version or text, or is no
 * partner any more.
 */
export async function acceptTerms(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  { version, sha256, signer }: Acceptance,
): Promise<Agreement> {
  const { status } = await requirePartner(tx, partnerId)
  if (over.includes(status))
    throw new Problem('conflict', { detail: `${partnerId} is ${status}; there is nothing to accept.` })
  await requireInForce(tx, { version, sha256 })
  return keepAgreement(tx, actor, partnerId, { how: 'accepted', termsVersion: version, signer })
}

/**
 * Throws where other terms are in force than those that were read.
 *
 * @param within where in the request they are named.
 */
export async function requireInForce(
  queries: Queries,
  { version, sha256 }: Pick<Acceptance, 'version' | 'sha256'>,
  within?: string,
): Promise<void> {
  const current = await requireTerms(queries)
  if (version > current.version)
    throw invalid(
      within ? `${within}.version` : 'version',
      `is none of ours; version ${current.version} is in force`,
    )
  if (version < current.version)
    throw new Problem('conflict', {
      detail: `Version ${version} is no longer in force; read version ${current.version} at /v1/license and accept that.`,
    })
  if (sha256 !== current.sha256)
    throw new Problem('conflict', {
      detail: `Version ${version} has the SHA-256 ${current.sha256}; read it again at /v1/license?version=${version}.`,
    })
}

type Recorded = Omit<NewAgreement, 'how' | 'termsVersion'> & {
  how: 'on_behalf' | 'on_file'
  version?: number | undefined
}

/** Staff record an acceptance, of the terms in force where no version is named. Throws `conflict` where it is recorded. */
export async function recordAgreement(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  { version, ...recorded }: Recorded,
): Promise<Agreement> {
  await requirePartner(tx, partnerId)
  const { version: termsVersion } = await termsNumbered(tx, version)
  if (recorded.signedOn !== undefined && Date.parse(recorded.signedOn) > tx.now)
    throw invalid('signedOn', 'is still to come')
  if (recorded.documentId !== undefined) await requirePaper(tx, partnerId, recorded.documentId)
  const earlier = (await agreementsTo(tx, partnerId, termsVersion)).find(({ how }) => how === recorded.how)
  // Nothing that was given now may be dropped in silence.
  if (earlier)
    throw new Problem('conflict', {
      detail: `${earlier.id} records version ${termsVersion} as ${earlier.how} for ${partnerId} already.`,
    })
  return keepAgreement(tx, actor, partnerId, { ...recorded, termsVersion })
}

async function requirePaper(queries: Queries, partnerId: Id<'par'>, documentId: Id<'doc'>): Promise<void> {
  const paper = await documentOf(queries, partnerId, documentId)
  if (!paper) throw invalid('documentId', `is no document of ${partnerId}; add the paper first`)
  if (paper.kind !== 'agreement')
    throw invalid('documentId', `is a document of the kind ${paper.kind}; add the paper as an agreement`)
}
