import { and, asc, count, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../platform/database/database.ts'
import { jobKind, runner } from '../../platform/jobs/kinds.ts'
import { enqueue } from '../../platform/jobs/queue.ts'
import { mailKind } from '../../platform/mail/kinds.ts'
import { code, list, paragraph } from '../../platform/mail/letter.ts'
import { sendMail } from '../../platform/mail/mails.ts'
import { findNewswire } from '../newswire.ts'
import { deskEntries } from './tables.ts'

const everyMs = 5 * 60_000
const maxNamed = 20
const toldKinds = ['unknown-author', 'vanished'] as const

const deskTelling = jobKind({ kind: 'desk.tell', lane: 'default', payload: z.strictObject({}) })

const deskMail = mailKind({
  kind: 'desk.waiting',
  about: 'what waits for the desk',
  lane: 'default',
  canBeSwitchedOff: false,
  data: z.strictObject({
    total: z.int(),
    named: z.array(z.strictObject({ kind: z.enum(toldKinds), what: z.string() })),
  }),
  letter: ({ total, named }) => ({
    subject:
      total === 1 ? 'An imported story waits for the desk' : `${total} imported stories wait for the desk`,
    parts: [
      paragraph('Nothing happens to them before somebody decides:'),
      list(named.map(({ kind, what }) => `${phrases[kind]}: ${what}`)),
      ...(total > named.length ? [paragraph(`And ${total - named.length} more.`)] : []),
      paragraph('This shows all that waits, with what can be done:'),
      code('wirecopy desk list'),
    ],
  }),
})

export const mails = [deskMail]

const phrases = {
  'unknown-author': 'An author whom nobody knows',
  vanished: 'Gone from its source',
} as const

/** Has the desk told of what waits: by one mail for all that came within five minutes. */
export async function planDeskMail(tx: Tx): Promise<void> {
  const runAt = Math.ceil((tx.now + 1) / everyMs) * everyMs
  await enqueue(tx, deskTelling, {}, { runAt, uniqueKey: deskTelling.kind, onConflict: 'replace' })
}

export const deskTellingRunner = runner(deskTelling, ({ database }) => database.write(tellDesk))

async function tellDesk(tx: Tx): Promise<void> {
  const untold = and(
    eq(deskEntries.state, 'open'),
    isNull(deskEntries.mailedAt),
    inArray(deskEntries.kind, [...toldKinds]),
  )
  const [{ total } = { total: 0 }] = await tx
    .select({ total: count() })
    .from(deskEntries)
    .where(untold)
    .limit(1)
  const newswire = await findNewswire(tx)
  if (total === 0 || !newswire) return

  const first = await tx.select().from(deskEntries).where(untold).orderBy(asc(deskEntries.id)).limit(maxNamed)
  await tx.update(deskEntries).set({ mailedAt: tx.now }).where(untold)
  await sendMail(tx, deskMail, {
    to: { email: newswire.deskMail ?? newswire.licensingContact },
    data: {
      total,
      named: first.flatMap(({ kind, byline, headline }) => {
        const told = toldKinds.find((one) => one === kind)
        return told ? [{ kind: told, what: byline ?? headline ?? 'a story without headline' }] : []
      }),
    },
  })
}
