import type { Command } from 'commander'
import { listQuietFeeds, type QuietFeed, quietFeedView } from '../partners/quiet/list.ts'
import { verb } from './commands.ts'
import { onDatabase } from './on-database.ts'
import { limited } from './paging.ts'
import { moment, table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

const msPerMinute = 60_000

/** `wirecopy partner quiet`: who used to fetch articles and does no longer. */
export function quietCommand(partner: Command, terminal: Terminal): void {
  limited(
    verb(
      partner,
      'quiet',
      'list partners that used to fetch articles and do no longer, quiet longest first',
      'wirecopy partner quiet',
    ),
  ).action(async ({ json, limit }: { json?: boolean; limit: number }) =>
    onDatabase(terminal, async ({ read }) => {
      const rows = await listQuietFeeds(read, { limit })
      answer(terminal, json, { items: rows.map(quietFeedView) }, quietTable(rows, terminal))
    }),
  )
}

function quietTable(rows: QuietFeed[], { stdout }: Terminal): string {
  if (rows.length === 0) return 'No partner went quiet.'
  return table(
    rows,
    [
      { title: 'PARTNER', of: ({ partnerId }) => partnerId },
      { title: 'LAST HEARD', of: ({ heardAt }) => moment(heardAt) },
      {
        title: 'USUALLY EVERY',
        of: ({ usualMs }) => `${Math.round(usualMs / msPerMinute)} min`,
        right: true,
      },
      { title: 'QUIET SINCE', of: ({ quietAt }) => moment(quietAt) },
      { title: 'NAME', of: ({ name }) => name, cuts: true },
    ],
    stdout,
  )
}
