import { and, asc, eq, gt, isNotNull, or } from 'drizzle-orm'
import { z } from 'zod'
import { type Instant, toRfc3339 } from '../../platform/clock.ts'
import type { Queries } from '../../platform/database/database.ts'
import { exampleTime } from '../../platform/http/openapi/examples.ts'
import { exampleId, type Id, idSchema } from '../../platform/ids.ts'
import { partners } from '../tables.ts'
import { rhythms } from './tables.ts'

const msPerMinute = 60_000

export interface QuietFeed {
  partnerId: Id<'par'>
  name: string
  heardAt: Instant
  usualMs: number
  quietAt: Instant
}

interface Page {
  limit: number
  after?: Pick<QuietFeed, 'quietAt' | 'partnerId'> | undefined
}

/** A page of partners that used to fetch and do no longer, whoever is quiet longest first. */
export async function listQuietFeeds(queries: Queries, { limit, after }: Page): Promise<QuietFeed[]> {
  const { partnerId, heardAt, usualMs, quietAt } = rhythms
  const rows = await queries
    .select({ partnerId, name: partners.name, heardAt, usualMs, quietAt })
    .from(rhythms)
    .innerJoin(partners, eq(partners.id, partnerId))
    .where(
      and(
        isNotNull(quietAt),
        eq(partners.status, 'approved'),
        after &&
          or(gt(quietAt, after.quietAt), and(eq(quietAt, after.quietAt), gt(partnerId, after.partnerId))),
      ),
    )
    .orderBy(asc(quietAt), asc(partnerId))
    .limit(limit)
  return rows.flatMap((row) => (row.quietAt === null ? [] : [{ ...row, quietAt: row.quietAt }]))
}

const time = z.iso.datetime()

export const quietFeedSchema = z
  .object({
    partner: z.object({ id: idSchema('par'), name: z.string() }),
    lastHeardAt: time.describe('When one of its live keys was last used.'),
    usualMinutes: z.int().describe('How long it usually is between two times that it is heard of.'),
    quietSince: time.describe('When its silence was found to be longer than usual; it was told by mail.'),
  })
  .meta({
    id: 'QuietFeed',
    examples: [
      {
        partner: { id: exampleId('par'), name: 'Example Gazette' },
        lastHeardAt: exampleTime,
        usualMinutes: 60,
        quietSince: exampleTime,
      },
    ],
  })

export function quietFeedView(feed: QuietFeed): z.infer<typeof quietFeedSchema> {
  return {
    partner: { id: feed.partnerId, name: feed.name },
    lastHeardAt: toRfc3339(feed.heardAt),
    usualMinutes: Math.round(feed.usualMs / msPerMinute),
    quietSince: toRfc3339(feed.quietAt),
  }
}
