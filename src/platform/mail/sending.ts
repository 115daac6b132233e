import { and, eq, isNull } from 'drizzle-orm'
import type { Database, Queries } from '../database/database.ts'
import { emailSchema } from '../http/fields.ts'
import type { Id } from '../ids.ts'
import { maxAttempts } from '../jobs/backoff.ts'
import { type Run, type Runner, runner } from '../jobs/kinds.ts'
import type { Sealer } from '../secrets/sealed.ts'
import { type Address, domainOf } from './address.ts'
import { bounceEnding, hopeFor, isBouncing, markBouncing } from './bounces.ts'
import { mailSending } from './job-kind.ts'
import type { House, MailKind } from './kinds.ts'
import { layOut, oneLine, type Written } from './layout.ts'
import type { Letter } from './letter.ts'
import { findMail, type Mail } from './mails.ts'
import { isSwitchedOff, switchTokenOf } from './preferences.ts'
import { failureLine, Undeliverable, verdictOn } from './smtp-failure.ts'
import { mails } from './tables.ts'
import { tokenOf, tokenPlace } from './tokens.ts'
import type { Message, Transport } from './transport.ts'

/** All that sending needs besides the mail. */
export interface Mailing {
  /** Of every room. */
  kinds: readonly MailKind<unknown>[]
  transport: Transport
  from: Address
  publicUrl: string
  sealer: Sealer
  /** Undefined where no newswire is set up yet. */
  house(queries: Queries): Promise<House | undefined>
}

/** Throws where two kinds have one name. */
export function mailJobs(mailing: Mailing): Runner[] {
  const names = mailing.kinds.map(({ kind }) => kind)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) throw new Error(`${twice} is there twice among the mails`)
  return [runner(mailSending, (run, { mailId }) => deliver(mailing, run, mailId)), bounceEnding]
}

/**
 * Writes a mail, the first time, and hands it to the relay. Throws where that may work later. A process that
 * ends between the relay's yes and our note of it sends the mail twice, under the same Message-ID.
 */
export async function deliver(
  mailing: Mailing,
  { database, now, signal }: Pick<Run, 'database' | 'now' | 'signal'>,
  id: Id<'mai'>,
): Promise<void> {
  const mail = await findMail(database.read, id)
  if (!mail || isOver(mail)) return
  const reason = await reasonNotTo(mailing, database.read, mail)
  if (reason) return note(database, id, { status: 'suppressed', lastError: reason })
  const attempts = mail.attempts + 1
  try {
    const message = await messageOf(mailing, database.read, mail)
    const { subject, text, html, messageId } = message
    await note(database, id, { attempts, subject, text, html, messageId })
    await mailing.transport.send(withToken(mailing, mail, message), signal)
  } catch (error) {
    if (signal.aborted) throw error
    return noteFailure(database, { ...mail, attempts }, error, now)
  }
  await note(database, id, { status: 'handed_to_relay', handedOverAt: now, lastError: null })
  if (await isBouncing(database.read, mail.recipient)) await database.write((tx) => hopeFor(tx, mail))
}

// One that has failed may be tried again: its job was dead, and somebody has it begin anew.
function isOver({ status }: Mail): boolean {
  return status !== 'queued' && status !== 'failed'
}

/** Why its recipient is spared a mail of a kind that one can do without. */
async function reasonNotTo({ kinds }: Mailing, queries: Queries, mail: Mail): Promise<string | undefined> {
  if (!kinds.find(({ kind }) => kind === mail.kind)?.canBeSwitchedOff) return undefined
  if (await isSwitchedOff(queries, mail)) return 'Its recipient has switched off mails of its kind'
  return (await isBouncing(queries, mail.recipient))
    ? 'Mails to its recipient bounce; send it again to try'
    : undefined
}

async function messageOf(mailing: Mailing, queries: Queries, mail: Mail): Promise<Message> {
  const { from, publicUrl, sealer } = mailing
  const house = (await mailing.house(queries)) ?? { name: 'Wirecopy', contact: from.address }
  const to = { name: mail.recipientName ? oneLine(mail.recipientName) : undefined, address: mail.recipient }
  if (!emailSchema.safeParse(to.address).success) throw new Undeliverable('Its recipient has no mail address')
  const kind = mailing.kinds.find((one) => one.kind === mail.kind)
  if (!kind) throw new Error(`Nothing here writes mails of the kind ${mail.kind}`)
  const off = kind.canBeSwitchedOff
    ? { about: kind.about, href: `${publicUrl}/mail/preferences/${switchTokenOf(sealer, mail)}` }
    : undefined
  return {
    id: mail.id,
    kind: mail.kind,
    from: { name: from.name ?? oneLine(house.name), address: from.address },
    to,
    replyTo: { name: oneLine(house.name), address: house.contact },
    messageId: mail.messageId ?? `<${mail.id}@${domainOf(from)}>`,
    date: new Date(mail.createdAt),
    headers: headersWith(off?.href),
    ...(writtenBefore(mail) ?? layOut(letterOf(kind, mail, { house, publicUrl }), { house, switch: off })),
  }
}

// What is stored, and shown to whoever may read mails, must not do what its recipient alone may.
function withToken({ kinds, sealer }: Mailing, { id, kind }: Mail, message: Message): Message {
  const purpose = kinds.find((one) => one.kind === kind)?.tokenFor
  if (purpose === undefined) return message
  const token = tokenOf(sealer, purpose, id)
  const filled = (text: string) => text.replaceAll(tokenPlace, token)
  return { ...message, text: filled(message.text), html: filled(message.html) }
}

function headersWith(switchUrl: string | undefined): Record<string, string> {
  return {
    // Nobody need answer that he is on vacation (RFC 3834).
    'Auto-Submitted': 'auto-generated',
    // One click in a mail program switches it off (RFC 8058).
    ...(switchUrl && {
      'List-Unsubscribe': `<${switchUrl}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  }
}

function writtenBefore({ subject, text, html }: Mail): Written | undefined {
  return subject === null || text === null || html === null ? undefined : { subject, text, html }
}

function letterOf(
  kind: MailKind<unknown>,
  mail: Mail,
  surroundings: { house: House; publicUrl: string },
): Letter {
  const { data, error } = kind.data.safeParse(mail.data)
  if (error) throw new Error(`What it is written of does not fit ${mail.kind}`)
  return kind.letter(data, surroundings)
}

async function noteFailure(database: Database, mail: Mail, error: unknown, now: number): Promise<void> {
  const lastError = failureLine(error)
  const verdict = verdictOn(error)
  if (verdict === 'recipient') {
    await note(database, mail.id, { status: 'bounced', bouncedAt: now, lastError }, (queries) =>
      markBouncing(queries, mail.recipient, { since: now, detail: lastError }),
    )
    return
  }
  if (verdict === 'message') return note(database, mail.id, { status: 'failed', lastError })

  const isLast = mail.attempts >= maxAttempts
  await note(database, mail.id, {
    attempts: mail.attempts,
    lastError,
    ...(isLast ? { status: 'failed' as const } : {}),
  })
  throw new Error(lastError)
}

// One that was erased meanwhile stays so.
async function note(
  database: Database,
  id: Id<'mai'>,
  changed: Partial<Mail>,
  also: (queries: Queries) => Promise<void> = async () => undefined,
): Promise<void> {
  await database.append(async (queries) => {
    const kept = and(eq(mails.id, id), isNull(mails.erasedAt))
    const noted = await queries.update(mails).set(changed).where(kept).returning({ id: mails.id })
    if (noted.length > 0) await also(queries)
  })
}
