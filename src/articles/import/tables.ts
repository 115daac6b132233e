import { sql } from 'drizzle-orm'
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
  uniqueIndex,
} from '../../platform/database/columns.ts'
import { media } from '../media/tables.ts'
import { articles, reporters } from '../tables.ts'
import type { PreparedStory } from './prepare.ts'
import type { ImportResult } from './result.ts'
import type { Rules } from './rules.ts'

export const sourceKinds = ['wordpress', 'feed', 'wxr'] as const
export const publishModes = ['automatically', 'hold'] as const

/** Where stories come from. One that was removed stays here, so that its stories are not imported twice. */
export const sources = table(
  'sources',
  {
    id: id<'src'>().primaryKey(),
    kind: oneOf(sourceKinds).notNull(),
    url: text().notNull(),
    /** User and password, sealed under SECRET_KEY. */
    credentials: text(),
    rules: json<Rules>().notNull(),
    publish: oneOf(publishModes).notNull(),
    /** How long between polls; absent for one that is read when told to. */
    intervalMs: integer(),
    paused: boolean().notNull(),
    /** Everything that was modified before is stored. */
    modifiedAfter: instant(),
    /** The run that may write, and until when it counts as under way unless it says more. */
    runId: id<'imp'>(),
    runningUntil: instant().notNull(),
    /** Runs since the last one that went well. */
    failures: integer().notNull(),
    lastRunAt: instant(),
    lastError: text(),
    nextRunAt: instant(),
    createdAt: instant().notNull(),
    removedAt: instant(),
    version: integer().notNull(),
  },
  (t) => [uniqueIndex('sources_address').on(t.kind, t.url)],
)

/** What is known of each story of a source. */
export const sourceStories = table(
  'source_stories',
  {
    sourceId: id<'src'>()
      .notNull()
      .references(() => sources.id),
    storyId: text().notNull(),
    /** What the feeds of the source name it by; absent where that was not kept yet. */
    guid: text(),
    /** Absent while the story waits for its author to be known. */
    articleId: id<'art'>().references(() => articles.id),
    state: oneOf(['imported', 'waiting', 'vanished']).notNull(),
    /** Of the story as the source last had it. */
    contentHash: text().notNull(),
    /** Of what we last stored of it: an article that is something else was changed by the desk. */
    storedHash: text(),
    correction: text(),
    publishedAt: instant().notNull(),
    /** How often images of it could not be had that may come later, and when they are asked for again. */
    imageTries: integer().notNull().default(0),
    imagesAgainAt: instant(),
    /** A byline that nobody has said the reporter of. */
    waitsFor: text(),
    /** What is not stored as an article yet: its author is unknown, or a person is to decide. */
    pending: json<PreparedStory>(),
  },
  (t) => [
    primaryKey({ columns: [t.sourceId, t.storyId] }),
    index('source_stories_published').on(t.sourceId, t.publishedAt),
    index('source_stories_article').on(t.articleId),
    index('source_stories_waiting').on(t.waitsFor),
    index('source_stories_images').on(t.sourceId, t.imagesAgainAt).where(sql`${t.imagesAgainAt} is not null`),
  ],
)

/** Which of our images stands at an address of a source, so that it is fetched once. */
export const sourceImages = table(
  'source_images',
  {
    sourceId: id<'src'>()
      .notNull()
      .references(() => sources.id),
    url: text().notNull(),
    mediaId: id<'med'>()
      .notNull()
      .references(() => media.id),
    /** Whom the source last named as having made it, and with which story. */
    credit: text(),
    creditedIn: text(),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.url] }), index('source_images_media').on(t.mediaId)],
)

/** Which reporter a byline means; `name` is folded. */
export const bylineMappings = table('byline_mappings', {
  name: text().primaryKey(),
  byline: text().notNull(),
  reporterId: id<'rep'>()
    .notNull()
    .references(() => reporters.id),
  createdAt: instant().notNull(),
})

export const entryKinds = ['unknown-author', 'proposed-correction', 'vanished', 'conflict', 'held'] as const

export const entryStates = ['open', 'settled'] as const

/** What waits for a person's decision. */
export const deskEntries = table(
  'desk_entries',
  {
    id: id<'dsk'>().primaryKey(),
    kind: oneOf(entryKinds).notNull(),
    state: oneOf(entryStates).notNull(),
    /** Kind and subject while it is open, so that nothing stands there twice. */
    openKey: text(),
    articleId: id<'art'>().references(() => articles.id),
    sourceId: id<'src'>().references(() => sources.id),
    storyId: text(),
    /** The byline, for an unknown author. */
    byline: text(),
    headline: text(),
    note: text(),
    createdAt: instant().notNull(),
    /** When the desk was told of it by mail. */
    mailedAt: instant(),
    settledAt: instant(),
    settledBy: text(),
    outcome: text(),
  },
  (t) => [uniqueIndex('desk_entries_once').on(t.openKey), index('desk_entries_state').on(t.state, t.id)],
)

/** What each run found, the newest 1,000. */
export const importReports = table(
  'import_reports',
  {
    id: id<'imp'>().primaryKey(),
    sourceId: id<'src'>()
      .notNull()
      .references(() => sources.id),
    state: oneOf(['waiting', 'running', 'done', 'failed', 'interrupted']).notNull(),
    startedAt: instant().notNull(),
    endedAt: instant(),
    error: text(),
    result: json<ImportResult>().notNull(),
  },
  (t) => [index('import_reports_source').on(t.sourceId, t.id)],
)
