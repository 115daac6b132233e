import { FetchFailed } from '../../platform/fetch/fetch-failed.ts'
import { txtRecords } from '../../platform/fetch/txt-records.ts'
import { type Asking, quoted, readPage } from './asking.ts'
import { type Places, placesFor } from './challenge.ts'
import { metaContents } from './meta-tags.ts'
import type { ProofFinding, TrustTxt } from './tables.ts'
import { readTrust } from './trust-txt.ts'

const fileBytes = 65_536
const pageBytes = 524_288
const maxNameLength = 253
const maxRecords = 100
const textTypes = ['text/plain', 'application/octet-stream']
const pageTypes = ['text/html', 'application/xhtml+xml']

/** What a host showed when it was looked at. */
export interface Findings {
  /** Of every method, in the order in which they count. */
  findings: ProofFinding[]
  trust: TrustTxt | null
}

interface Sight {
  asking: Asking
  host: string
  challenge: string
  signal: AbortSignal | undefined
}

/** Looks for the challenge in every place at once, in about ten seconds at most, and for trust.txt. */
export async function lookAt(
  asking: Asking,
  host: string,
  challenge: string,
  signal?: AbortSignal,
): Promise<Findings> {
  const sight = { asking, host, challenge, signal }
  const places = placesFor(host, challenge)
  const [dns, file, meta, trust] = await Promise.all([
    lookInDns(sight, places),
    lookIntoFile(sight, places),
    lookIntoPage(sight, places),
    readTrust(asking, host, signal),
  ])
  return { findings: [dns, file, meta], trust }
}

async function lookInDns({ asking }: Sight, { dns: { name, value } }: Places): Promise<ProofFinding> {
  const finding = findingOf('dns', `Publish a TXT record at ${name} with the value ${value}`)
  if (name.length > maxNameLength) return finding('fail', `${name} is longer than DNS allows.`)
  try {
    const records = (await txtRecords(name, asking.resolveTxt)).map(unquoted).slice(0, maxRecords)
    if (records.includes(value)) return finding('pass', `The TXT record at ${name} holds the challenge.`)
    const [first] = records
    if (first === undefined) return finding('fail', `There is no TXT record at ${name}.`)
    return finding('fail', `The TXT record at ${name} reads “${quoted(first)}”.`)
  } catch (error) {
    if (!(error instanceof FetchFailed)) throw error
    return finding('unknown', `${error.message}.`)
  }
}

// Forms of name servers show records in quotes, and people copy them.
function unquoted(record: string): string {
  return record
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .trim()
}

async function lookIntoFile(sight: Sight, { dns, file: { url, content } }: Places): Promise<ProofFinding> {
  const finding = findingOf('file', `Put a plain text file at ${url} with the line ${content}`)
  const wanted = { types: textTypes, readBytes: fileBytes }
  const page = await readPage(sight.asking, sight.host, url, wanted, sight.signal)
  if ('verdict' in page) return finding(page.verdict, page.found)
  const lines = page.text.split(/[\r\n]+/).map((line) => line.replace('\uFEFF', '').trim())
  if (lines.some((line) => line === content || line === dns.value))
    return finding('pass', `${url} holds the challenge.`)
  const [first = ''] = lines.filter((line) => line !== '')
  return finding('fail', first === '' ? `${url} is empty.` : `${url} reads “${quoted(first)}”.`)
}

async function lookIntoPage(sight: Sight, { meta: { url, html } }: Places): Promise<ProofFinding> {
  const finding = findingOf('meta', `Put ${html} into the head of ${url}`)
  const wanted = { types: pageTypes, readBytes: pageBytes }
  const page = await readPage(sight.asking, sight.host, url, wanted, sight.signal)
  if ('verdict' in page) return finding(page.verdict, page.found)
  const contents = await metaContents(page.text, 'wirecopy-partner')
  if (contents.some((content) => content.trim() === sight.challenge))
    return finding('pass', `The head of ${url} holds the challenge.`)
  const [first] = contents
  if (first === undefined) return finding('fail', `The head of ${url} has no meta tag wirecopy-partner.`)
  return finding('fail', `The meta tag wirecopy-partner of ${url} reads “${quoted(first)}”.`)
}

function findingOf(method: ProofFinding['method'], remedy: string) {
  return (verdict: ProofFinding['verdict'], found: string): ProofFinding => ({
    ...{ method, verdict, found },
    remedy: verdict === 'pass' ? null : `${remedy}.`,
  })
}
