import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addEndpoint } from '../../../src/delivery/webhooks/endpoints.ts'
import { signReceipt } from '../../../src/licensing/proof/receipt.ts'
import { type Id, idSchema } from '../../../src/platform/ids.ts'
import { createSealer } from '../../../src/platform/secrets/sealed.ts'
import { anExport, anItem } from '../../articles/import/support/exports.ts'
import { aKey, someClaims } from '../../licensing/support/signing.ts'
import { open, secretKey } from '../../support/opening.ts'
import { aPdf } from '../../support/papers.ts'
import { aPicture } from '../../support/pictures.ts'
import { actor } from '../../support/product.ts'
import { aPublisher, type CommandLine } from './wirecopy.ts'

let bundles = 0

export async function evidence(line: CommandLine): Promise<string[]> {
  bundles += 1
  const out = join(line.storage.dataDir, `evidence-${bundles}.zip`)
  return [await partner(line, '--approve'), '--at', new Date().toISOString().slice(0, 10), '--out', out]
}

export async function aReceipt({ storage: { dataDir } }: CommandLine): Promise<string[]> {
  const { sign, keys } = await aKey()
  await writeFile(join(dataDir, 'receipt.txt'), await signReceipt(sign, someClaims()))
  await writeFile(join(dataDir, 'jwks.json'), JSON.stringify(keys))
  return [join(dataDir, 'receipt.txt'), '--jwks', join(dataDir, 'jwks.json')]
}

export async function reporter(line: CommandLine): Promise<string> {
  return (await line.json('reporter', 'add', '--name', 'Jane Doe')).id
}

let sources = 0

export function newSource(): string[] {
  sources += 1
  return [`https://site-${sources}.example`]
}

export async function source(line: CommandLine): Promise<string> {
  return (await line.json('source', 'add', ...newSource())).id
}

/** An entry of the desk's queue: a story whose author nobody knows. */
export async function entry(line: CommandLine): Promise<string> {
  sources += 1
  const file = join(line.storage.dataDir, `export-${sources}.xml`)
  await writeFile(
    file,
    anExport(anItem({ 'dc:creator': `author-${sources}`, 'wp:post_id': String(sources) })),
  )
  await line.json('import', 'wxr', file)
  return (await line.json('desk', 'list', '--kind', 'unknown-author')).items.at(-1).id
}

export async function partner(line: CommandLine, ...more: string[]): Promise<string> {
  return (await line.json(...aPublisher(...more))).id
}

/** An endpoint for webhooks, and its partner. */
export async function endpoint(line: CommandLine): Promise<{ id: Id<'whe'>; partnerId: Id<'par'> }> {
  const partnerId = idSchema('par').parse(await partner(line, '--approve'))
  const database = await open(line.storage.url)
  const { id } = await database.write((tx) =>
    addEndpoint(
      tx,
      actor,
      partnerId,
      { url: 'https://cms.gazette.example/hook' },
      createSealer(secretKey, []),
    ),
  )
  await database.close()
  return { id, partnerId }
}

/** A host of a partner of its own. */
export async function host(line: CommandLine): Promise<string> {
  return (await line.json('partner', 'show', await partner(line))).domains[0]
}

let applied = 0

/** Options of an application, for a site that is nobody's unless one is named. */
export function application(site?: string): string[] {
  applied += 1
  return [
    ...['--name', `Herald ${applied}`, '--country', 'US', '--publication', 'newspaper', '--by', 'feed'],
    ...['--audience', '250000', '--audience-source', 'own count', '--contact', 'desk@herald.example'],
    ...['--site', site ?? `herald-${applied}.example`],
  ]
}

export async function paper({ storage }: CommandLine): Promise<string> {
  const path = join(storage.dataDir, 'paper.pdf')
  await writeFile(path, aPdf())
  return path
}

/** A partner with a document of it. */
export async function document(line: CommandLine): Promise<[partner: string, document: string]> {
  const owner = await partner(line)
  return [owner, (await line.json('partner', 'attach', owner, await paper(line), '--kind', 'other')).id]
}

export async function story({ json, storage }: CommandLine): Promise<string[]> {
  const path = join(storage.dataDir, 'story.html')
  await writeFile(path, '<p>The council voted.</p>')
  const { items } = await json('reporter', 'list')
  return ['--headline', 'Council Votes', '--body-file', path, '--reporter', items[0].id]
}

export async function picture({ storage }: CommandLine): Promise<string[]> {
  pictures += 1
  const path = join(storage.dataDir, 'picture.jpg')
  await writeFile(path, await aPicture({ seed: pictures }))
  return [path, '--alt', 'A bridge', '--credit', 'Jane Doe']
}

let pictures = 0

export async function image(line: CommandLine): Promise<string> {
  return (await line.json('media', 'add', ...(await picture(line)))).id
}

export async function published(line: CommandLine): Promise<string> {
  return (await line.json('article', 'add', ...(await story(line)), '--publish')).id
}

export async function mail(line: CommandLine): Promise<string> {
  return (await line.json('mail', 'test', 'me@gazette.example')).id
}

export async function bounce(line: CommandLine): Promise<string> {
  const path = join(line.storage.dataDir, 'bounce.eml')
  const notice = 'Content-Type: message/delivery-status\n\nAction: failed\n\nMessage-ID: '
  await writeFile(path, `${notice}<${await mail(line)}@wire.example>\n`)
  return path
}
