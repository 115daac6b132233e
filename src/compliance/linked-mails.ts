import type { Actor } from '../actor.ts'
import { dayMs, type Instant } from '../platform/clock.ts'
import type { Queries } from '../platform/database/database.ts'
import { type Id, isId } from '../platform/ids.ts'
import type { Mail } from '../platform/mail/mails.ts'
import { findMailOfToken } from '../platform/mail/tokens.ts'
import type { Sealer } from '../platform/secrets/sealed.ts'

/** So long a link to answer what a mail asks is good. */
export const answerableForDays = 30

/** By whom it is answered: whoever reads mails to a contact. */
export const byMail: Actor = { kind: 'system', name: 'answer by mail' }

interface Linking {
  /** What its token is for. */
  purpose: string
  goodForDays: number
}

/** The mail to a partner that a link came in, as long as the link is good. */
export async function findLinkedMail(
  queries: Queries,
  sealer: Sealer,
  { purpose, goodForDays }: Linking,
  token: string,
  now: Instant,
): Promise<{ mail: Mail; partnerId: Id<'par'> } | undefined> {
  const mail = await findMailOfToken(queries, sealer, purpose, token)
  // Once a mail was erased, nobody is there any more who should have its link.
  if (!mail || mail.erasedAt !== null || now >= mail.createdAt + goodForDays * dayMs) return undefined
  const partnerId = mail.addresseeId ?? ''
  return isId('par', partnerId) ? { mail, partnerId } : undefined
}
