import { changes, changeTypes } from '../../articles/tables.ts'
import { partners } from '../../partners/tables.ts'
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
  uniqueIndex,
} from '../../platform/database/columns.ts'

/** What is sent besides changes, to try an endpoint. */
export const testType = 'webhook.test'
/** What is sent to endpoints that want kills, to see whether one would arrive. */
export const drillType = 'kill.drill'
/** What the other endpoints of a partner are sent when one was turned off. */
export const disabledType = 'webhook.disabled'
/** How long a drill lasts. */
export const drillMs = 60 * 60 * 1_000
export const eventTypes = [...changeTypes, testType, drillType, disabledType] as const

/** Kills, withdrawals and corrections never wait behind anything else. */
export const deliveryLanes = ['urgent', 'default'] as const
export const deliveryStatuses = ['waiting', 'delivered', 'failed', 'canceled'] as const
/** Why nothing is sent to an endpoint: its partner wants that, it answered 410, or it failed for days. */
export const offReasons = ['asked', 'gone', 'failing'] as const

export const webhookEndpoints = table(
  'webhook_endpoints',
  {
    id: id<'whe'>().primaryKey(),
    partnerId: id<'par'>()
      .notNull()
      .references(() => partners.id),
    url: text().notNull(),
    /** The types of changes that it wants; all where there is none. */
    events: json<(typeof changeTypes)[number][]>(),
    description: text(),
    /** Under SECRET_KEY. */
    secret: text().notNull(),
    /** The one before, which signs as well until its time is over. */
    formerSecret: text(),
    formerUntil: instant(),
    /** The newest change before it was there. */
    startSeq: integer().notNull(),
    /** Since when nothing has arrived, where it fails at present. */
    failingSince: instant(),
    offSince: instant(),
    offReason: oneOf(offReasons),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    removedAt: instant(),
    version: integer().notNull(),
  },
  (t) => [index('webhook_endpoints_partner').on(t.partnerId, t.id)],
)

/** When each lane of an endpoint has something to send; whoever sends has the whole lane to itself. */
export const webhookQueues = table(
  'webhook_queues',
  {
    endpointId: id<'whe'>()
      .notNull()
      .references(() => webhookEndpoints.id),
    lane: oneOf(deliveryLanes).notNull(),
    /** When something may be sent; while somebody sends, when its lease ends. */
    dueAt: instant().notNull(),
    leaseId: text(),
  },
  (t) => [
    primaryKey({ columns: [t.endpointId, t.lane] }),
    index('webhook_queues_due').on(t.lane, t.dueAt, t.endpointId),
  ],
)

/** A change that is brought to an endpoint, once however often it is tried: its id is the `webhook-id`. */
export const webhookDeliveries = table(
  'webhook_deliveries',
  {
    id: id<'whd'>().primaryKey(),
    endpointId: id<'whe'>()
      .notNull()
      .references(() => webhookEndpoints.id),
    type: oneOf(eventTypes).notNull(),
    /** Of the change; what is of none has none. */
    seq: integer().references(() => changes.seq),
    articleId: id<'art'>(),
    /** Of a drill. */
    drillId: id<'drl'>(),
    /** Which endpoint was turned off. */
    disabledId: id<'whe'>(),
    lane: oneOf(deliveryLanes).notNull(),
    status: oneOf(deliveryStatuses).notNull(),
    /** When it may be tried next, while it is waiting. */
    nextAt: instant().notNull(),
    /** How often it was tried, ever. */
    attempts: integer().notNull(),
    /** How often since it was last asked for: which wait comes next. */
    failures: integer().notNull(),
    createdAt: instant().notNull(),
    /** When it was delivered, given up or canceled. */
    endedAt: instant(),
  },
  (t) => [
    uniqueIndex('webhook_deliveries_once').on(t.endpointId, t.seq),
    index('webhook_deliveries_due').on(t.endpointId, t.lane, t.status, t.nextAt),
    index('webhook_deliveries_story').on(t.articleId, t.endpointId, t.status, t.seq),
    index('webhook_deliveries_listing').on(t.endpointId, t.id),
    index('webhook_deliveries_status').on(t.endpointId, t.status, t.id),
    index('webhook_deliveries_waiting').on(t.status, t.lane, t.nextAt),
    index('webhook_deliveries_created').on(t.createdAt),
    index('webhook_deliveries_drill').on(t.drillId),
  ],
)

export const webhookAttempts = table(
  'webhook_attempts',
  {
    deliveryId: id<'whd'>()
      .notNull()
      .references(() => webhookDeliveries.id),
    number: integer().notNull(),
    at: instant().notNull(),
    durationMs: integer().notNull(),
    /** What was answered; absent where nothing was. */
    status: integer(),
    /** Why nothing was. */
    error: text(),
    /** The beginning of the body that was answered. */
    response: text(),
  },
  (t) => [primaryKey({ columns: [t.deliveryId, t.number] })],
)
