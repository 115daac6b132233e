import { z } from 'zod'
import { toRfc3339 } from '../../platform/clock.ts'
import { line } from '../../platform/http/fields.ts'
import { idSchema } from '../../platform/ids.ts'
import type { PartnerDocument } from './documents.ts'
import { examples } from './examples.ts'
import { documentKinds, documentTypes } from './tables.ts'

// Somewhat more than 10 MiB in base64, so that a file that is too large is called that.
const maxContentCharacters = 14 * 1024 * 1024
/** Of a request with a document. */
export const maxDocumentBody = maxContentCharacters + 64 * 1024

export const newDocumentInput = z
  .strictObject({
    kind: z.enum(documentKinds),
    name: line(300).describe('What the file is called; what is not fit for a name is left out.'),
    content: z
      .base64()
      .min(1)
      .max(maxContentCharacters)
      .describe('The file in base64: PDF, PNG or JPEG of at most 10 MiB, told by its content.'),
  })
  .meta({ id: 'NewDocument', examples: [examples.newDocument] })

export const documentSchema = z
  .object({
    id: idSchema('doc'),
    kind: z.enum(documentKinds),
    name: z.string(),
    contentType: z.enum(documentTypes),
    bytes: z.int(),
    sha256: z.string(),
    addedBy: z.string().describe('The staff token, or who it was at the command line.'),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Document', examples: [examples.document] })

export function documentView(document: PartnerDocument): z.infer<typeof documentSchema> {
  const { id, kind, name, contentType, bytes, sha256, actor, at } = document
  return { id, kind, name, contentType, bytes, sha256, addedBy: actor, at: toRfc3339(at) }
}
