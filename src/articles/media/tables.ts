import {
  boolean,
  id,
  index,
  instant,
  integer,
  primaryKey,
  table,
  text,
  uniqueIndex,
} from '../../platform/database/columns.ts'
import type { Hash } from '../../platform/storage/storage.ts'
import { articles } from '../tables.ts'

/** Images by the hash of their original, which lies in the storage. */
export const media = table(
  'media',
  {
    id: id<'med'>().primaryKey(),
    sha256: text().$type<Hash>().notNull(),
    contentType: text().notNull(),
    /** As shown: after any rotation that the file asks for. */
    width: integer().notNull(),
    height: integer().notNull(),
    bytes: integer().notNull(),
    /** Empty for decoration. */
    alt: text().notNull(),
    caption: text(),
    credit: text(),
    rights: text(),
    sourceUrl: text(),
    /** Whether partners may have it; the present value decides, whatever a revision was published with. */
    redistributable: boolean().notNull(),
    /** When a story last began or ceased to show it, or they were ordered; absent once its renditions were removed. */
    renditionsAt: instant().default(0),
    createdAt: instant().notNull(),
    /** Rises with every write; the `ETag` of the staff's view. */
    version: integer().notNull(),
  },
  (t) => [uniqueIndex('media_sha256').on(t.sha256)],
)

/** Which images the newest revision of a story shows. */
export const mediaUses = table(
  'media_uses',
  {
    mediaId: id<'med'>()
      .notNull()
      .references(() => media.id),
    articleId: id<'art'>()
      .notNull()
      .references(() => articles.id),
  },
  (t) => [primaryKey({ columns: [t.mediaId, t.articleId] }), index('media_uses_article').on(t.articleId)],
)
