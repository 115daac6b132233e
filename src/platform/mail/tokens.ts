import type { Queries } from '../database/database.ts'
import { type Id, isId } from '../ids.ts'
import { SealError, type Sealer } from '../secrets/sealed.ts'
import { findMail, type Mail } from './mails.ts'

/** What stands in a stored mail in place of its token, which is made when it is sent and kept nowhere. */
export const tokenPlace = '[left-out]'

/** Proves to have been sent a mail, for one purpose. */
export function tokenOf(sealer: Sealer, purpose: string, id: Id<'mai'>): string {
  return sealer.seal(purpose, Buffer.from(id))
}

/** The mail that a token of ours came in; undefined for what is none, or is one for something else. */
export function mailOfToken(sealer: Sealer, purpose: string, token: string): Id<'mai'> | undefined {
  try {
    const id = sealer.open(purpose, token).plain.toString()
    return isId('mai', id) ? id : undefined
  } catch (error) {
    if (error instanceof SealError) return undefined
    throw error
  }
}

/** The same, as it is stored; undefined also where it is not there any more. */
export async function findMailOfToken(
  queries: Queries,
  sealer: Sealer,
  purpose: string,
  token: string,
): Promise<Mail | undefined> {
  const id = mailOfToken(sealer, purpose, token)
  return id && findMail(queries, id)
}
