import type { Command } from 'commander'
import { z } from 'zod'
import { agreementOf, approve } from '../licensing/agreements.ts'
import { staffPartnerView } from '../licensing/schema.ts'
import {
  listPartners,
  type PartnerProfile,
  type PartnerStatus,
  registerPartner,
  showPartner,
} from '../partners/partners.ts'
import { newPartnerInput, partnerView } from '../partners/schema.ts'
import { partnerStatuses } from '../partners/tables.ts'
import type { Id } from '../platform/ids.ts'
import { advanceAccessCommand } from './advance-access.ts'
import { group, required, verb } from './commands.ts'
import { confirmContactCommand } from './confirm-contact.ts'
import { evidenceCommand } from './evidence.ts'
import { actor, onDatabase } from './on-database.ts'
import { contactIn, numberIn, readId, reading, take } from './options.ts'
import { type Paged, paged, pageOf } from './paging.ts'
import { decisionCommands } from './partner-decisions.ts'
import { documentCommands } from './partner-documents.ts'
import { domainCommands } from './partner-domains.ts'
import { partnerEditCommand } from './partner-edit.ts'
import { erasureCommand } from './partner-erasure.ts'
import { partnerImportCommand } from './partner-import.ts'
import { importReportCommands } from './partner-import-reports.ts'
import { onboardingCommands } from './partner-onboarding.ts'
import { partnerPage, partnerTable } from './partner-pages.ts'
import { quietCommand } from './quiet-feeds.ts'
import { answer, type Terminal } from './terminal.ts'

const example = 'par_01h455vb4pex5vsknk084sn02q'

/** `wirecopy partner …`: register publishers and decide on them. */
export function partnerCommands(program: Command, terminal: Terminal): void {
  const partner = group(program, 'partner', 'publishers that may fetch articles')
  addPartner(partner, terminal)
  listing(partner, terminal)
  showing(partner, terminal)
  partnerEditCommand(partner, terminal)
  decisionCommands(partner, terminal)
  confirmContactCommand(partner, terminal)
  advanceAccessCommand(partner, terminal)
  domainCommands(partner, terminal)
  evidenceCommand(partner, terminal)
  documentCommands(partner, terminal)
  partnerImportCommand(partner, terminal)
  importReportCommands(partner, terminal)
  onboardingCommands(partner, terminal)
  erasureCommand(partner, terminal)
  quietCommand(partner, terminal)
}

interface NewPartnerOptions {
  json?: boolean
  name: string
  legalName?: string
  domain: string[]
  audience: string
  audienceSource?: string
  contact: string[]
  approve?: boolean
}

function addPartner(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'add',
    'register a publisher',
    "wirecopy partner add --name 'Example Gazette' --domain gazette.example --audience 250000 \\\n    --contact desk@gazette.example --approve",
  )
    .addOption(required('--name <name>', 'name of the publisher'))
    .option('--legal-name <name>', 'name of its company, where that is another')
    .addOption(required('--domain <host...>', 'host it publishes on; repeat for several'))
    .addOption(required('--audience <number>', 'monthly unique visitors over all its sites'))
    .option('--audience-source <text>', 'where that number comes from')
    .addOption(
      required(
        '--contact <contact...>',
        'mail address that kills are sent to, or role=address with the role urgent, editorial, technical or licensing',
      ),
    )
    .option('--approve', 'approve it at once, so that its keys work')
    .action(async (options: NewPartnerOptions) => {
      const wanted = take(newPartnerInput, {
        name: options.name,
        legalName: options.legalName,
        domains: options.domain,
        audience: { monthlyUniques: numberIn(options.audience), source: options.audienceSource },
        contacts: options.contact.map(contactIn),
      })
      await onDatabase(terminal, async (database) => {
        const added = await database.write(async (tx) => {
          const registered = await registerPartner(tx, actor, wanted)
          return options.approve ? approve(tx, actor, registered.id, {}) : registered
        })
        answer(terminal, options.json, { id: added.id }, registration(added))
      })
    })
}

function registration({ id, name, status }: PartnerProfile): string {
  const next =
    status === 'approved'
      ? `Next, make a key: wirecopy key create ${id} --name 'production CMS'`
      : `Its keys work once it is approved: wirecopy partner approve ${id}`
  return `Registered ${name} as ${id} (${status}).\n${next}`
}

function listing(partner: Command, terminal: Terminal): void {
  paged(
    verb(
      partner,
      'list',
      'list partners in the order of their registration',
      'wirecopy partner list --status approved',
    ),
    readId.partner,
  )
    .option('--status <status>', partnerStatuses.join(', '), reading('--status', statusSchema))
    .action(async (options: Paged<'par'> & { status?: PartnerStatus }) =>
      onDatabase(terminal, async ({ read }) => {
        const { limit, status, after } = options
        const rows = await listPartners(read, { limit: limit + 1, status, after })
        const { page, next } = pageOf(rows, limit, ({ id }) => id)
        answer(
          terminal,
          options.json,
          { items: page.map(partnerView), next },
          partnerTable(page, next, options, terminal.stdout),
        )
      }),
    )
}

const statusSchema = z.enum(partnerStatuses, `is not a status; use ${partnerStatuses.join(', ')}`)

function showing(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'show',
    'show a partner with its contacts, checks and agreement',
    `wirecopy partner show ${example}`,
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .action(async (id: Id<'par'>, { json }: { json?: boolean }) =>
      onDatabase(terminal, async ({ read }) => {
        const found = await showPartner(read, id)
        const agreement = await agreementOf(read, id)
        answer(terminal, json, staffPartnerView(found, agreement), partnerPage(found, agreement))
      }),
    )
}
