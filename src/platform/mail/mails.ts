import { and, desc, eq, lt } from 'drizzle-orm'
import type { Actor } from '../../actor.ts'
import { Problem } from '../../problems.ts'
import { audit } from '../audit/audit.ts'
import { dayOf } from '../clock.ts'
import type { Queries, Tx } from '../database/database.ts'
import { type Id, newId } from '../ids.ts'
import type { Lane } from '../jobs/kinds.ts'
import { enqueue } from '../jobs/queue.ts'
import { markBouncing, unmarkBouncing } from './bounces.ts'
import { mailSending } from './job-kind.ts'
import type { MailKind } from './kinds.ts'
import { withoutAddresses } from './smtp-failure.ts'
import { mails } from './tables.ts'

export type Mail = typeof mails.$inferSelect

interface NewMail<Data> {
  to: { email: string; name?: string | null | undefined }
  data: Data
  /** The id of what it is about. */
  aboutId?: string | undefined
  /** The id of the partner that it is for. */
  addresseeId?: string | undefined
}

/** Has a mail sent once this transaction has committed, and never if it does not. */
export async function sendMail<Data>(
  tx: Tx,
  kind: MailKind<Data>,
  wanted: NewMail<Data>,
): Promise<Id<'mai'>> {
  const mail = await addMail(tx, kind, wanted)
  await enqueueSending(tx, mail.id, kind.lane)
  return mail.id
}

/** Stores a mail that nobody sends yet. */
export async function addMail<Data>(
  tx: Tx,
  { kind }: Pick<MailKind<Data>, 'kind'>,
  { to, data, aboutId, addresseeId }: NewMail<Data>,
): Promise<Mail> {
  const mail: Mail = {
    id: newId('mai'),
    kind,
    aboutId: aboutId ?? null,
    addresseeId: addresseeId ?? null,
    recipient: to.email,
    recipientName: to.name ?? null,
    data,
    ...{ subject: null, text: null, html: null, messageId: null },
    status: 'queued',
    createdAt: tx.now,
    ...{
      handedOverAt: null,
      bouncedAt: null,
      attempts: 0,
      lastError: null,
      resentFrom: null,
      erasedAt: null,
    },
  }
  await tx.insert(mails).values(mail)
  return mail
}

async function enqueueSending(tx: Tx, mailId: Id<'mai'>, lane: Lane): Promise<void> {
  await enqueue(tx, mailSending, { mailId }, { lane })
}

export async function findMail(queries: Queries, id: Id<'mai'>): Promise<Mail | undefined> {
  const [mail] = await queries.select().from(mails).where(eq(mails.id, id)).limit(1)
  return mail
}

/** Throws `not-found`. */
export async function requireMail(queries: Queries, id: Id<'mai'>): Promise<Mail> {
  const mail = await findMail(queries, id)
  if (!mail) throw new Problem('not-found', { detail: `There is no mail ${id}.` })
  return mail
}

export interface MailFilter {
  status?: Mail['status'] | undefined
  kind?: string | undefined
  about?: string | undefined
  addressee?: string | undefined
  recipient?: string | undefined
}

/** A page of mails, the newest first. */
export async function listMails(
  queries: Queries,
  { limit, after, ...filter }: MailFilter & { limit: number; after?: Id<'mai'> | undefined },
): Promise<Mail[]> {
  const { status, kind, about, addressee, recipient } = filter
  return queries
    .select()
    .from(mails)
    .where(
      and(
        status && eq(mails.status, status),
        kind ? eq(mails.kind, kind) : undefined,
        about ? eq(mails.aboutId, about) : undefined,
        addressee ? eq(mails.addresseeId, addressee) : undefined,
        recipient ? eq(mails.recipient, recipient) : undefined,
        after && lt(mails.id, after),
      ),
    )
    .orderBy(desc(mails.id))
    .limit(limit)
}

/** Sends the same text to the same recipient again, as a mail of its own. Throws `conflict` for one that is still to be sent. */
export async function resendMail(tx: Tx, actor: Actor, id: Id<'mai'>): Promise<Mail> {
  const first = await requireMail(tx, id)
  if (first.status === 'queued') {
    throw new Problem('conflict', { detail: `${id} is still queued; it is sent without being asked again.` })
  }
  requireKept(first)
  const again: Mail = {
    ...first,
    id: newId('mai'),
    messageId: null,
    status: 'queued',
    createdAt: tx.now,
    ...{ handedOverAt: null, bouncedAt: null, attempts: 0, lastError: null, resentFrom: id },
  }
  await tx.insert(mails).values(again)
  await unmarkBouncing(tx, again.recipient)
  await enqueueSending(tx, again.id, mailSending.lane)
  await audit(tx, actor, 'mail.resend', id, { as: again.id })
  return again
}

/**
 * Notes that a mail came back, and that its address is one whose mails do. Noting it again changes nothing.
 * Throws `conflict` for a mail that no relay ever had.
 */
export async function noteBounce(
  tx: Tx,
  actor: Actor,
  id: Id<'mai'>,
  detail: string | undefined,
): Promise<Mail> {
  const mail = await requireMail(tx, id)
  if (mail.status === 'bounced') return mail
  requireKept(mail)
  if (mail.status !== 'handed_to_relay') {
    throw new Problem('conflict', { detail: `${id} is ${mail.status}; only what a relay took can bounce.` })
  }
  const changed = {
    status: 'bounced',
    bouncedAt: tx.now,
    lastError: detail ? withoutAddresses(detail) : null,
  } as const
  await tx.update(mails).set(changed).where(eq(mails.id, id))
  await markBouncing(tx, mail.recipient, { since: tx.now, detail: changed.lastError })
  await audit(tx, actor, 'mail.bounce', id)
  return { ...mail, ...changed }
}

function requireKept({ id, erasedAt }: Mail): void {
  if (erasedAt === null) return
  throw new Problem('conflict', {
    detail: `${id} was erased on ${dayOf(erasedAt)}: nobody knows any more whom it went to.`,
  })
}
