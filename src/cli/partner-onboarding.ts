import type { Command } from 'commander'
import { z } from 'zod'
import { listOnboardings, type Stage, stageCounts, stages } from '../licensing/board/board.ts'
import { onboardingView, stageView } from '../licensing/board/schema.ts'
import { invite, maxWave, nextWave, wouldInvite } from '../partners/onboarding/inviting.ts'
import { invitationsView, newInvitationsInput } from '../partners/onboarding/schema.ts'
import { systemClock } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { verb } from './commands.ts'
import { oldFeedCommand } from './old-feed.ts'
import { actor, onDatabase } from './on-database.ts'
import { numberIn, readId, reading, take } from './options.ts'
import { type Paged, paged, pageOf } from './paging.ts'
import { boardPage, invitationPage } from './partner-onboarding-pages.ts'
import { WrongUsage } from './refusal.ts'
import { answer, type Terminal } from './terminal.ts'

const example = 'par_01h455vb4pex5vsknk084sn02q'

/** `wirecopy partner invite`, `board`, `old-feed`: moving partners here. */
export function onboardingCommands(partner: Command, terminal: Terminal): void {
  inviting(partner, terminal)
  board(partner, terminal)
  oldFeedCommand(partner, terminal)
}

interface InviteOptions {
  json?: boolean
  imported?: boolean
  wave?: string
  dryRun?: boolean
}

function inviting(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'invite',
    'mail partners a link to a key of their own',
    'wirecopy partner invite --imported --wave 50 --dry-run',
  )
    .argument('[partners...]', 'ids of partners')
    .option('--imported', 'those that were imported and never invited, the first registered first')
    .option('--wave <number>', `how many of them, at most ${maxWave}; default: 50`)
    .option('--dry-run', 'say who would be mailed, and mail nobody')
    .action(async (ids: string[], options: InviteOptions) => {
      const wanted = wantedBy(ids, options)
      await onDatabase(terminal, async (database) => {
        const outcomes = options.dryRun
          ? await wouldInvite(database.read, await idsOf(wanted, database.read))
          : await database.write(async (tx) => invite(tx, actor, await idsOf(wanted, tx)))
        const view = invitationsView(outcomes, options.dryRun ?? false)
        answer(terminal, options.json, view, invitationPage(view, terminal.stdout))
      })
    })
}

type Wanted = z.output<typeof newInvitationsInput>

function wantedBy(ids: string[], { imported = false, wave }: InviteOptions): Wanted {
  if (imported === ids.length > 0 || (wave !== undefined && !imported))
    throw new WrongUsage(`wirecopy partner invite: name partners such as ${example}, or give --imported`)
  return take(
    newInvitationsInput,
    imported ? { wave: numberIn(wave ?? '50') } : { partnerIds: ids.map(readId.partner) },
  )
}

async function idsOf({ partnerIds, wave = 0 }: Wanted, queries: Database['read']): Promise<Id<'par'>[]> {
  return partnerIds ?? (await nextWave(queries, wave))
}

const stageSchema = z.enum(stages, `is not a stage; use ${stages.join(', ')}`)

function board(partner: Command, terminal: Terminal): void {
  paged(
    verb(
      partner,
      'board',
      'how far the partners are that move here',
      'wirecopy partner board --stage invited',
    ),
    readId.partner,
  )
    .option('--stage <stage>', stages.join(', '), reading('--stage', stageSchema))
    .action(async ({ json, limit, after, stage }: Paged<'par'> & { stage?: Stage }) =>
      onDatabase(terminal, async ({ read }) => {
        const now = systemClock.now()
        const counts = await stageCounts(read, now)
        const rows = await listOnboardings(read, now, { limit: limit + 1, stage, after })
        const { page, next } = pageOf(rows, limit, ({ partnerId }) => partnerId)
        const wire = { stages: counts.map(stageView), items: page.map(onboardingView), next }
        answer(terminal, json, wire, boardPage(counts, page, { next, now }, terminal.stdout))
      }),
    )
}
