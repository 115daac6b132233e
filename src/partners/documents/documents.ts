import { and, asc, count, eq, gt } from 'drizzle-orm'
import { type Actor, actorName } from '../../actor.ts'
import { audit } from '../../platform/audit/audit.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import { type Id, newId } from '../../platform/ids.ts'
import { enqueue } from '../../platform/jobs/queue.ts'
import { Problem } from '../../problems.ts'
import { requirePartner } from '../partners.ts'
import type { DocumentFile } from './file.ts'
import { fileName } from './name.ts'
import { documentsForget } from './orders.ts'
import { type documentKinds, documents } from './tables.ts'

export type PartnerDocument = typeof documents.$inferSelect

interface NewDocument {
  kind: (typeof documentKinds)[number]
  /** As the file was called; what is not fit for a name is left out. */
  name: string
}

export const maxDocuments = 200

/** Keeps a document of a partner. Throws `conflict` naming the one that has the same content, and where there are too many. */
export async function addDocument(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  file: DocumentFile,
  { kind, name }: NewDocument,
): Promise<PartnerDocument> {
  await requirePartner(tx, partnerId)
  const present = await findDocument(tx, partnerId, file, kind)
  if (present)
    throw new Problem('conflict', { detail: `This document is there already as ${present.id} (${kind}).` })
  await requireRoom(tx, partnerId)
  const row: PartnerDocument = {
    id: newId('doc'),
    partnerId,
    kind,
    name: fileName(name, file.contentType),
    ...file,
    actorKind: actor.kind,
    actor: actorName(actor),
    at: tx.now,
  }
  await tx.insert(documents).values(row)
  // Without its name, which may be that of a person: what is audited can never be erased.
  await audit(tx, actor, 'document.add', row.id, { partnerId, kind, sha256: file.sha256, bytes: file.bytes })
  return row
}

/** Forgets a document; its file goes when no other is the same. */
export async function removeDocument(
  tx: Tx,
  actor: Actor,
  partnerId: Id<'par'>,
  id: Id<'doc'>,
): Promise<PartnerDocument> {
  const found = await requireDocument(tx, partnerId, id)
  await tx.delete(documents).where(eq(documents.id, id))
  await audit(tx, actor, 'document.remove', id, { partnerId, kind: found.kind, sha256: found.sha256 })
  await enqueue(tx, documentsForget, { sha256: found.sha256 })
  return found
}

interface Page {
  limit: number
  after?: Id<'doc'> | undefined
}

/** A page of a partner's documents in the order they came. */
export async function listDocuments(
  queries: Queries,
  partnerId: Id<'par'>,
  { limit, after }: Page,
): Promise<PartnerDocument[]> {
  await requirePartner(queries, partnerId)
  return queries
    .select()
    .from(documents)
    .where(and(eq(documents.partnerId, partnerId), after && gt(documents.id, after)))
    .orderBy(asc(documents.id))
    .limit(limit)
}

/** A document of a partner; undefined also for one of another. */
export async function documentOf(
  queries: Queries,
  partnerId: Id<'par'>,
  id: Id<'doc'>,
): Promise<PartnerDocument | undefined> {
  const [found] = await queries
    .select()
    .from(documents)
    .where(and(eq(documents.id, id), eq(documents.partnerId, partnerId)))
    .limit(1)
  return found
}

/** The same. Throws `not-found`. */
export async function requireDocument(
  queries: Queries,
  partnerId: Id<'par'>,
  id: Id<'doc'>,
): Promise<PartnerDocument> {
  const found = await documentOf(queries, partnerId, id)
  if (!found) throw new Problem('not-found', { detail: `${id} is not a document of ${partnerId}.` })
  return found
}

async function findDocument(
  queries: Queries,
  partnerId: Id<'par'>,
  { sha256 }: DocumentFile,
  kind: NewDocument['kind'],
): Promise<PartnerDocument | undefined> {
  const [found] = await queries
    .select()
    .from(documents)
    .where(and(eq(documents.sha256, sha256), eq(documents.partnerId, partnerId), eq(documents.kind, kind)))
    .limit(1)
  return found
}

async function requireRoom(queries: Queries, partnerId: Id<'par'>): Promise<void> {
  const [found] = await queries
    .select({ kept: count() })
    .from(documents)
    .where(eq(documents.partnerId, partnerId))
    .limit(1)
  if (found && found.kept >= maxDocuments)
    throw new Problem('conflict', {
      detail: `${partnerId} has ${maxDocuments} documents; remove one that is no longer needed.`,
    })
}
