import { type Command, Option } from 'commander'
import { effectOf } from '../decision-effect.ts'
import { approve } from '../licensing/agreements.ts'
import { decide, type PartnerDecision } from '../partners/decisions.ts'
import type { DecisionEffect } from '../partners/effect.ts'
import type { PartnerProfile } from '../partners/partners.ts'
import { approvalInput, reasonInput } from '../partners/schema.ts'
import { checkNames } from '../partners/tables.ts'
import { systemClock } from '../platform/clock.ts'
import type { Tx } from '../platform/database/database.ts'
import type { Id } from '../platform/ids.ts'
import { required, several, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, take } from './options.ts'
import { WrongUsage } from './refusal.ts'
import { answer, type Terminal } from './terminal.ts'

const example = 'par_01h455vb4pex5vsknk084sn02q'

/** `wirecopy partner approve`, `decline`, `suspend` …: what is decided on publishers. */
export function decisionCommands(partner: Command, terminal: Terminal): void {
  approval(partner, terminal)
  for (const [name, decision, description] of decisions) {
    deciding(partner, terminal, name, decision, description)
  }
}

const decisions = [
  ['ask', 'asked', 'ask a publisher for more before it is decided on'],
  ['decline', 'declined', 'decline a publisher; it may apply again'],
  ['reopen', 'taken up again', 'take up a declined publisher again'],
  ['suspend', 'suspended', 'suspend a partner: it gets no articles until reinstated'],
  ['reinstate', 'reinstated', 'lift a suspension'],
  ['terminate', 'terminated', 'end a partnership'],
] as const

// What takes something away can be looked at before.
const endings: PartnerDecision[] = ['declined', 'suspended', 'terminated']

function approval(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'approve',
    'approve a partner: its keys work at once, and the terms are accepted on its behalf',
    `wirecopy partner approve ${example}`,
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .option('--reason <text>', 'why; the partner sees it')
    .option(
      '--waive <check=note>',
      `do without a check, and why; of ${checkNames.join(', ')}; repeat for several`,
      several,
    )
    .action(async (id: Id<'par'>, options: { json?: boolean; reason?: string; waive?: string[] }) => {
      const { reason, waive } = options
      const wanted = take(approvalInput, { reason, waivers: waive?.map(waiverIn) })
      await change(terminal, options.json, (tx) => approve(tx, actor, id, wanted))
    })
}

function waiverIn(text: string): { check: string; note: string } {
  const [, check, note] = /^([\w-]+)=(.*)$/s.exec(text) ?? []
  if (check !== undefined && note !== undefined) return { check, note }
  throw new WrongUsage(
    `--waive ${JSON.stringify(text)} must be check=note, such as 'audience=seen in the print audit'`,
  )
}

function deciding(
  partner: Command,
  terminal: Terminal,
  name: string,
  decision: Exclude<PartnerDecision, 'approved'>,
  description: string,
): void {
  const reason = ['--reason <text>', 'why; the partner sees it'] as const
  const command = verb(
    partner,
    name,
    description,
    `wirecopy partner ${name} ${example} --reason 'as agreed by phone'`,
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .addOption(decision === 'reinstated' ? new Option(...reason) : required(...reason))
    .action(async (id: Id<'par'>, options: { json?: boolean; reason?: string; preview?: boolean }) => {
      const wanted = take(reasonInput.partial(), { reason: options.reason })
      if (options.preview) return foretell(terminal, options.json, id, decision)
      return change(terminal, options.json, (tx) => decide(tx, actor, id, decision, wanted.reason))
    })
  if (endings.includes(decision)) command.option('--preview', 'tell what it would do, and do nothing')
}

async function foretell(
  terminal: Terminal,
  json: boolean | undefined,
  id: Id<'par'>,
  decision: PartnerDecision,
): Promise<void> {
  await onDatabase(terminal, async ({ read }) => {
    const effect = await effectOf(read, id, decision, systemClock.now())
    answer(terminal, json, effect, foretold(effect))
  })
}

function foretold({ partnerId, status, next, keys, feeds, webhooks, grants }: DecisionEffect): string {
  const named = ({ id, name, display }: DecisionEffect['keys'][number]) => `  ${id}  ${display}  ${name}`
  return [
    `${partnerId} is ${status} and would be ${next}.`,
    `Keys that would get no more articles: ${keys.length}`,
    ...keys.map(named),
    `Feeds that would stop: ${feeds.length}`,
    ...feeds.map(named),
    `Webhook endpoints that would hear of nothing new: ${webhooks.length}`,
    ...webhooks.map(({ id, url }) => `  ${id}  ${url}`),
    `Licenses that it keeps: ${grants}`,
  ].join('\n')
}

async function change(
  terminal: Terminal,
  json: boolean | undefined,
  work: (tx: Tx) => Promise<PartnerProfile>,
): Promise<void> {
  await onDatabase(terminal, async (database) => {
    const { id, name, status } = await database.write(work)
    answer(terminal, json, { id, status }, `${name} (${id}) is now ${status}.`)
  })
}
