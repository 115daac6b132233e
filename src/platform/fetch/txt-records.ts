import { Resolver } from 'node:dns/promises'
import { FetchFailed, systemCodeOf } from './fetch-failed.ts'
import { unlessAborted } from './unless-aborted.ts'

const dnsTimeoutMs = 2_000
const dnsTries = 2
const deadlineMs = 6_000
const absent = ['ENOTFOUND', 'ENODATA']

/** Looks up the TXT records of a name, each in the pieces that it is sent in. */
export type ResolveTxt = (name: string) => Promise<string[][]>

/** By means of the system: at most 4 s for each name server, and 64 KiB, which is all that DNS can send. */
export const systemTxt: ResolveTxt = (name) =>
  new Resolver({ timeout: dnsTimeoutMs, tries: dnsTries }).resolveTxt(name)

/** The TXT records of a name, each in one piece; none where there are none. Throws `dns` where nobody can tell. */
export async function txtRecords(name: string, resolveTxt: ResolveTxt = systemTxt): Promise<string[]> {
  try {
    const records = await unlessAborted(resolveTxt(name), AbortSignal.timeout(deadlineMs))
    return records.map((pieces) => pieces.join(''))
  } catch (error) {
    if (absent.includes(systemCodeOf(error))) return []
    throw new FetchFailed('dns', `${name} could not be looked up: its name servers do not answer`)
  }
}
