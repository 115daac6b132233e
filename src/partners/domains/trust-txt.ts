import { type Asking, quoted, readPage } from './asking.ts'
import type { TrustTxt } from './tables.ts'

const readBytes = 65_536
const types = ['text/plain', 'application/octet-stream']
const maxEntries = 50
const maxValueLength = 300
const relations = ['belongto', 'member', 'control', 'controlledby', 'vendor', 'customer'] as const

/** What a host says of its publisher's relations (trust.txt, JournalList); null where it says nothing. */
export async function readTrust(
  asking: Asking,
  host: string,
  signal?: AbortSignal,
): Promise<TrustTxt | null> {
  for (const path of ['/trust.txt', '/.well-known/trust.txt']) {
    const page = await readPage(asking, host, `https://${host}${path}`, { types, readBytes }, signal)
    if (!('verdict' in page)) return { url: page.url, ...relationsIn(page.text) }
    // Whoever does not answer there does not answer here either.
    if (page.verdict === 'unknown') return null
  }
  return null
}

/** The relations in a trust.txt: lines such as `belongto=https://association.example/`. */
export function relationsIn(text: string): Omit<TrustTxt, 'url'> {
  const named: Omit<TrustTxt, 'url'> = {
    ...{ belongto: [], member: [], control: [], controlledby: [], vendor: [], customer: [] },
  }
  for (const line of text.split(/[\r\n]+/)) {
    const [, name = '', value = ''] = /^\uFEFF?\s*(\w+)\s*=(.*)$/.exec(line) ?? []
    const relation = relations.find((one) => one === name.toLowerCase())
    const [written = ''] = value.split(/\s#/)
    const said = quoted(written, maxValueLength)
    if (relation && said !== '' && named[relation].length < maxEntries) named[relation].push(said)
  }
  return named
}
