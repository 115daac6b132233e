import type { Command } from 'commander'
import { z } from 'zod'
import { applicationRules } from '../application-rules.ts'
import {
  type ApplicationStatus,
  listApplications,
  requireApplication,
} from '../partners/applications/applications.ts'
import { closeApplication, enterApplication } from '../partners/applications/entering.ts'
import { draftInput } from '../partners/applications/given.ts'
import { applicationView } from '../partners/applications/schema.ts'
import { showApplication, shown } from '../partners/applications/showing.ts'
import { applicationStatuses } from '../partners/applications/tables.ts'
import { reasonInput } from '../partners/schema.ts'
import { publicationKinds } from '../partners/tables.ts'
import type { Id } from '../platform/ids.ts'
import { applicationPage, applicationTable } from './application-pages.ts'
import { group, required, several, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { contactIn, numberIn, readId, reading, take } from './options.ts'
import { continued, limited, pageOf } from './paging.ts'
import { answer, type Terminal } from './terminal.ts'

const example = 'apl_01h455vb4pex5vsknk084sn02q'

/** `wirecopy application …`: who wants to become a partner. */
export function applicationCommands(program: Command, terminal: Terminal): void {
  const application = group(program, 'application', 'who wants to become a partner')
  adding(application, terminal)
  listing(application, terminal)
  showing(application, terminal)
  closing(application, terminal)
}

interface NewApplicationOptions {
  json?: boolean
  name: string
  legalName?: string
  country: string
  publication: string
  site: string[]
  ownershipPage?: string
  editorialPage?: string
  correctionsPolicy?: string
  audience: string
  audienceSource: string
  contact: string[]
  cms?: string
  by: string[]
}

function adding(application: Command, terminal: Terminal): void {
  verb(
    application,
    'add',
    'enter an application that came by mail; a partner comes of it, which is vetted like all',
    "wirecopy application add --name 'Example Gazette' --country US --publication newspaper \\\n    --site https://gazette.example --audience 250000 --audience-source 'own count' --by feed --contact desk@gazette.example",
  )
    .addOption(required('--name <name>', 'name of the publisher'))
    .option('--legal-name <name>', 'name of its company')
    .addOption(required('--country <code>', 'ISO 3166-1, two letters'))
    .addOption(required('--publication <kind>', publicationKinds.join(', ')))
    .addOption(required('--site <address...>', 'where it publishes; repeat for several'))
    .option('--ownership-page <url>', 'page that says who owns it')
    .option('--editorial-page <url>', 'page that names its newsroom')
    .option('--corrections-policy <url>', 'page that says how it corrects')
    .addOption(required('--audience <number>', 'monthly unique visitors over all its sites'))
    .addOption(required('--audience-source <text>', 'who counted, and how'))
    .addOption(
      required(
        '--contact <contact...>',
        'mail address that kills are sent to, or role=address with the role urgent, editorial, technical or licensing',
      ),
    )
    .option('--cms <name>', 'what it publishes with')
    .addOption(required('--by <way>', 'how articles are to get there: api, feed, copy').argParser(several))
    .action(async (options: NewApplicationOptions) => {
      const draft = take(draftInput, draftOf(options))
      await onDatabase(terminal, async (database) => {
        const entered = await database.write((tx) => enterApplication(tx, actor, applicationRules, draft))
        const { id, status, partnerId } = entered
        const text = partnerId
          ? `Entered as ${id}. Next, look into ${partnerId}: wirecopy check list ${partnerId}`
          : `Entered as ${id}: one of its sites is a partner’s. See wirecopy application show ${id}`
        answer(terminal, options.json, { id, status, partnerId }, text)
      })
    })
}

function draftOf({
  json: _,
  audience,
  audienceSource,
  contact,
  cms,
  by,
  site,
  ...publisher
}: NewApplicationOptions) {
  return {
    publisher: { ...publisher, sites: site },
    audience: { monthlyUniques: numberIn(audience), source: audienceSource },
    contacts: contact.map(contactIn),
    publishing: { cms, by },
  }
}

interface ListOptions {
  json?: boolean
  limit: number
  before?: Id<'apl'>
  status?: ApplicationStatus
}

function listing(application: Command, terminal: Terminal): void {
  const statusSchema = z.enum(applicationStatuses, `is not a status; use ${applicationStatuses.join(', ')}`)
  limited(
    verb(
      application,
      'list',
      'list applications, the newest first',
      'wirecopy application list --status duplicate',
    ),
  )
    .option('--status <status>', applicationStatuses.join(', '), reading('--status', statusSchema))
    .option('--before <id>', 'go on behind this one', readId.application)
    .action(async ({ json, limit, before, status }: ListOptions) =>
      onDatabase(terminal, async ({ read }) => {
        const rows = await shown(read, await listApplications(read, { limit: limit + 1, status, before }))
        const { page, next } = pageOf(rows, limit, ({ application: { id } }) => id)
        const list = continued(applicationTable(page, terminal.stdout), '--before', next)
        answer(terminal, json, { items: page.map(applicationView), next }, list)
      }),
    )
}

function showing(application: Command, terminal: Terminal): void {
  verb(
    application,
    'show',
    'show an application, and what resembles it',
    `wirecopy application show ${example}`,
  )
    .argument('<application>', 'id of the application', readId.application)
    .action(async (id: Id<'apl'>, { json }: { json?: boolean }) =>
      onDatabase(terminal, async ({ read }) => {
        const found = await showApplication(read, await requireApplication(read, id))
        answer(terminal, json, applicationView(found), applicationPage(found))
      }),
    )
}

function closing(application: Command, terminal: Terminal): void {
  verb(
    application,
    'close',
    'close an application that no partner came of; whoever confirmed it is told why',
    `wirecopy application close ${example} --reason 'the site is the Herald’s'`,
  )
    .argument('<application>', 'id of the application', readId.application)
    .addOption(required('--reason <text>', 'why; the applicant sees it'))
    .action(async (id: Id<'apl'>, { json, ...given }: { json?: boolean; reason: string }) => {
      const { reason } = take(reasonInput, given)
      await onDatabase(terminal, async (database) => {
        const { status } = await database.write((tx) => closeApplication(tx, actor, id, reason))
        answer(terminal, json, { id, status }, `${id} is closed.`)
      })
    })
}
