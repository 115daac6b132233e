import { and, asc, eq } from 'drizzle-orm'
import { actorName } from '../../actor.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { Problem } from '../../problems.ts'
import { addDocument, type PartnerDocument } from '../documents/documents.ts'
import type { DocumentFile } from '../documents/file.ts'
import { documents } from '../documents/tables.ts'
import { hostsOf } from '../domains/review.ts'
import { requirePartner } from '../partners.ts'
import { type Application, applicant, requireByToken } from './applications.ts'
import type { ApplicationStanding } from './standing.ts'

const kind = 'audience-evidence'
/** So many files a publisher may add itself. */
const maxFiles = 10

/** What a publisher does for its vetting, and has done; nothing before we look into it. */
export interface Materials {
  evidence: PartnerDocument[]
  domains: Awaited<ReturnType<typeof hostsOf>>
}

/**
 * The publisher whose application has this token. Throws `not-found`, and `conflict` while it is not looked into:
 * until then nothing may tell apart what was received from what waits because a site of it is a partner's.
 */
export async function requireInReview(queries: Queries, token: string): Promise<Id<'par'>> {
  const { partnerId } = await requireByToken(queries, token)
  const partner = partnerId === null ? undefined : await requirePartner(queries, partnerId)
  if (partner?.status === 'in_review') return partner.id
  throw new Problem('conflict', {
    detail: 'Files are taken while we look into an application: its status is `in_review` then.',
  })
}

/** Keeps a file that shows how large an applicant's audience is. Throws as `requireInReview` and `addDocument` do. */
export async function addEvidence(
  tx: Tx,
  token: string,
  file: DocumentFile,
  name: string,
): Promise<Application> {
  const partnerId = await requireInReview(tx, token)
  if ((await evidenceOf(tx, partnerId)).length >= maxFiles)
    throw new Problem('conflict', { detail: `At most ${maxFiles} files are taken; answer our mail instead.` })
  await addDocument(tx, applicant, partnerId, file, { kind, name })
  return requireByToken(tx, token)
}

export async function materialsOf(
  queries: Queries,
  secret: Buffer,
  { status, application: { partnerId } }: ApplicationStanding,
): Promise<Materials> {
  if (status !== 'in_review' || partnerId === null) return { evidence: [], domains: [] }
  return {
    evidence: await evidenceOf(queries, partnerId),
    domains: await hostsOf(queries, partnerId, secret),
  }
}

// What staff added is not the applicant's to see.
async function evidenceOf(queries: Queries, partnerId: Id<'par'>): Promise<PartnerDocument[]> {
  return queries
    .select()
    .from(documents)
    .where(
      and(
        eq(documents.partnerId, partnerId),
        eq(documents.kind, kind),
        eq(documents.actorKind, applicant.kind),
        eq(documents.actor, actorName(applicant)),
      ),
    )
    .orderBy(asc(documents.id))
    .limit(maxFiles)
}
