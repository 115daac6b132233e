import { actorKinds } from '../../actor.ts'
import {
  id,
  index,
  instant,
  integer,
  oneOf,
  table,
  text,
  uniqueIndex,
} from '../../platform/database/columns.ts'
import type { Hash } from '../../platform/storage/storage.ts'
import { partners } from '../tables.ts'

export const documentKinds = ['audience-evidence', 'agreement', 'other'] as const
export const documentTypes = ['application/pdf', 'image/png', 'image/jpeg'] as const

/** Papers of partners; the files lie in a storage of their own, each once under its hash. */
export const documents = table(
  'documents',
  {
    id: id<'doc'>().primaryKey(),
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
    kind: oneOf(documentKinds).notNull(),
    /** What it is saved as, with an ending that fits what it is. */
    name: text().notNull(),
    contentType: oneOf(documentTypes).notNull(),
    bytes: integer().notNull(),
    sha256: text().$type<Hash>().notNull(),
    actorKind: oneOf(actorKinds).notNull(),
    actor: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [
    index('documents_partner').on(t.partnerId, t.id),
    uniqueIndex('documents_once').on(t.sha256, t.partnerId, t.kind),
  ],
)
