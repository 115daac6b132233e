import { z } from 'zod'
import type { Actor } from '../actor.ts'
import type { Database, Tx } from '../platform/database/database.ts'
import { prose } from '../platform/http/fields.ts'
import { exampleId, type Id, idSchema } from '../platform/ids.ts'
import { contactsInput, maxReason } from './schema.ts'
import { partnerStatuses } from './tables.ts'

const erasableKinds = [
  'contacts',
  'notes',
  'keyNames',
  'endpointNames',
  'applications',
  'signers',
  'documents',
  'mails',
  'bounces',
  'preferences',
  'answers',
  'jobs',
  'auditWords',
] as const

export const erasureInput = z
  .strictObject({
    reason: prose(maxReason).describe('Without naming anybody: it is kept.'),
    contacts: contactsInput
      .optional()
      .describe('Who takes their place: needed while the partnership lasts, refused once it is over.'),
  })
  .meta({ id: 'ContactErasureInput', examples: [{ reason: 'Asked for by the publisher on 2026-05-01.' }] })

export type ErasureWish = z.infer<typeof erasureInput>

export const erasureSchema = z
  .object({
    partnerId: idSchema('par'),
    status: z.enum(partnerStatuses),
    erased: z
      .array(z.object({ what: z.enum(erasableKinds), count: z.int() }))
      .describe('What is gone, or would be; `answers` are those that `Idempotency-Key` would replay.'),
    kept: z
      .array(
        z.object({
          what: z.string(),
          until: z.iso.datetime().nullable().describe('Null: as long as what `because` says.'),
          because: z.string(),
        }),
      )
      .describe('What stays, and until when.'),
    warnings: z.array(z.string()).describe('What whoever does it should know, in sentences.'),
    filesRewrittenAt: z.iso
      .datetime()
      .nullable()
      .describe(
        'When the files of the database are written anew, so that no byte is left; null where nothing was done.',
      ),
  })
  .meta({
    id: 'ContactErasure',
    examples: [
      {
        partnerId: exampleId('par'),
        status: 'terminated',
        erased: [
          { what: 'contacts', count: 3 },
          { what: 'mails', count: 41 },
        ],
        kept: [
          {
            what: exampleId('agr'),
            until: '2036-05-01T06:00:00.000Z',
            because: 'Its signer is kept for 10 years after the end of the partnership.',
          },
        ],
        warnings: ['It holds 12 licenses; nobody is mailed any more when one of their stories is killed.'],
        filesRewrittenAt: '2026-05-02T08:00:00.000Z',
      },
    ],
  })

export type ContactErasure = z.infer<typeof erasureSchema>

/** Erasing a partner's people over all rooms; put together above them. */
export interface ContactErasing {
  /** Throws `conflict` and `invalid-request` as the erasure would; changes nothing. */
  foretell(database: Database, actor: Actor, id: Id<'par'>, wish: ErasureWish): Promise<ContactErasure>
  erase(tx: Tx, actor: Actor, id: Id<'par'>, wish: ErasureWish): Promise<ContactErasure>
}
