import type { Command } from 'commander'
import { z } from 'zod'
import { checkNames, verdicts } from '../partners/tables.ts'
import { type CheckName, recordCheck } from '../partners/vetting/checks.ts'
import { reviewOf } from '../partners/vetting/review.ts'
import { verdictInput } from '../partners/vetting/schema.ts'
import { systemClock } from '../platform/clock.ts'
import type { Id } from '../platform/ids.ts'
import { group, required, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, reading, take } from './options.ts'
import { table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

const example = 'par_01h455vb4pex5vsknk084sn02q'

/** `wirecopy check …`: what is looked into before a publisher is approved. */
export function checkCommands(program: Command, terminal: Terminal): void {
  const check = group(program, 'check', 'the vetting of publishers, check by check')
  verb(check, 'list', 'show where the vetting of a partner stands', `wirecopy check list ${example}`)
    .argument('<partner>', 'id of the partner', readId.partner)
    .action(async (id: Id<'par'>, { json }: { json?: boolean }) =>
      onDatabase(terminal, async ({ read }) =>
        tell(terminal, json, await reviewOf(read, id, systemClock.now())),
      ),
    )
  recording(check, terminal)
}

interface Recording {
  json?: boolean
  verdict: string
  note: string
}

function recording(check: Command, terminal: Terminal): void {
  verb(
    check,
    'record',
    'record the verdict on a check; the first one begins the review',
    `wirecopy check record ${example} audience --verdict pass --note 'print audit of March'`,
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .argument('<check>', checkNames.join(', '), reading('CHECK', checkSchema))
    .addOption(required('--verdict <verdict>', verdicts.join(', ')))
    .addOption(required('--note <text>', 'what was seen, and where'))
    .action(async (id: Id<'par'>, name: CheckName, { json, ...given }: Recording) => {
      const line = take(verdictInput, given)
      await onDatabase(terminal, async (database) => {
        const review = await database.write(async (tx) => {
          await recordCheck(tx, actor, id, { check: name, ...line })
          return reviewOf(tx, id, tx.now)
        })
        tell(terminal, json, review)
      })
    })
}

const checkSchema = z.enum(checkNames, `is not a check; use ${checkNames.join(', ')}`)

function tell(
  terminal: Terminal,
  json: boolean | undefined,
  review: Awaited<ReturnType<typeof reviewOf>>,
): void {
  const text = table(
    review,
    [
      { title: 'CHECK', of: ({ check }) => check },
      { title: 'STATE', of: ({ state }) => state },
      { title: 'NEEDED', of: (one) => (one.required ? 'yes' : 'no') },
      { title: 'GOOD UNTIL', of: ({ expiresAt }) => expiresAt?.slice(0, 10) },
    ],
    terminal.stdout,
    ({ history, belowThreshold, missingPages }) => [
      ...(belowThreshold ? ['below the threshold of the settings'] : []),
      ...(missingPages.length > 0 ? [`asked for and not given: ${missingPages.join(', ')}`] : []),
      ...history.map(({ at, verdict, note, by }) => `${at.slice(0, 10)} ${verdict} by ${by}: ${note}`),
    ],
  )
  answer(terminal, json, { items: review, next: null }, text)
}
