import { readFile } from 'node:fs/promises'
import { publicUrlIn } from '../config.ts'
import { type KeySet, keySetSchema } from '../licensing/proof/jws.ts'
import { FetchFailed } from '../platform/fetch/fetch-failed.ts'
import { createGuardedFetch } from '../platform/fetch/guarded-fetch.ts'
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
  const keys = keySetSchema.safeParse(parsed(text))
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
  const { hostname, port, protocol } = new URL(url)
  const ports = [Number(port) || (protocol === 'https:' ? 443 : 80)]
  const { fetch } = createGuardedFetch(userAgent(publicUrlIn(env)), network)
  try {
    const { status, body } = await fetch(url, { maxBytes, allow: { host: hostname, ports, networks } })
    if (status !== 200) throw new Finding(`${url} answers with ${status}; give the keys as --jwks FILE.`)
    return body.toString()
  } catch (error) {
    if (!(error instanceof FetchFailed)) throw error
    throw new Finding(`${error.message}; give the keys as --jwks FILE.`)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
