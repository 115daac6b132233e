import { portOf } from '../platform/fetch/check-url.ts'
import { FetchFailed, type FetchFault } from '../platform/fetch/fetch-failed.ts'
import { createGuardedFetch, type Fetched } from '../platform/fetch/guarded-fetch.ts'
import type { Network } from '../platform/fetch/network.ts'
import { userAgent } from '../product.ts'
import { Ailment } from './refusal.ts'
import type { Terminal } from './terminal.ts'

const maxAnswerBytes = 65_536

/** Asks this installation the way partners do. That nothing answers is no fault: it may not run yet. */
export async function askPublicly(publicUrl: string, { network }: Terminal): Promise<string> {
  try {
    const { status, body } = await askIfUp(publicUrl, network)
    if (status === 200 && String(body) === '{"status":"up"}') return `${publicUrl}, where this server answers`
    if (status >= 500) return `${publicUrl}, where nothing answers yet but a proxy, with ${status}`
  } catch (error) {
    if (!(error instanceof FetchFailed)) throw error
    if (refusals.includes(error.code)) return `${publicUrl}, not asked: it is not on the public internet`
    if (absences.includes(error.code)) return `${publicUrl}, where nothing answers yet: ${error.message}`
    if (error.code === 'tls') throw new Ailment(error.message, 'mend the certificate of the proxy in front')
  }
  throw new Ailment(
    `at ${publicUrl} something else answers`,
    'lead that address here, or set PUBLIC_URL to the one of this server',
  )
}

const refusals: FetchFault[] = ['bad-url', 'private-address']
const absences: FetchFault[] = ['dns', 'connection', 'timeout']

async function askIfUp(publicUrl: string, network: Network | undefined): Promise<Fetched<Buffer>> {
  const { fetch } = createGuardedFetch(userAgent(publicUrl), network)
  const url = new URL('/livez', publicUrl)
  const allow = { host: url.hostname, ports: [portOf(url)] }
  return fetch(url.href, { maxBytes: maxAnswerBytes, maxRedirects: 0, allow })
}
