import type { Queries } from '../../platform/database/database.ts'
import type { Id } from '../../platform/ids.ts'
import { Problem } from '../../problems.ts'
import { showPartner } from '../partners.ts'
import { proofsOf } from './recording.ts'
import { verifiedHostView } from './schema.ts'

type VerifiedHost = ReturnType<typeof verifiedHostView>

/** Every host of a partner with its challenge and what the last look at it found. */
export async function hostsOf(queries: Queries, id: Id<'par'>, secret: Buffer): Promise<VerifiedHost[]> {
  const { hosts } = await showPartner(queries, id)
  const proofs = new Map((await proofsOf(queries, id)).map((proof) => [proof.host, proof]))
  return hosts.map((standing) => verifiedHostView(standing, proofs.get(standing.host), id, secret))
}

/** The same of one host. Throws `not-found`. */
export async function hostOf(
  queries: Queries,
  id: Id<'par'>,
  host: string,
  secret: Buffer,
): Promise<VerifiedHost> {
  const found = (await hostsOf(queries, id, secret)).find((one) => one.host === host)
  if (!found) throw new Problem('not-found', { detail: `${host} is not a host of ${id}.` })
  return found
}
