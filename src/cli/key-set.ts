import { readFile } from 'node:fs/promises'
import { publicUrlIn } from '../config.ts'
import { type KeySet, keySetSchema } from '../licensing/proof/jws.ts'
import { portOf } from '../platform/fetch/check-url.ts'
import { FetchFailed } from '../platform/fetch/fetch-failed.ts'
import { createGuardedFetch } from '../platform/fetch/guarded-fetch.ts'
import { jsonIn } from '../platform/json.ts'
import { userAgent } from '../product.ts'
import { Finding } from './refusal.ts'
import type { Terminal } from './terminal.ts'

const maxBytes = 1024 * 1024
// Whoever types an address may name one in any network.
const networks = ['0.0.0.0/0', '::/0']

export const keySetOption = [
  '--jwks <file|url>',
  'the public keys; default: those at PUBLIC_URL/.well-known/jwks.json',
] as const

/** The public keys that a file or an address holds. Throws `Finding`. */
export async function readKeySet(place: string | undefined, terminal: Terminal): Promise<KeySet> {
  const from = place ?? `${publicUrlIn(terminal.env)}/.well-known/jwks.json`
  const text = URL.parse(from)?.protocol.startsWith('http')
    ? await fetched(from, terminal)
    : await readText(from)
  const keys = keySetSchema.safeParse(jsonIn(text))
  if (!keys.success) throw new Finding(`${from} holds no set of public keys (JWKS).`)
  return keys.data
}

/** A file that somebody named, as text. Throws `Finding`. */
export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    throw new Finding(`${path} cannot be read.`)
  }
}

async function fetched(url: string, { env, network }: Terminal): Promise<string> {
  const place = new URL(url)
  const allow = { host: place.hostname, ports: [portOf(place)], networks }
  const { fetch } = createGuardedFetch(userAgent(publicUrlIn(env)), network)
  try {
    const { status, body } = await fetch(url, { maxBytes, allow })
    if (status !== 200) throw new Finding(`${url} answers with ${status}; give the keys as --jwks FILE.`)
    return body.toString()
  } catch (error) {
    if (!(error instanceof FetchFailed)) throw error
    throw new Finding(`${error.message}; give the keys as --jwks FILE.`)
  }
}
