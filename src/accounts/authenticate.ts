import { eq } from 'drizzle-orm'
import type { Instant } from '../platform/clock.ts'
import type { Database } from '../platform/database/database.ts'
import { FreshCache } from '../platform/database/fresh-cache.ts'
import type { Access, Authenticator, Caller } from '../platform/http/access.ts'
import { keyIn, unauthorized } from '../platform/http/credentials.ts'
import type { Guesses } from '../platform/http/guesses.ts'
import type { LastUse } from '../platform/http/last-use.ts'
import type { Id } from '../platform/ids.ts'
import { hashKey, parseKey } from '../platform/secrets/keys.ts'
import { Problem } from '../problems.ts'
import type { StaffToken } from './staff-tokens.ts'
import { staffTokens } from './tables.ts'

const maxTokens = 1_000

interface CallingStaff extends Caller {
  token: StaffToken
}

/** Lets staff in by token: right kind, known, not revoked, not expired, with one of the route's roles. */
export function staffAuthenticator(
  database: Database,
  lastUse: LastUse<Id<'stf'>>,
  guesses: Guesses,
  now: () => Instant,
): Authenticator<Extract<Access, { by: 'staff' }>> {
  const callers = new FreshCache<CallingStaff>({
    freshness: database.freshness,
    max: maxTokens,
    subjects: ({ token }) => [token.id],
  })

  return async (request, { roles }) => {
    const text = keyIn(request.headers)
    const kind = parseKey(text)
    if (!kind)
      throw unauthorized('key-invalid', 'The token is cut off or mistyped: its checksum does not fit.')
    if (kind !== 'staff')
      throw unauthorized('key-wrong-kind', `This address takes wc_staff_ tokens, not wc_${kind}_ ones.`)

    const hash = hashKey(text)
    const find = () => findCaller(database, hash)
    const caller = await callers.load(hash, () => guesses.lookUp(request, hash, find))
    if (!caller) throw unauthorized('key-invalid', 'There is no such token.')
    const moment = now()
    requireValid(caller.token, moment)
    if (!roles.includes(caller.token.role)) {
      throw new Problem('role-missing', {
        detail: `Your role is ${caller.token.role}; this needs ${roles.join(' or ')}.`,
      })
    }
    lastUse.note(caller.token.id, moment)
    return caller
  }
}

function requireValid({ display, revokedAt, expiresAt }: StaffToken, moment: Instant): void {
  if (revokedAt !== null) throw unauthorized('key-revoked', `Token ${display} was revoked; create a new one.`)
  if (expiresAt !== null && expiresAt <= moment)
    throw unauthorized('key-expired', `Token ${display} has expired; create a new one.`)
}

async function findCaller(database: Database, hash: string): Promise<CallingStaff | undefined> {
  const [row] = await database.read.select().from(staffTokens).where(eq(staffTokens.hash, hash)).limit(1)
  if (!row) return undefined
  const { hash: _, ...token } = row
  const actor = { kind: 'staff', id: token.id, name: token.name } as const
  return { id: token.id, actor, role: token.role, token }
}
