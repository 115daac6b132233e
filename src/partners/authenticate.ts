import type { Socket } from 'node:net'
import { eq } from 'drizzle-orm'
import type { FastifyRequest } from 'fastify'
import type { Instant } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { FreshCache } from '../platform/database/fresh-cache.ts'
import type { Access, Authenticator } from '../platform/http/access.ts'
import { keyIn, unauthorized } from '../platform/http/credentials.ts'
import type { Guesses } from '../platform/http/guesses.ts'
import type { LastUse } from '../platform/http/last-use.ts'
import type { Id } from '../platform/ids.ts'
import { hashKey, type KeyKind, parseKey } from '../platform/secrets/keys.ts'
import { Problem } from '../problems.ts'
import { CallingPartner } from './calling-partner.ts'
import { requireValid } from './key-validity.ts'
import { isWithin } from './networks.ts'
import { apiKeys, partners } from './tables.ts'

const maxCallers = 50_000

type PartnerAccess = Extract<Access, { by: 'partner' }>

/** Lets partners in by key: right kind, known, not revoked, not expired, from an allowed address, with the scope. */
export function partnerAuthenticator(
  database: Database,
  lastUse: LastUse<Id<'key'>>,
  guesses: Guesses,
  now: () => Instant,
): Authenticator<PartnerAccess> {
  const callers = new FreshCache<CallingPartner>({
    freshness: database.freshness,
    max: maxCallers,
    subjects: ({ partner, key }) => [partner.id, key.id],
  })

  return (request, access) => {
    const inPath = access.secretIn === 'path'
    const { hash, kind } = inPath ? feedSecretIn(request) : credentialIn(request)
    if (!inPath) requireKind(kind, access)
    const cached = callers.get(hash)
    if (cached) return admit(cached, request, access)
    return callers
      .load(hash, () => guesses.lookUp(request, hash, () => findCaller(database, hash)))
      .then((found) => {
        if (!found) throw inPath ? noFeed() : unauthorized('key-invalid', 'There is no such key.')
        return admit(found, request, access)
      })
  }

  function admit(caller: CallingPartner, request: FastifyRequest, access: PartnerAccess): CallingPartner {
    const { key } = caller
    const moment = now()
    requireValid(key, moment)
    if (key.allowedCidrs.length > 0 && !isWithin(request.ip, key.allowedCidrs))
      throw new Problem('address-not-allowed', { headers: caller.headers ?? {} })
    if (access.scope && !key.scopes.some((scope) => scope === access.scope)) {
      const detail = `Key ${key.display} lacks the scope ${access.scope}.`
      throw new Problem('scope-missing', { detail, headers: caller.headers ?? {} })
    }
    lastUse.note(key.id, moment)
    return caller
  }
}

// Most connections send one key for as long as they live, so it is checked and hashed once for each.
const credentials = new WeakMap<Socket, Credential>()

interface Credential {
  authorization: string | undefined
  hash: string
  kind: KeyKind
}

function credentialIn({ headers, socket }: FastifyRequest): Credential {
  const { authorization } = headers
  const known = credentials.get(socket)
  if (known && known.authorization === authorization) return known

  const key = keyIn(headers)
  const kind = parseKey(key)
  // Refused before hashing: a malformed key must not cost a lookup.
  if (!kind) throw unauthorized('key-invalid', 'The key is cut off or mistyped: its checksum does not fit.')
  const credential = { authorization, hash: hashKey(key), kind }
  credentials.set(socket, credential)
  return credential
}

/** The secret that the address of a feed holds. */
function feedSecretIn({ params }: FastifyRequest): Pick<Credential, 'hash' | 'kind'> {
  const secret: unknown = typeof params === 'object' && params !== null && Reflect.get(params, 'secret')
  if (typeof secret !== 'string' || parseKey(secret) !== 'feed') throw noFeed()
  return { hash: hashKey(secret), kind: 'feed' }
}

// No key that could be sent would help, so it is no 401: readers of feeds would ask for a password.
function noFeed(): Problem {
  return new Problem('feed-not-found')
}

const wantedKinds: Record<NonNullable<PartnerAccess['sandbox']> | 'never', KeyKind[]> = {
  never: ['live'],
  also: ['live', 'test'],
  only: ['test'],
}

// A route that does not speak of the sandbox is closed to it.
function requireKind(kind: KeyKind, { sandbox }: PartnerAccess): void {
  const wanted = wantedKinds[sandbox ?? 'never']
  if (wanted.includes(kind)) return
  const names = wanted.map((one) => `wc_${one}_`).join(' and ')
  throw unauthorized('key-wrong-kind', `This address takes ${names} keys, not wc_${kind}_ ones.`)
}

async function findCaller(database: Database, hash: string): Promise<CallingPartner | undefined> {
  const [row] = await database.read
    .select()
    .from(apiKeys)
    .innerJoin(partners, eq(partners.id, apiKeys.partnerId))
    .where(eq(apiKeys.hash, hash))
    .limit(1)
  if (!row) return undefined
  const { hash: _, sealed: __, ...key } = row.api_keys
  return new CallingPartner(row.partners, key)
}
