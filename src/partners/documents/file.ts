import { type Hash, hashOf, type Storage } from '../../platform/storage/storage.ts'
import { invalid, Problem } from '../../problems.ts'
import type { documentTypes } from './tables.ts'

export type DocumentType = (typeof documentTypes)[number]

const maxDocumentBytes = 10 * 1024 * 1024
// Readers of PDF look so far back for its end, and programs add something to a file now and then.
const endWithinBytes = 1_024

interface Form {
  contentType: DocumentType
  starts: Buffer
  /** What a whole file has near its end. A JPEG may have anything behind it. */
  ends?: Buffer
}

const forms: Form[] = [
  { contentType: 'application/pdf', starts: Buffer.from('%PDF-'), ends: Buffer.from('%%EOF') },
  { contentType: 'image/png', starts: Buffer.from('89504e470d0a1a0a', 'hex'), ends: Buffer.from('IEND') },
  { contentType: 'image/jpeg', starts: Buffer.from('ffd8ff', 'hex') },
]

/** A file that was found good and is stored. */
export interface DocumentFile {
  sha256: Hash
  contentType: DocumentType
  bytes: number
}

/**
 * Looks what a file is and stores it, before the transaction that `keep` is. Throws as `examineDocument` does.
 *
 * @param field what a complaint about the file names.
 */
export async function storing<Kept>(
  storage: Storage,
  content: Buffer,
  keep: (file: DocumentFile) => Promise<Kept>,
  field?: string,
): Promise<Kept> {
  const file = examineDocument(content, field)
  await storage.put(file.sha256, content)
  const kept = await keep(file)
  // A removal of the same file that was under way may have taken it.
  await storage.put(file.sha256, content)
  return kept
}

/**
 * Tells what a file is by its first bytes. It is never opened: whatever else is in it, nothing here reads it.
 * Throws `invalid-request` naming the field for what is no whole PDF, PNG or JPEG within the limit.
 */
export function examineDocument(content: Buffer, field = 'content'): DocumentFile {
  const { length: bytes } = content
  if (bytes > maxDocumentBytes)
    throw invalid(field, `is ${bytes} bytes; at most ${maxDocumentBytes} (10 MiB) are taken`)
  const form = forms.find(({ starts }) => content.subarray(0, starts.length).equals(starts))
  if (!form) throw invalid(field, 'is no document of a known kind; send PDF, PNG or JPEG')
  if (form.ends && !content.subarray(-endWithinBytes).includes(form.ends))
    throw invalid(field, 'is cut off; send the whole file')
  return { sha256: hashOf(content), contentType: form.contentType, bytes }
}

/** The file of a document. Throws `not-found` where it was lost, as after a backup that lacks it. */
export async function requireFile(
  storage: Storage,
  { id, sha256 }: { id: string; sha256: Hash },
): Promise<Buffer> {
  const content = await storage.open(sha256)
  if (content) return content
  throw new Problem('not-found', { detail: `The file of ${id} is not where documents are kept any more.` })
}
