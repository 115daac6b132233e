import type { Command } from 'commander'
import { requireArticle } from '../articles/articles.ts'
import { everyRecipient, listRecipients, type Recipient, recipientLines } from '../compliance/recipients.ts'
import { recipientColumns, recipientView } from '../compliance/schema.ts'
import { csv } from '../platform/http/csv.ts'
import type { Id } from '../platform/ids.ts'
import { verb } from './commands.ts'
import { onDatabase } from './on-database.ts'
import { readId } from './options.ts'
import { continued, type Paged, paged, pageOf } from './paging.ts'
import { moment, table } from './table.ts'
import { answer, type Terminal, writeFile } from './terminal.ts'

/** `wirecopy article recipients`: who was served a story. */
export function recipientsCommand(article: Command, terminal: Terminal): void {
  paged(
    verb(
      article,
      'recipients',
      'who was served a story, was told of its end or correction, and has answered',
      'wirecopy article recipients art_01h455vb4pex5vsknk084sn02q --csv > recipients.csv',
    ),
    readId.partner,
  )
    .argument('<article>', 'id of the story', readId.article)
    .option('--csv', 'all of them as a file for a spreadsheet')
    .action(async (id: Id<'art'>, options: Paged<'par'> & { csv?: boolean }) =>
      onDatabase(terminal, async ({ read }) => {
        const story = await requireArticle(read, id)
        if (options.csv) {
          const lines = recipientLines(everyRecipient(read, story))
          return writeFile(terminal, csv(lines, recipientColumns))
        }
        const { limit, after, json } = options
        const rows = await listRecipients(read, story, { limit: limit + 1, after })
        const { page, next } = pageOf(rows, limit, ({ partnerId }) => partnerId)
        const wire = { items: page.map(recipientView), next }
        answer(terminal, json, wire, recipientTable(page, next, terminal))
      }),
    )
}

function recipientTable(rows: Recipient[], next: string | null, { stdout }: Terminal): string {
  if (rows.length === 0) return 'Nobody was served this story.'
  const list = table(
    rows,
    [
      { title: 'PARTNER', of: ({ partnerId }) => partnerId },
      { title: 'STATUS', of: ({ status }) => status },
      {
        title: 'REVISIONS',
        of: ({ grants }) => grants.map(({ revision, how }) => `${revision} ${how}`).join(', '),
      },
      { title: 'FETCHES', of: ({ fetches }) => fetches, right: true },
      { title: 'MAILED', of: mailedOf },
      { title: 'NOTIFIED', of: ({ notifiedAt }) => notifiedAt && moment(notifiedAt) },
      {
        title: 'ANSWER',
        of: answerOf,
      },
      { title: 'LAST', of: ({ lastFetchedOn }) => lastFetchedOn },
      { title: 'NAME', of: ({ name }) => name, cuts: true },
      { title: 'URGENT CONTACT', of: ({ urgentContacts }) => urgentContacts.join(', '), cuts: true },
    ],
    stdout,
  )
  return continued(list, '--after', next)
}

/** What became of the newest mail, and since when. */
function mailedOf({ notices }: Recipient): string | undefined {
  const newest = notices.at(-1)
  return newest && `${newest.status.replaceAll('_', ' ')}, ${moment(newest.createdAt)}`
}

function answerOf({ acknowledgement, pageChecks, outstanding }: Recipient): string | undefined {
  if (acknowledgement?.way === 'check') return `${acknowledgement.answer} (page check)`
  if (acknowledgement) return acknowledgement.answer
  if (!outstanding) return undefined
  return pageChecks.some(({ state }) => state === 'up') ? 'still up' : 'outstanding'
}
