import { staffRoles } from '../actor.ts'
import { id, instant, oneOf, table, text } from '../platform/database/columns.ts'

export const staffTokens = table('staff_tokens', {
  id: id<'stf'>().primaryKey(),
  name: text().notNull(),
  role: oneOf(staffRoles).notNull(),
  hash: text().notNull().unique(),
  display: text().notNull(),
  createdAt: instant().notNull(),
  expiresAt: instant(),
  revokedAt: instant(),
  lastUsedAt: instant(),
})
