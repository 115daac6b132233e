import { inArray } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { changePartner } from '../../partners/changing.ts'
import { addDocument } from '../../partners/documents/documents.ts'
import type { DocumentFile } from '../../partners/documents/file.ts'
import { beginOnboarding } from '../../partners/onboarding/onboarding.ts'
import { registerPartner, requirePartner } from '../../partners/partners.ts'
import { checkNames, partnerDomains } from '../../partners/tables.ts'
import type { Queries, Tx } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import type { FieldError } from '../../problems.ts'
import { signerOf } from '../agreement-input.ts'
import { approve, keepAgreement } from '../agreements.ts'
import { requireTerms } from '../terms.ts'
import type { KnownPartner, ReadRow } from './row.ts'

/** What became of a row, or would. */
export type RowOutcome = { line: number; name: string } & (
  | { result: 'registered'; partnerId: Id<'par'> | null }
  | { result: 'skipped'; partnerId: Id<'par'> | null; because: string }
  | { result: 'refused'; errors: FieldError[] }
)

/** The paper of a partner, already stored, with the name of its file. */
export type Papers = ReadonlyMap<number, { file: DocumentFile; name: string }>

const domainsPerLook = 500

/** Which rows are new partners, and what becomes of the rest. Of rows with one host the first counts. */
export async function sorted(
  queries: Queries,
  rows: readonly ReadRow[],
): Promise<{ wanted: KnownPartner[]; settled: RowOutcome[] }> {
  const readable = rows.flatMap((row) => ('known' in row ? [row.known] : []))
  const owners = await ownersOf(
    queries,
    readable.flatMap(({ partner }) => partner.domains),
  )
  const lines = new Map<string, number>()
  const wanted: KnownPartner[] = []
  const settled: RowOutcome[] = []
  for (const row of rows) {
    const outcome = 'known' in row ? skipOf(row.known, owners, lines) : refusalOf(row)
    if (outcome) settled.push(outcome)
    else if ('known' in row) {
      for (const host of row.known.partner.domains) lines.set(host, row.known.line)
      wanted.push(row.known)
    }
  }
  return { wanted, settled }
}

function refusalOf(row: Exclude<ReadRow, { known: KnownPartner }>): RowOutcome {
  return { ...row, result: 'refused' }
}

function skipOf(
  { line, partner: { name, domains } }: KnownPartner,
  owners: ReadonlyMap<string, Id<'par'>>,
  lines: ReadonlyMap<string, number>,
): RowOutcome | undefined {
  const owned = domains.find((host) => owners.has(host))
  const partnerId = owned === undefined ? null : (owners.get(owned) ?? null)
  if (partnerId)
    return {
      ...{ line, name, partnerId, result: 'skipped' },
      because: `${owned} is already registered as ${partnerId}`,
    }
  const twice = domains.find((host) => lines.has(host))
  if (twice === undefined) return undefined
  return {
    line,
    name,
    partnerId: null,
    result: 'skipped',
    because: `${twice} is in line ${lines.get(twice)} already`,
  }
}

/** Who has these hosts. */
async function ownersOf(queries: Queries, hosts: string[]): Promise<Map<string, Id<'par'>>> {
  const owners = new Map<string, Id<'par'>>()
  for (let at = 0; at < hosts.length; at += domainsPerLook) {
    const some = hosts.slice(at, at + domainsPerLook)
    const rows = await queries
      .select()
      .from(partnerDomains)
      .where(inArray(partnerDomains.host, some))
      .limit(domainsPerLook)
    for (const { host, partnerId } of rows) owners.set(host, partnerId)
  }
  return owners
}

/**
 * Registers partners that staff know from before and approves them: their checks are waived for one reason, the
 * terms recorded as on paper where there is one, and nobody is mailed. Who came in between is skipped.
 */
export async function registerKnown(
  tx: Tx,
  actor: Actor,
  partners: readonly KnownPartner[],
  papers: Papers = new Map(),
): Promise<RowOutcome[]> {
  const { wanted, settled } = await sorted(
    tx,
    partners.map((known) => ({ known })),
  )
  const outcomes = [...settled]
  for (const known of wanted) {
    const partnerId = await registerOne(tx, actor, known, papers.get(known.line))
    outcomes.push({ line: known.line, name: known.partner.name, result: 'registered', partnerId })
  }
  return inOrder(outcomes)
}

async function registerOne(
  tx: Tx,
  actor: Actor,
  { partner, known, reason, paper }: KnownPartner,
  document: { file: DocumentFile; name: string } | undefined,
): Promise<Id<'par'>> {
  const { id } = await registerPartner(tx, actor, partner)
  if (known.country || known.publication) await changePartner(tx, actor, await requirePartner(tx, id), known)
  const kept =
    document && (await addDocument(tx, actor, id, document.file, { kind: 'agreement', name: document.name }))
  if (paper) {
    await keepAgreement(tx, actor, id, {
      ...{ how: 'on_file', termsVersion: (await requireTerms(tx)).version, signedOn: paper.signedOn },
      signer: signerOf({ name: paper.signer }, null),
      documentId: kept?.id,
    })
  }
  const waivers = checkNames.filter((check) => check !== 'terms').map((check) => ({ check, note: reason }))
  await approve(tx, actor, id, { reason, waivers, silently: true })
  await beginOnboarding(tx, id)
  return id
}

export function countsOf(outcomes: readonly RowOutcome[]) {
  const count = (result: RowOutcome['result']) => outcomes.filter((row) => row.result === result).length
  return { registered: count('registered'), skipped: count('skipped'), refused: count('refused') }
}

export function inOrder(outcomes: readonly RowOutcome[]): RowOutcome[] {
  return outcomes.toSorted((a, b) => a.line - b.line)
}

/** What would become of rows. */
export async function wouldRegister(queries: Queries, rows: readonly ReadRow[]): Promise<RowOutcome[]> {
  const { wanted, settled } = await sorted(queries, rows)
  const registered = wanted.map(
    ({ line, partner: { name } }): RowOutcome => ({ line, name, result: 'registered', partnerId: null }),
  )
  return inOrder([...settled, ...registered])
}
