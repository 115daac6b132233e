import { and, eq } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { audit } from '../audit/audit.ts'
import type { Queries, Tx } from '../database/database.ts'
import { type Id, isId } from '../ids.ts'
import { SealError, type Sealer } from '../secrets/sealed.ts'
import { keyOf } from './bounces.ts'
import type { Mail } from './mails.ts'
import { mailRefusals } from './tables.ts'

const purpose = 'mail preferences'
const actor: Actor = { kind: 'system', name: purpose }

/** Lets whoever has a mail switch off its kind for the address that it went to, and nothing else. */
export function switchTokenOf(sealer: Sealer, { id }: Pick<Mail, 'id'>): string {
  return sealer.seal(purpose, Buffer.from(id))
}

/** The mail that a token of ours came in; undefined for what is none. */
export function mailOfToken(sealer: Sealer, token: string): Id<'mai'> | undefined {
  try {
    const id = sealer.open(purpose, token).plain.toString()
    return isId('mai', id) ? id : undefined
  } catch (error) {
    if (error instanceof SealError) return undefined
    throw error
  }
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
