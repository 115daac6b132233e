import { and, eq, gte } from 'drizzle-orm'
import { z } from 'zod'
import type { Notice } from '../delivery/notice-mails.ts'
import { dayMs, minuteOf } from '../platform/clock.ts'
import type { Tx } from '../platform/database/database.ts'
import { mailKind } from '../platform/mail/kinds.ts'
import { code, list, paragraph } from '../platform/mail/letter.ts'
import { sendMail } from '../platform/mail/mails.ts'
import { mails as sentMails } from '../platform/mail/tables.ts'
import { askingTypes } from './questions.ts'

/** So many partners are named in a mail. */
export const maxNamed = 50

const whatOf = {
  'article.killed': 'kill',
  'article.withdrawn': 'withdrawal',
  'article.corrected': 'correction',
} as const

const shape = z.strictObject({
  id: z.string(),
  headline: z.string(),
  at: z.number(),
  type: z.enum(askingTypes),
  total: z.int(),
  named: z.array(z.string()),
})

type Outstanding = z.infer<typeof shape>

const outstandingMail = mailKind<Outstanding>({
  kind: 'acknowledgements.outstanding',
  about: 'kills, withdrawals and corrections that nobody answers',
  lane: 'default',
  canBeSwitchedOff: false,
  data: shape,
  letter: ({ id, headline, at, type, total, named }) => ({
    subject: `Not answered: ${whatOf[type]} of ${headline}`,
    parts: [
      paragraph(
        `${total === 1 ? 'One partner has' : `${total} partners have`} not answered the ${whatOf[type]} of ${minuteOf(at)}, in spite of three reminders. Best call them:`,
      ),
      list(named),
      ...(total > named.length ? [paragraph(`And ${total - named.length} more.`)] : []),
      paragraph('This shows whom to reach there, and what each was told when:'),
      code(`wirecopy article recipients ${id}`),
    ],
  }),
})

export const mails = [outstandingMail]

/** Tells the desk who has answered no reminder, once. */
export async function tellOutstanding(
  tx: Tx,
  { id, headline, at, email }: Notice,
  silent: Pick<Outstanding, 'type' | 'total' | 'named'>,
): Promise<void> {
  const { kind } = outstandingMail
  const [told] = await tx
    .select({ id: sentMails.id })
    .from(sentMails)
    .where(and(eq(sentMails.aboutId, id), eq(sentMails.kind, kind), gte(sentMails.createdAt, at + dayMs)))
    .limit(1)
  if (told) return
  const data = { id, headline, at, ...silent }
  await sendMail(tx, outstandingMail, { to: { email }, data, aboutId: id })
}
