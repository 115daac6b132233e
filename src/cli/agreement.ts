import type { Command } from 'commander'
import { recordAgreement } from '../licensing/accepting.ts'
import { newAgreementInput, signerOf } from '../licensing/agreement-input.ts'
import { type Agreement, listAgreements } from '../licensing/agreements.ts'
import { agreementView } from '../licensing/schema.ts'
import { requirePartner } from '../partners/partners.ts'
import { type Id, idSchema } from '../platform/ids.ts'
import { group, verb } from './commands.ts'
import { actor, onDatabase } from './on-database.ts'
import { numberIn, readId, reading, take } from './options.ts'
import { continued, limited, pageOf } from './paging.ts'
import { moment, table } from './table.ts'
import { answer, type Output, type Terminal } from './terminal.ts'

const example = 'par_01h455vb4pex5vsknk084sn02q'

/** `wirecopy agreement …`: what partners have accepted. */
export function agreementCommands(program: Command, terminal: Terminal): void {
  const agreement = group(program, 'agreement', 'which terms partners have accepted')
  recording(agreement, terminal)
  listing(agreement, terminal)
}

interface RecordOptions {
  json?: boolean
  terms?: string
  signedOn?: string
  signer?: string
  signerEmail?: string
  signerTitle?: string
  document?: Id<'doc'>
  note?: string
}

function recording(agreement: Command, terminal: Terminal): void {
  verb(
    agreement,
    'record',
    'record that a partner has accepted the terms; with --signed-on, on a paper that you hold',
    `wirecopy agreement record ${example} --signed-on 2026-04-30 --signer 'Jane Roe' --signer-title Publisher`,
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .option('--terms <version>', 'which version; default: the one in force')
    .option('--signed-on <date>', 'the day on the paper')
    .option('--signer <name>', 'who signed for the publisher; a paper needs one')
    .option('--signer-email <address>', 'how to reach them')
    .option('--signer-title <title>', 'what makes them sign for the publisher')
    .option('--document <document>', 'the paper, added as a document before', readId.document)
    .option('--note <text>', 'what else to know, for staff alone')
    .action(async (partnerId: Id<'par'>, { json, ...options }: RecordOptions) => {
      const { signer, ...given } = take(newAgreementInput, inputOf(options))
      const recorded = { ...given, ...(signer ? { signer: signerOf(signer, null) } : {}) }
      await onDatabase(terminal, async (database) => {
        const kept = await database.write((tx) => recordAgreement(tx, actor, partnerId, recorded))
        const { id, termsVersion } = kept
        answer(terminal, json, agreementView(kept), `${id} records version ${termsVersion} for ${partnerId}.`)
      })
    })
}

function inputOf({ terms, signedOn, signer, signerEmail, signerTitle, document, note }: RecordOptions) {
  const isNamed = signer !== undefined || signerEmail !== undefined || signerTitle !== undefined
  return {
    how: signedOn === undefined ? 'on_behalf' : 'on_file',
    version: terms === undefined ? undefined : numberIn(terms),
    signedOn,
    signer: isNamed ? { name: signer, email: signerEmail, title: signerTitle } : undefined,
    documentId: document,
    note,
  }
}

interface ListOptions {
  json?: boolean
  limit: number
  before?: Id<'agr'>
}

function listing(agreement: Command, terminal: Terminal): void {
  limited(
    verb(
      agreement,
      'list',
      'list what a partner has accepted, newest first',
      `wirecopy agreement list ${example}`,
    ),
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .option('--before <id>', 'go on behind this one', reading('--before', idSchema('agr')))
    .action(async (partnerId: Id<'par'>, { json, limit, before }: ListOptions) =>
      onDatabase(terminal, async ({ read }) => {
        await requirePartner(read, partnerId)
        const rows = await listAgreements(read, partnerId, { limit: limit + 1, before })
        const { page, next } = pageOf(rows, limit, ({ id }) => id)
        const list = continued(agreementTable(page, terminal.stdout), '--before', next)
        answer(terminal, json, { items: page.map(agreementView), next }, list)
      }),
    )
}

function agreementTable(rows: Agreement[], output: Output): string {
  if (rows.length === 0) return 'No agreement yet. Record one: wirecopy agreement record PARTNER'
  return table(
    rows,
    [
      { title: 'ID', of: ({ id }) => id },
      { title: 'TERMS', of: ({ termsVersion }) => termsVersion, right: true },
      { title: 'HOW', of: ({ how }) => how },
      { title: 'AT', of: ({ at }) => moment(at) },
      { title: 'SIGNED ON', of: ({ signedOn }) => signedOn },
      { title: 'SIGNER', of: ({ signer }) => signer?.name, cuts: true },
    ],
    output,
  )
}
