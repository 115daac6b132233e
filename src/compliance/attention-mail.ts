import { z } from 'zod'
import { findNewswire } from '../articles/newswire.ts'
import { takeUntold } from '../partners/attention/entries.ts'
import type { Tx } from '../platform/database/database.ts'
import { jobKind, runner } from '../platform/jobs/kinds.ts'
import { schedule } from '../platform/jobs/scheduler.ts'
import { mailKind } from '../platform/mail/kinds.ts'
import { code, list, paragraph } from '../platform/mail/letter.ts'
import { sendMail } from '../platform/mail/mails.ts'

const maxNamed = 20

const attentionTelling = jobKind({ kind: 'attention.tell', lane: 'default', payload: z.strictObject({}) })

const attentionMail = mailKind({
  kind: 'attention.waiting',
  about: 'partners that wait for a person',
  lane: 'default',
  canBeSwitchedOff: false,
  data: z.strictObject({
    total: z.int(),
    named: z.array(z.strictObject({ partner: z.string(), note: z.string() })),
  }),
  letter: ({ total, named }) => ({
    subject:
      total === 1 ? 'Something of a partner waits for you' : `${total} things of partners wait for you`,
    parts: [
      paragraph('Since the last mail these have come up. They stop nothing by themselves:'),
      list(named.map(({ partner, note }) => `${partner}: ${note}`)),
      ...(total > named.length ? [paragraph(`And ${total - named.length} more.`)] : []),
      paragraph('This shows all that waits:'),
      code('wirecopy attention list'),
    ],
  }),
})

export const mails = [attentionMail]

/** Tells whoever looks after licensing of what has come up, once a day. */
export const attentionDigest = {
  schedule: schedule('attention.tell', { cron: '0 11 * * *' }, attentionTelling, {}),
  runner: runner(attentionTelling, ({ database }) => database.write(tellStaff)),
}

async function tellStaff(tx: Tx): Promise<void> {
  const newswire = await findNewswire(tx)
  if (!newswire) return
  const { total, first } = await takeUntold(tx, maxNamed)
  if (total === 0) return
  await sendMail(tx, attentionMail, {
    to: { email: newswire.licensingContact },
    data: { total, named: first.map(({ partnerName, note }) => ({ partner: partnerName, note })) },
  })
}
