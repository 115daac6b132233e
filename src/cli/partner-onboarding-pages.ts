import type { z } from 'zod'
import type { Onboarding, StageCount } from '../licensing/board/board.ts'
import type { invitationsSchema } from '../partners/onboarding/schema.ts'
import { dayMs, type Instant } from '../platform/clock.ts'
import { continued } from './paging.ts'
import { moment, table } from './table.ts'
import type { Output } from './terminal.ts'

const barWidth = 30

/** Who was invited, and who was not and why. */
export function invitationPage(
  { preview, invited, skipped, partners }: z.infer<typeof invitationsSchema>,
  output: Output,
): string {
  if (partners.length === 0) return 'Nobody is left to invite. See how far they are: wirecopy partner board'
  const list = table(
    partners,
    [
      { title: 'PARTNER', of: ({ partnerId }) => partnerId },
      { title: 'RESULT', of: ({ result }) => result },
      { title: 'MAILS', of: (row) => (row.result === 'invited' ? row.mails : null), right: true },
      { title: 'NAME', of: ({ name }) => name, cuts: true },
    ],
    output,
    (row) => (row.result === 'skipped' ? [row.because] : []),
  )
  const counts = `${invited} invited, ${skipped} skipped.`
  return `${list}\n\n${preview ? `Nobody was mailed. It would be: ${counts}` : counts}`
}

/** Each stage with a bar for its share, and the partners below. */
export function boardPage(
  counts: StageCount[],
  rows: Onboarding[],
  { next, now }: { next: string | null; now: Instant },
  output: Output,
): string {
  const all = counts.reduce((sum, { partners }) => sum + partners, 0)
  if (all === 0) return 'Nobody moves here yet. Bring your partners: wirecopy partner import --help'
  const stages = table(
    counts,
    [
      { title: 'STAGE', of: ({ stage }) => stage },
      { title: 'PARTNERS', of: ({ partners }) => partners, right: true },
      { title: 'SHARE', of: ({ partners }) => bar(partners, all) },
      {
        title: 'LONGEST',
        of: ({ oldestSince }) => (oldestSince === null ? null : lasting(oldestSince, now)),
      },
    ],
    output,
  )
  if (rows.length === 0) return `${stages}\n\nNo partner stands there.`
  const list = table(
    rows,
    [
      { title: 'PARTNER', of: ({ partnerId }) => partnerId },
      { title: 'STAGE', of: ({ stage }) => stage },
      { title: 'FOR', of: ({ since }) => lasting(since, now), right: true },
      { title: 'OLD FEED SEEN', of: ({ oldFeedSeenAt }) => moment(oldFeedSeenAt) },
      { title: 'NAME', of: ({ name }) => name, cuts: true },
    ],
    output,
  )
  return `${stages}\n\n${continued(list, '--after', next)}`
}

// Whoever is not nobody has a mark at least.
function bar(part: number, all: number): string {
  const marks = Math.max(part > 0 ? 1 : 0, Math.round((part / all) * barWidth))
  return `${'#'.repeat(marks)}${'.'.repeat(barWidth - marks)} ${String(Math.round((part / all) * 100)).padStart(3)} %`
}

function lasting(since: Instant, now: Instant): string {
  const days = Math.max(0, Math.floor((now - since) / dayMs))
  return days === 1 ? '1 day' : `${days} days`
}
