import { actorKinds } from '../actor.ts'
import type { Instant } from '../platform/clock.ts'
import {
  boolean,
  id,
  index,
  instant,
  integer,
  json,
  oneOf,
  primaryKey,
  table,
  text,
} from '../platform/database/columns.ts'

export const partnerStatuses = [
  'applied',
  'in_review',
  'approved',
  'suspended',
  'terminated',
  'declined',
] as const
export const contactRoles = ['urgent', 'editorial', 'technical', 'licensing'] as const
export const checkNames = [
  'legitimate-publisher',
  'domain-ownership',
  'audience',
  'contact',
  'terms',
] as const
export const verdicts = ['pass', 'fail', 'waived'] as const
export const publicationKinds = [
  'newspaper',
  'magazine',
  'digital',
  'broadcaster',
  'newsletter',
  'agency',
  'other',
] as const
export const scopes = [
  'articles:read',
  'changes:read',
  'feeds:read',
  'placements:write',
  'webhooks:write',
  'usage:read',
  'keys:write',
] as const

/** Live keys see what is real, test keys what was made up for them; feed secrets stand in addresses of feeds. */
export const keyKinds = ['live', 'test', 'feed'] as const
/** By what a feed names its stories: our URI, or what the feed that they were imported from named them by. */
export const feedGuids = ['uri', 'source'] as const

/** What the feeds of a secret are like. */
export interface FeedSettings {
  /** What was published first before is not in them. */
  startsAt: Instant
  guid: (typeof feedGuids)[number]
}

export const partners = table(
  'partners',
  {
    id: id<'par'>().primaryKey(),
    name: text().notNull(),
    legalName: text(),
    /** Whoever staff registered themselves they vouch for; all others are vetted. */
    origin: oneOf(['staff', 'application']).notNull().default('staff'),
    /** ISO 3166-1 alpha-2. */
    country: text(),
    publication: oneOf(publicationKinds),
    ownershipPage: text(),
    editorialPage: text(),
    correctionsPolicy: text(),
    status: oneOf(partnerStatuses).notNull(),
    /** Why it has this status; shown to staff and in the partner's own profile. */
    statusReason: text(),
    /** Monthly unique visitors over all its sites. */
    monthlyUniques: integer().notNull(),
    pageViews: integer(),
    /** Which time the numbers are of: `April 2026`. */
    audiencePeriod: text(),
    audienceSource: text(),
    audienceEvidence: text(),
    /** Sees stories under embargo before the rest does. */
    advanceAccess: boolean().notNull().default(false),
    /** When the partnership, or the asking for one, came to its end. */
    endedAt: instant(),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    version: integer().notNull(),
  },
  (t) => [index('partners_created').on(t.createdAt, t.id), index('partners_ended').on(t.status, t.endedAt)],
)

/** The hosts a partner publishes on; a host belongs to one partner. */
export const partnerDomains = table(
  'partner_domains',
  {
    host: text().primaryKey(),
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
  },
  (t) => [index('partner_domains_partner').on(t.partnerId)],
)

export const contacts = table(
  'contacts',
  {
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
    role: oneOf(contactRoles).notNull(),
    email: text().notNull(),
    name: text(),
    /** When whoever reads mails to it said so. */
    confirmedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.partnerId, t.role, t.email] })],
)

/** One line of a partner's vetting, as it stands. */
export const checks = table(
  'checks',
  {
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
    check: oneOf(checkNames).notNull(),
    verdict: oneOf(verdicts).notNull(),
    note: text().notNull(),
    actorKind: oneOf(actorKinds).notNull().default('staff'),
    actor: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.partnerId, t.check] })],
)

/** Every line that was ever recorded. */
export const checkRecords = table(
  'check_records',
  {
    id: id<'chk'>().primaryKey(),
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
    check: oneOf(checkNames).notNull(),
    verdict: oneOf(verdicts).notNull(),
    note: text().notNull(),
    actorKind: oneOf(actorKinds).notNull(),
    actor: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [index('check_records_partner').on(t.partnerId, t.id)],
)

export const apiKeys = table(
  'api_keys',
  {
    id: id<'key'>().primaryKey(),
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
    name: text().notNull(),
    /** SHA-256 of the key; the key itself is stored nowhere. */
    hash: text().notNull().unique(),
    display: text().notNull(),
    kind: oneOf(keyKinds).notNull().default('live'),
    /** A test key under SECRET_KEY: it may be shown again. */
    sealed: text(),
    scopes: json<(typeof scopes)[number][]>().notNull(),
    allowedCidrs: json<string[]>().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant(),
    revokedAt: instant(),
    lastUsedAt: instant(),
    /** When its successor was made; it ends at `expiresAt`. */
    rotatedAt: instant(),
    successorId: id<'key'>(),
    /** How many days before its end its partner was last told of it. */
    endTold: integer(),
    /** Of a feed secret. */
    feed: json<FeedSettings>(),
  },
  (t) => [index('api_keys_partner').on(t.partnerId, t.createdAt), index('api_keys_expiry').on(t.expiresAt)],
)
