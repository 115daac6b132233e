import {
  id,
  index,
  instant,
  integer,
  json,
  oneOf,
  primaryKey,
  table,
  text,
} from '../../platform/database/columns.ts'
import { partners } from '../tables.ts'
import type { Acceptance, Given } from './given.ts'

/**
 * `draft`: something is missing; `unconfirmed`: its address is; `registered`: it is a partner's now;
 * `duplicate`: confirmed, but a site of it is another partner's, so that staff decide.
 */
export const applicationStatuses = ['draft', 'unconfirmed', 'registered', 'duplicate', 'closed'] as const

/** Requests to become a partner. Of whoever became one, the people are known as its contacts alone. */
export const applications = table(
  'applications',
  {
    id: id<'apl'>().primaryKey(),
    status: oneOf(applicationStatuses).notNull(),
    /** SHA-256 of the token that it is seen and changed by; null for one that staff entered. */
    tokenHash: text().unique(),
    given: json<Given>().notNull(),
    /** Which terms were accepted with it, by whom; null before, and once an agreement says so. */
    acceptance: json<Acceptance>(),
    partnerId: id<'par'>().references(() => partners.id),
    /** Why it was closed. */
    reason: text(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    confirmedAt: instant(),
    version: integer().notNull(),
  },
  (t) => [
    index('applications_status').on(t.status, t.id),
    index('applications_stale').on(t.status, t.updatedAt),
    index('applications_partner').on(t.partnerId),
  ],
)

/** The hosts that an application names. Anybody may name any: none of them belongs to it. */
export const applicationHosts = table(
  'application_hosts',
  {
    applicationId: id<'apl'>()
      .notNull()
      .references(() => applications.id),
    host: text().notNull(),
    /** What people read it as: the same, unless it has letters of another script. */
    readsAs: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.applicationId, t.host] }),
    index('application_hosts_host').on(t.host),
    index('application_hosts_reads_as').on(t.readsAs),
  ],
)
