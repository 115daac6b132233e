import { and, eq } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { audit } from '../audit/audit.ts'
import type { Queries, Tx } from '../database/database.ts'
import type { Id } from '../ids.ts'
import type { Sealer } from '../secrets/sealed.ts'
import { keyOf } from './bounces.ts'
import type { Mail } from './mails.ts'
import { mailRefusals } from './tables.ts'
import { mailOfToken, tokenOf } from './tokens.ts'

const purpose = 'mail preferences'
const actor: Actor = { kind: 'system', name: purpose }

/** Lets whoever has a mail switch off its kind for the address that it went to, and nothing else. */
export function switchTokenOf(sealer: Sealer, { id }: Pick<Mail, 'id'>): string {
  return tokenOf(sealer, purpose, id)
}

/** The mail that such a token came in; undefined for what is none. */
export function mailOfSwitchToken(sealer: Sealer, token: string): Id<'mai'> | undefined {
  return mailOfToken(sealer, purpose, token)
}

/** Sends an address no more mails of a kind. Doing it again changes nothing. */
export async function switchOff(tx: Tx, { id, kind, recipient }: Mail): Promise<void> {
  if (await isSwitchedOff(tx, { kind, recipient })) return
  await tx.insert(mailRefusals).values({ address: keyOf(recipient), kind, at: tx.now })
  await audit(tx, actor, 'mail.switch-off', id, { kind })
}

/** Sends them again. */
export async function switchOn(tx: Tx, { id, kind, recipient }: Mail): Promise<void> {
  if (!(await isSwitchedOff(tx, { kind, recipient }))) return
  await tx.delete(mailRefusals).where(refusalOf({ kind, recipient }))
  await audit(tx, actor, 'mail.switch-on', id, { kind })
}

export async function isSwitchedOff(
  queries: Queries,
  mail: Pick<Mail, 'kind' | 'recipient'>,
): Promise<boolean> {
  const [found] = await queries.select().from(mailRefusals).where(refusalOf(mail)).limit(1)
  return found !== undefined
}

function refusalOf({ kind, recipient }: Pick<Mail, 'kind' | 'recipient'>) {
  return and(eq(mailRefusals.address, keyOf(recipient)), eq(mailRefusals.kind, kind))
}
