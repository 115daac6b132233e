import { basename } from 'node:path'
import { Readable } from 'node:stream'
import type { Command } from 'commander'
import { documentStorageOf } from '../installation.ts'
import {
  addDocument,
  listDocuments,
  type PartnerDocument,
  removeDocument,
  requireDocument,
} from '../partners/documents/documents.ts'
import { requireFile, storing } from '../partners/documents/file.ts'
import { documentView, newDocumentInput } from '../partners/documents/schema.ts'
import { documentKinds } from '../partners/documents/tables.ts'
import type { Id } from '../platform/ids.ts'
import { required, verb } from './commands.ts'
import { fileIn } from './content-options.ts'
import { writeNewFile } from './new-file.ts'
import { actor, onDatabase } from './on-database.ts'
import { readId, take } from './options.ts'
import { continued, type Paged, paged, pageOf } from './paging.ts'
import { moment, table } from './table.ts'
import { answer, type Terminal } from './terminal.ts'

const example = 'par_01h455vb4pex5vsknk084sn02q'
const exampleDocument = 'doc_01h455vb4pex5vsknk084sn02q'

/** `wirecopy partner attach`, `documents`, `document`, `detach`: papers of partners. */
export function documentCommands(partner: Command, terminal: Terminal): void {
  attaching(partner, terminal)
  listing(partner, terminal)
  saving(partner, terminal)
  detaching(partner, terminal)
}

interface AttachOptions {
  json?: boolean
  kind: string
  name?: string
}

function attaching(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'attach',
    'keep a document of a partner: PDF, PNG or JPEG of at most 10 MiB',
    `wirecopy partner attach ${example} agreement.pdf --kind agreement`,
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .argument('<file>', 'the document')
    .addOption(required('--kind <kind>', documentKinds.join(', ')))
    .option('--name <name>', 'what to call it; default: as the file is called')
    .action(async (partnerId: Id<'par'>, path: string, { json, kind, name }: AttachOptions) => {
      const fields = take(newDocumentInput.omit({ content: true }), { kind, name: name ?? basename(path) })
      const content = await fileIn('FILE', path)
      await onDatabase(terminal, async (database, config) => {
        const added = await storing(
          documentStorageOf(config),
          content,
          (file) => database.write((tx) => addDocument(tx, actor, partnerId, file, fields)),
          path,
        )
        answer(terminal, json, documentView(added), `Keeps ${added.name} as ${added.id} (${added.kind}).`)
      })
    })
}

function listing(partner: Command, terminal: Terminal): void {
  paged(
    verb(
      partner,
      'documents',
      'list the documents of a partner in the order they came',
      `wirecopy partner documents ${example}`,
    ).argument('<partner>', 'id of the partner', readId.partner),
    readId.document,
  ).action(async (partnerId: Id<'par'>, { json, limit, after }: Paged<'doc'>) =>
    onDatabase(terminal, async ({ read }) => {
      const rows = await listDocuments(read, partnerId, { limit: limit + 1, after })
      const { page, next } = pageOf(rows, limit, ({ id }) => id)
      answer(terminal, json, { items: page.map(documentView), next }, documentTable(page, next, terminal))
    }),
  )
}

function documentTable(rows: PartnerDocument[], next: string | null, { stdout }: Terminal): string {
  if (rows.length === 0) return 'No documents. Keep one: wirecopy partner attach --help'
  const list = table(
    rows,
    [
      { title: 'DOCUMENT', of: ({ id }) => id },
      { title: 'KIND', of: ({ kind }) => kind },
      { title: 'BYTES', of: ({ bytes }) => bytes.toLocaleString('en-US'), right: true },
      { title: 'ADDED', of: ({ at }) => moment(at) },
      { title: 'BY', of: ({ actor }) => actor, cuts: true },
      { title: 'NAME', of: ({ name }) => name, cuts: true },
    ],
    stdout,
  )
  return continued(list, '--after', next)
}

function saving(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'document',
    'save a document of a partner; nobody looked into it, so open it with care',
    `wirecopy partner document ${example} ${exampleDocument} --out agreement.pdf`,
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .argument('<document>', 'id of the document', readId.document)
    .addOption(required('--out <file>', 'where to write it; must not be there yet'))
    .action(async (partnerId: Id<'par'>, id: Id<'doc'>, { json, out }: { json?: boolean; out: string }) =>
      onDatabase(terminal, async ({ read }, config) => {
        const found = await requireDocument(read, partnerId, id)
        const content = await requireFile(documentStorageOf(config), found)
        await writeNewFile(Readable.from([content]), out)
        answer(terminal, json, { ...documentView(found), file: out }, `${out} holds ${found.name}.`)
      }),
    )
}

function detaching(partner: Command, terminal: Terminal): void {
  verb(
    partner,
    'detach',
    'remove a document of a partner',
    `wirecopy partner detach ${example} ${exampleDocument}`,
  )
    .argument('<partner>', 'id of the partner', readId.partner)
    .argument('<document>', 'id of the document', readId.document)
    .action(async (partnerId: Id<'par'>, id: Id<'doc'>, { json }: { json?: boolean }) =>
      onDatabase(terminal, async (database) => {
        const removed = await database.write((tx) => removeDocument(tx, actor, partnerId, id))
        answer(terminal, json, documentView(removed), `Removed ${removed.name} (${id}).`)
      }),
    )
}
